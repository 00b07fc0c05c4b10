// Other load on the machine ruins a measurement, so it is measured too: what all cores were busy with, time stolen by the
// host included, less what this process and everything it started used.
import fs from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

export const foreignCoresMost = 0.2;
const ticksPerSecond = 100; // USER_HZ, fixed for programmes on Linux

function processes() {
  const found = new Map();
  for (const name of fs.readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const text = fs.readFileSync(`/proc/${name}/stat`, "latin1");
      // "pid (any name) state parent …"; fields 14 to 17 are the times, those of ended children included.
      const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
      const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
      found.set(Number(name), { parent: Number(fields[1]), ticks });
    } catch {
      // It ended between the listing and the reading.
    }
  }
  return found;
}

function ownTicks() {
  const all = processes();
  const own = new Set([process.pid]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [pid, { parent }] of all) {
      if (own.has(pid) || !own.has(parent)) continue;
      own.add(pid);
      grown = true;
    }
  }
  let ticks = 0;
  for (const pid of own) ticks += all.get(pid)?.ticks ?? 0;
  return ticks;
}

function busyTicks() {
  const line = fs.readFileSync("/proc/stat", "latin1").split("\n", 1)[0];
  const [user, nice, system, , , irq, softirq, steal] = line.trim().split(/\s+/).slice(1).map(Number);
  return user + nice + system + irq + softirq + steal;
}

// Runs `measure` and tells how many cores others kept busy meanwhile.
export async function withForeignCores(measure) {
  const before = { at: process.hrtime.bigint(), busy: busyTicks(), own: ownTicks() };
  const result = await measure();
  const seconds = Number(process.hrtime.bigint() - before.at) / 1e9;
  const foreign = busyTicks() - before.busy - (ownTicks() - before.own);
  return { result, foreignCores: Math.max(0, foreign / ticksPerSecond / seconds) };
}

async function waitForCalm() {
  const patience = Date.now() + 60_000;
  while (Date.now() < patience) {
    const { foreignCores } = await withForeignCores(() => pause(2000));
    if (foreignCores <= foreignCoresMost) return;
  }
}

// Rounds until one is quiet, at most MEME_BENCH_TRIES (4); else the least disturbed one, marked. At small size the first.
export async function quietRound(measure) {
  const small = Boolean(process.env.MEME_BENCH_SMALL);
  const tries = small ? 1 : Number(process.env.MEME_BENCH_TRIES ?? 4);
  let best = null;
  for (let round = 1; round <= tries; ++round) {
    if (!small) await waitForCalm();
    const { result, foreignCores } = await withForeignCores(measure);
    const quiet = foreignCores <= foreignCoresMost;
    if (!best || foreignCores < best.foreignCores) best = { ...result, foreignCores, quiet };
    if (quiet) return best;
    if (!small) console.error(`  round ${round} of ${tries} discarded: others used ${foreignCores.toFixed(2)} cores`);
  }
  return best;
}
