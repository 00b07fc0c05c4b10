// Property 7: cancel, reschedule and taking up an offer are whole or not at all, killed at every statement on their way.
// TEST_ROUNDS sets how often at each (1; long label 20).
import assert from "node:assert/strict";
import test from "node:test";
import { figure } from "../support/figure.mjs";
import { NoAnswer } from "../support/http.mjs";
import { contact, freeSlots, freshKey, peopleOf } from "../support/people.mjs";
import { Server, seededFolder } from "../support/server.mjs";
import { failpointsOfWrites } from "./failpoints.mjs";
import { audit } from "./verdict.mjs";

const rounds = Number(process.env.TEST_ROUNDS ?? 1);
// The second claim that goes is the reservation's own; the first was that of the offer.
const failpoints = [
  ...failpointsOfWrites().map((name) => `${name}=kill@1`),
  "booking.claim.deleted=kill@2",
];

class Case {
  constructor(data) {
    this.data = data;
  }

  async serve(env) {
    this.server = await Server.start({ data: this.data, env });
    this.people ??= await peopleOf(this.server.url);
    this.customer ??= (await this.people.customers(1))[0];
    this.customer = this.customer.at(this.server.url);
    return this.customer;
  }

  // A portfolio whose artist answers requests, and that artist.
  async approving(customer) {
    const found = (await customer.get("/v1/search?limit=50")).json.items;
    const { portfolio, artist } = found.find(
      (i) => i.portfolio.mode === "approve" && i.portfolio.place !== "visit",
    );
    const person = this.people.items.find((p) => p.artistId === artist.id);
    this.artist ??= await this.people.signIn(person);
    return portfolio;
  }

  // A request, far enough away to be moved and canceled.
  async book() {
    const customer = await this.serve({});
    const portfolio = await this.approving(customer);
    this.slots = await freeSlots(customer, portfolio.id, { days: 30 });
    const body = {
      portfolioId: portfolio.id,
      start: this.slots.at(-1).start,
      place: "shop",
      contact: contact(),
    };
    const answer = await customer.post("/v1/reservations", body, { key: freshKey() });
    assert.equal(answer.status, 201, answer.text);
    return answer.json;
  }

  // The artist offers another time for it, which is held as well.
  async offer({ id, version }) {
    const answer = await this.artist
      .at(this.server.url)
      .post(
        `/v1/reservations/${id}/counter-offer`,
        { start: this.slots.at(-8).start },
        { key: freshKey(), ifMatch: `"${version}"` },
      );
    assert.equal(answer.status, 200, answer.text);
    return answer.json;
  }

  async cancel({ id, version }) {
    const answer = await this.customer.post(
      `/v1/reservations/${id}/cancel`,
      {},
      { key: freshKey(), ifMatch: `"${version}"` },
    );
    assert.equal(answer.status, 200, answer.text);
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
  else assert.equal(after.start === before.start, !done);
  assert.equal(after.history.length, after.version);
  return done;
}

async function killOnce(it, change, failpoint) {
  let before = await it.book();
  if (change !== "reschedule") before = await it.offer(before);
  await it.server.stop();
  let customer = await it.serve({ MEME_FAILPOINTS: failpoint });
  const bodies = { cancel: { reason: "아파요" }, reschedule: { start: it.slots.at(-16).start } };
  const options = { json: bodies[change], key: freshKey(), ifMatch: `"${before.version}"` };
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
  if (passed) assert.ok(answer.ok && done, `${change} at ${failpoint}: ${answer.text}`);
  // The retry with the same key has one effect in all.
  const again = await customer.call("POST", path, options);
  assert.equal(again.status, 200, again.text);
  assert.equal(again.json.version, before.version + 1);
  if (change !== "cancel") await it.cancel(again.json); // its time is wanted again
  if (done) await it.server.stop();
  else await it.server.kill();
  assert.deepEqual(audit(it.data), []);
  return { passed, done };
}

for (const change of ["cancel", "reschedule", "accept-offer"]) {
  test(`${change} is whole or not at all`, { timeout: 60_000 + rounds * 120_000 }, async () => {
    const it = new Case(await seededFolder({ artists: 6 }));
    const seen = { killed: 0, before: 0, after: 0, passed: 0 };
    for (let round = 0; round < rounds; ++round) {
      for (const failpoint of failpoints) {
        const { passed, done } = await killOnce(it, change, failpoint);
        if (passed) ++seen.passed;
        else ++seen.killed;
        if (!passed) ++seen[done ? "after" : "before"];
      }
    }
    figure(7, `${change} killed ${seen.killed} times`, "0 half");
    console.log(change, seen);
    assert.ok(
      seen.killed >= 5 * rounds && seen.before > 0 && seen.after > 0,
      "too few failpoints were met",
    );
  });
}
