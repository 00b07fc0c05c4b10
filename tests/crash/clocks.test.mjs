// Property 6: holds are fenced. A server or client that slept, or a clock that jumped, never brings an old hold back.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { contact, freeSlots, freshKey, peopleOf } from "../support/people.mjs";
import { Server, temporaryFolder } from "../support/server.mjs";
import { after } from "../support/wait.mjs";

const ttl = 1_000;
const settings = { "booking.hold_ttl": `${ttl}ms` };

async function twoCustomers(server) {
  const people = await peopleOf(server.url);
  const [first, second] = await people.customers(2);
  const items = (await first.get("/v1/search?limit=50")).json.items;
  const { portfolio } = items.find((i) => i.portfolio.mode === "instant") ?? items[0];
  const slots = await freeSlots(first, portfolio.id, { days: 30 });
  const hold = (who, slot) =>
    who.post(
      "/v1/holds",
      { portfolioId: portfolio.id, start: slot.start, place: "shop" },
      { key: freshKey() },
    );
  const confirm = (who, held) =>
    who.post(
      "/v1/reservations",
      { holdId: held.id, fence: held.fence, contact: contact() },
      { key: freshKey() },
    );
  return { first, second, slots, hold, confirm };
}

// An outlived hold: its time went to somebody else, or to nobody.
function assertRefused(answer) {
  assert.notEqual(answer.status, 201, "an outlived hold was confirmed");
  assert.ok([409, 410].includes(answer.status), `${answer.status} ${answer.text}`);
  assert.ok(["hold_expired", "stale_fence"].includes(answer.json.code), answer.text);
}

test("a server that slept for two lifetimes refuses the hold", { timeout: 60_000 }, async () => {
  const server = await Server.start({ settings });
  const { first, second, slots, hold, confirm } = await twoCustomers(server);
  const held = await hold(first, slots[5]);
  assert.equal(held.status, 201, held.text);
  server.signal("SIGSTOP");
  await after(2 * ttl);
  server.signal("SIGCONT");
  assertRefused(await confirm(first, held.json));
  const next = await hold(second, slots[5]);
  assert.equal(next.status, 201, next.text);
  assert.ok(next.json.fence > held.json.fence);
  assertRefused(await confirm(first, held.json));
  assert.equal((await confirm(second, next.json)).status, 201);
  await server.stop();
});

test(
  "a customer who slept is refused, whoever holds the time now",
  { timeout: 60_000 },
  async () => {
    const server = await Server.start({ settings });
    const { first, second, slots, hold, confirm } = await twoCustomers(server);
    const held = (await hold(first, slots[3])).json;
    await after(2 * ttl);
    const next = (await hold(second, slots[3])).json;
    assertRefused(await confirm(first, held));
    assertRefused(await confirm(first, { ...held, fence: next.fence }));
    const stolen = await confirm(first, next);
    assert.ok(stolen.status >= 400, "another's hold was confirmed");
    assert.equal((await confirm(second, next)).status, 201);
    await server.stop();
  },
);

test("a live hold is confirmed with its own fence only", { timeout: 60_000 }, async () => {
  const server = await Server.start();
  const { first, slots, hold, confirm } = await twoCustomers(server);
  const held = (await hold(first, slots[4])).json;
  for (const fence of [held.fence + 1, held.fence + 1_000]) {
    const answer = await confirm(first, { ...held, fence });
    assert.notEqual(answer.status, 201, "a hold was confirmed with another fence");
    assert.equal(answer.json.code, "stale_fence", answer.text);
  }
  assert.equal((await confirm(first, held)).status, 201);
  await server.stop();
});

const library = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";
const fakes =
  fs.existsSync(library) && spawnSync("true", { env: { LD_PRELOAD: library } }).status === 0;

for (const jump of ["+1h", "-1h"]) {
  test(
    `a clock that jumps ${jump}`,
    { skip: !fakes && "libfaketime is not installed", timeout: 60_000 },
    async () => {
      const clock = path.join(temporaryFolder("meme-clock-"), "offset");
      const set = (offset) => {
        fs.writeFileSync(`${clock}.new`, `${offset}\n`);
        fs.renameSync(`${clock}.new`, clock);
      };
      set("+0");
      // Only the calendar's clock jumps: deadlines of requests hang on the monotonic one.
      const env = {
        LD_PRELOAD: library,
        FAKETIME_TIMESTAMP_FILE: clock,
        FAKETIME_NO_CACHE: "1",
        DONT_FAKE_MONOTONIC: "1",
      };
      const server = await Server.start({ env });
      const { first, second, slots, hold, confirm } = await twoCustomers(server);
      const held = (await hold(first, slots[7])).json;
      set(jump);
      await after(600); // the server's tick sees it
      const confirmed = await confirm(first, held);
      if (jump === "+1h") assertRefused(confirmed);
      const next = await hold(second, slots[27]);
      assert.equal(next.status, 201, next.text);
      assert.ok(next.json.fence > held.fence, "a fence did not grow when the clock jumped");
      set("+0");
      await after(600);
      if (jump === "+1h") assertRefused(await confirm(first, held));
      const later = await hold(second, slots[47]);
      assert.ok(later.json.fence > next.json.fence);
      assert.ok(later.json.id !== next.json.id);
      await server.stop();
    },
  );
}
