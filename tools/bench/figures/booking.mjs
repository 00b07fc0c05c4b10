// Durable bookings over HTTP: their rate against the same rows written by a bare programme, and their latency at half of
// that rate against fdatasync on the same disk.
import fs from "node:fs";
import path from "node:path";

import { quietRound } from "../quiet.mjs";
import { row } from "../table.mjs";

const connections = 64;
const customers = 1000;
// The bare programme has what the service has: all connections in one transaction, as many rows before, the same pages
// and the same bound of the log. Of 4, 16, 64 and 256 MiB of page cache, 64 is the best for it.
const yardstick = {
  customers, artists: 20_000, per_transaction: connections, warm: 100_000,
  page: 4096, checkpoint: 16_384, cache: 64,
};

// {rate, syncP99Ms}: SQLite alone, in the folder the server uses, and one fdatasync there.
async function bare(stage, seconds) {
  const folder = path.join(stage.folder, "bare");
  fs.mkdirSync(folder, { recursive: true });
  const json = path.join(folder, "figures.json");
  const flags = { ...yardstick, folder, json, time: `${seconds}s` };
  await stage.call("group_commit_bench", Object.entries(flags).map(([name, value]) => `--${name}=${value}`));
  const figures = JSON.parse(fs.readFileSync(json, "utf8"));
  fs.rmSync(folder, { recursive: true });
  return { rate: figures.groupCommit[0].bookingsPerSecond, syncP99Ms: figures.fdatasyncP99Ms };
}

async function rateRound(stage, data) {
  const seconds = stage.size(25, 3);
  const before = await bare(stage, stage.size(10, 1));
  const server = await stage.serve(stage.fresh(data));
  const flags = { connections, customers, seconds, "warm-up": stage.size(3, 1), portfolios: stage.size(20_000, 300) };
  const load = await stage.load("book", server, flags);
  await server.stop();
  const after = await bare(stage, stage.size(10, 1));
  return { load, bareRate: (before.rate + after.rate) / 2, bareRates: [before.rate, after.rate] };
}

async function latencyRound(stage, data, rate) {
  const before = await bare(stage, 1);
  const server = await stage.serve(stage.fresh(data));
  const flags = { connections, customers, rate, seconds: stage.size(20, 3), "warm-up": 2 };
  const load = await stage.load("book", server, { ...flags, portfolios: stage.size(20_000, 300) });
  await server.stop();
  const after = await bare(stage, 1);
  return { load, syncP99Ms: (before.syncP99Ms + after.syncP99Ms) / 2 };
}

export async function booking(stage) {
  const data = await stage.seeded({ artists: stage.size(20_000, 300), reservations: stage.size(100_000, 3000) });
  const round = await quietRound(() => rateRound(stage, data));
  const rate = round.load.ok_per_second;
  const ratio = rate / round.bareRate;
  const worst = Math.min(...round.load.seconds_good);
  const clean = round.load.error === 0 && round.load.timeout === 0;
  const half = Math.max(1, Math.round(rate / 2));
  const late = await quietRound(() => latencyRound(stage, data, half));
  const p99 = late.load.latency.p99_ms;
  return [
    row({
      name: "booking_rate", what: `durable bookings over HTTP, ${connections} connections, random keys`,
      value: rate, unit: "/s", limit: round.bareRate, against: "same rows, SQLite group commit alone",
      reach: "≥ 0.6 × (stretch 0.8 ×)", holds: ratio >= 0.6 && clean, quiet: round.quiet,
      detail: { ...round.load, bareRates: round.bareRates },
    }),
    row({
      name: "booking_worst_second", what: `worst second of ${round.load.seconds_good.length}`,
      value: worst, unit: "/s", limit: rate, against: "their mean", reach: "≥ 0.7 ×",
      holds: worst >= 0.7 * rate, quiet: round.quiet,
    }),
    row({
      name: "booking_latency_p99", what: `booking p99 at ${half}/s, from when it was due`,
      value: p99, unit: "ms", limit: late.syncP99Ms, against: "fdatasync p99", reach: "≤ 10 ×",
      holds: p99 <= 10 * late.syncP99Ms && late.load.timeout === 0, quiet: late.quiet, detail: late.load,
    }),
  ];
}
