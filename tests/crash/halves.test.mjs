// Property 7: cancel and reschedule are whole or not at all, killed at every statement on their way.
// TEST_ROUNDS sets how often at each (1; long label 20).
import assert from "node:assert/strict";
import test from "node:test";
import { NoAnswer } from "../support/http.mjs";
import { contact, freeSlots, freshKey, peopleOf } from "../support/people.mjs";
import { Server, seededFolder } from "../support/server.mjs";
import { failpointsOfWrites } from "./failpoints.mjs";
import { audit } from "./verdict.mjs";

const rounds = Number(process.env.TEST_ROUNDS ?? 1);

class Case {
  constructor(data) {
    this.data = data;
  }

  async serve(env) {
    this.server = await Server.start({ data: this.data, env });
    this.people ??= await peopleOf(this.server.url);
    const [customer] = this.customer
      ? [this.customer.at(this.server.url)]
      : await this.people.customers(1);
    this.customer = customer;
    return customer;
  }

  // A reservation with an hour of its own, far enough away to be moved and canceled.
  async book() {
    const customer = await this.serve({});
    const found = (await customer.get("/v1/search?limit=50")).json.items.map((i) => i.portfolio);
    const portfolio = found.find((p) => p.mode === "instant" && p.place !== "visit") ?? found[0];
    this.slots = await freeSlots(customer, portfolio.id, { days: 30 });
    const body = {
      portfolioId: portfolio.id,
      start: this.slots.at(-1).start,
      place: "shop",
      contact: contact(),
    };
    const answer = await customer.post("/v1/reservations", body, { key: freshKey() });
    assert.equal(answer.status, 201, answer.text);
    await this.server.stop();
    return answer.json;
  }

  async read(customer, id) {
    return (await customer.get(`/v1/reservations/${id}`)).json;
  }
}

// What must be true whichever side of the commit the kill was on.
async function holdsTogether(it, before, after, change) {
  const whole = after.version === before.version || after.version === before.version + 1;
  assert.ok(whole, `version ${after.version} after ${before.version}`);
  const done = after.version > before.version;
  if (change === "cancel") assert.equal(after.state, done ? "canceled" : before.state);
  if (change === "reschedule") assert.equal(after.start === before.start, !done);
  assert.equal(after.history.length, after.version);
  return done;
}

async function killOnce(it, change, failpoint) {
  const before = await it.book();
  let customer = await it.serve({ MEME_FAILPOINTS: `${failpoint}=kill@1` });
  const body = change === "cancel" ? { reason: "아파요" } : { start: it.slots.at(-3).start };
  const options = { json: body, key: freshKey(), ifMatch: `"${before.version}"` };
  const path = `/v1/reservations/${before.id}/${change}`;
  const answer = await customer.call("POST", path, options).catch((error) => {
    if (error instanceof NoAnswer) return undefined;
    throw error;
  });
  const passed = answer !== undefined;
  if (passed) await it.server.kill();
  await it.server.exited;
  assert.deepEqual(audit(it.data), [], `${change} killed at ${failpoint}`);
  customer = await it.serve({});
  const done = await holdsTogether(it, before, await it.read(customer, before.id), change);
  if (passed) assert.ok(answer.ok && done, `${change} was acknowledged at ${failpoint}`);
  // The retry with the same key has one effect in all.
  const again = await customer.call("POST", path, options);
  assert.equal(again.status, 200, again.text);
  assert.equal(again.json.version, before.version + 1);
  if (done) await it.server.stop();
  else await it.server.kill();
  assert.deepEqual(audit(it.data), []);
  return { passed, done };
}

for (const change of ["cancel", "reschedule"]) {
  test(`${change} is whole or not at all`, { timeout: 60_000 + rounds * 120_000 }, async () => {
    const it = new Case(await seededFolder({ artists: 6 }));
    const seen = { killed: 0, before: 0, after: 0, passed: 0 };
    for (let round = 0; round < rounds; ++round) {
      for (const failpoint of failpointsOfWrites()) {
        const { passed, done } = await killOnce(it, change, failpoint);
        if (passed) ++seen.passed;
        else ++seen.killed;
        if (!passed) ++seen[done ? "after" : "before"];
      }
    }
    console.log(change, seen);
    assert.ok(
      seen.killed >= 5 * rounds && seen.before > 0 && seen.after > 0,
      "too few failpoints were met",
    );
  });
}
