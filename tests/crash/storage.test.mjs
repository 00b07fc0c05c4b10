// Property 4: failed syncs and a full disk. No 2xx may follow a failed sync, reads go on, and writes come back by themselves.
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { contact, freeSlots, freshKey, peopleOf } from "../support/people.mjs";
import { Server, seededFolder, temporaryFolder } from "../support/server.mjs";
import { eventually } from "../support/wait.mjs";
import { audit } from "./verdict.mjs";

async function bookers(server) {
  const people = await peopleOf(server.url);
  const [customer] = await people.customers(1);
  const items = (await customer.get("/v1/search?limit=50")).json.items;
  const { portfolio } = items.find((i) => i.portfolio.mode === "instant") ?? items[0];
  const slots = await freeSlots(customer, portfolio.id, { days: 60 });
  const book = () => {
    const slot = slots.splice(Math.floor(slots.length / 2), 1)[0];
    const body = {
      portfolioId: portfolio.id,
      start: slot.start,
      place: "shop",
      contact: contact(),
    };
    return customer.post("/v1/reservations", body, { key: freshKey() });
  };
  return { customer, portfolio, book };
}

// Books until a booking is answered with a status of the wanted kind; all answers on the way.
async function bookUntil(book, wanted, within = 5_000) {
  const answers = [];
  await eventually(
    async () => {
      answers.push(await book());
      return wanted(answers.at(-1));
    },
    { within, what: "a booking" },
  );
  return answers;
}

async function readsGoOn(customer, portfolio) {
  const month = await customer.get(`/v1/portfolios/${portfolio.id}/availability?days=14`);
  assert.equal(month.status, 200);
  const list = await customer.get("/v1/reservations?as=customer");
  assert.equal(list.status, 200, list.text);
}

function isProblem(answer, status) {
  assert.equal(answer.status, status, answer.text);
  assert.equal(answer.type, "application/problem+json");
}

const traced = spawnSync("strace", ["-qq", "-o", "/dev/null", "true"]).status === 0;

test(
  "a failed sync is never followed by a 2xx",
  { skip: !traced && "strace cannot trace here", timeout: 120_000 },
  async (t) => {
    const data = await seededFolder({ artists: 6 });
    const server = await Server.start({ data });
    t.after(() => server.kill());
    const { customer, portfolio, book } = await bookers(server);
    assert.equal((await book()).status, 201);

    // Attached from outside, so that exactly the syncs of this while fail.
    const inject = ["-f", "-qq", "-o", "/dev/null", "-p", String(server.pid)];
    const calls = "fdatasync,fsync,sync_file_range";
    const tracer = server.attach("strace", [
      ...inject,
      "-e",
      `trace=${calls}`,
      "-e",
      `inject=${calls}:error=EIO`,
    ]);
    const failing = await bookUntil(book, (answer) => answer.status >= 500);
    isProblem(failing.at(-1), 503);
    for (let i = 0; i < 10; ++i) isProblem(await book(), 503);
    await readsGoOn(customer, portfolio);
    await tracer.end();

    const back = performance.now();
    await bookUntil(book, (answer) => answer.status === 201);
    assert.ok(performance.now() - back < 5_000);
    const told = (await customer.get("/v1/reservations?as=customer&limit=100")).json.items.length;
    await server.kill();
    assert.deepEqual(audit(data), []);
    const second = await Server.start({ data });
    const again = await customer.at(second.url).get("/v1/reservations?as=customer&limit=100");
    assert.equal(again.json.items.length, told);
    await second.stop();
  },
);

function mounted(size) {
  const folder = temporaryFolder("meme-small-disk-");
  const done = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", folder]);
  return done.status === 0 ? folder : undefined;
}

test("a full disk refuses writes and keeps reading", { timeout: 120_000 }, async (t) => {
  const disk = mounted("64m");
  if (!disk) return t.skip("mounting a small disk needs root and CAP_SYS_ADMIN");
  const data = path.join(disk, "data");
  try {
    fs.cpSync(await seededFolder({ artists: 6 }), data, { recursive: true });
    const server = await Server.start({ data });
    t.after(() => server.kill());
    const { customer, portfolio, book } = await bookers(server);
    assert.equal((await book()).status, 201);

    fill(path.join(disk, "filler"));
    const refused = await bookUntil(book, (answer) => answer.status >= 500);
    isProblem(refused.at(-1), 503);
    const before = refused.filter((answer) => answer.status === 201).length;
    for (let i = 0; i < 10; ++i) isProblem(await book(), 503);
    await readsGoOn(customer, portfolio);

    fs.rmSync(path.join(disk, "filler"));
    const back = performance.now();
    await bookUntil(book, (answer) => answer.status === 201);
    assert.ok(performance.now() - back < 5_000);
    await server.kill();
    assert.deepEqual(audit(data), []);
    const second = await Server.start({ data });
    const kept = await customer.at(second.url).get("/v1/reservations?as=customer&limit=100");
    assert.ok(kept.json.items.length >= before + 2);
    await second.stop();
  } finally {
    execFileSync("umount", ["-l", disk]);
    fs.rmdirSync(disk);
  }
});

// Takes every byte that is left.
function fill(file) {
  const handle = fs.openSync(file, "w");
  for (let size = 1 << 20; size >= 1; size >>= 2) {
    try {
      for (;;) fs.writeSync(handle, Buffer.alloc(size));
    } catch (error) {
      if (error.code !== "ENOSPC") throw error;
    }
  }
  fs.closeSync(handle);
}
