// Property 1 on the real server: 64 clients want one slot at once, and exactly one gets it. All requests are written but for
// their last byte; then all last bytes go out in one turn. TEST_STAMPEDES sets how many (60; long label 1,000).
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";
import test from "node:test";
import { figure } from "../support/figure.mjs";
import { contact, freeSlots, freshKey, peopleOf } from "../support/people.mjs";
import { Random, seedFromEnvironment } from "../support/random.mjs";
import { Server, seededFolder } from "../support/server.mjs";
import { Line } from "../support/wire.mjs";
import { audit } from "./verdict.mjs";

const stampedes = Number(process.env.TEST_STAMPEDES ?? 60);
const crowd = 64;
const unguarded = process.env.TEST_UNGUARDED === "1"; // a control: without the database's own constraint

// Two overlapping starts of one artist: what is equal only in part is taken too.
function startsOf(slots, random) {
  const first = random.below(slots.length - 1);
  const [a, b] = [slots[first], slots[first + 1]];
  const overlap = Date.parse(b.start) < Date.parse(a.end);
  return overlap ? [a.start, b.start] : [a.start];
}

function wish(portfolio, start, held) {
  const body = { portfolioId: portfolio.id, start, place: "shop" };
  return held
    ? { path: "/v1/holds", json: body }
    : { path: "/v1/reservations", json: { ...body, contact: contact() } };
}

async function stampede(lines, portfolio, starts, random) {
  for (const line of lines) {
    const { path: route, json } = wish(portfolio, random.pick(starts), random.chance(0.5));
    line.prepare("POST", route, { json, key: freshKey() });
  }
  return Promise.all(lines.map((line) => line.release()));
}

async function free(customer, answer) {
  const { id, version } = answer.json;
  const freed = id.startsWith("hold_")
    ? await customer.delete(`/v1/holds/${id}`)
    : await customer.post(
        `/v1/reservations/${id}/cancel`,
        {},
        { key: freshKey(), ifMatch: `"${version}"` },
      );
  assert.ok(freed.ok, freed.text);
}

test(`${stampedes} stampedes of ${crowd}`, { timeout: 60_000 + stampedes * 2_000 }, async () => {
  const random = new Random(seedFromEnvironment());
  const data = await seededFolder({ artists: 12 });
  if (unguarded) {
    const drop = "DROP TRIGGER claim_never_overlaps";
    assert.equal(spawnSync("sqlite3", [path.join(data, "meme.db"), drop]).status, 0);
  }
  const server = await Server.start({ data });
  const people = await peopleOf(server.url);
  const customers = await people.customers(16);
  const items = (await people.visitor.get("/v1/search?limit=50")).json.items;
  const portfolios = items
    .map((item) => item.portfolio)
    .filter((p) => p.place !== "visit" && p.durationMinutes > 30);
  const lines = await Promise.all(
    Array.from({ length: crowd }, (_, i) => Line.open(server.port, customers[i % 16])),
  );
  const losers = {};
  let longest = 0;
  for (let i = 0; i < stampedes; ++i) {
    const portfolio = random.pick(portfolios);
    const starts = startsOf(await freeSlots(people.visitor, portfolio.id, { days: 30 }), random);
    const began = performance.now();
    const answers = await stampede(lines, portfolio, starts, random);
    longest = Math.max(longest, performance.now() - began);
    const winners = answers.flatMap((answer, at) => (answer.status === 201 ? [at] : []));
    assert.equal(winners.length, 1, `${winners.length} winners in stampede ${i + 1}`);
    for (const answer of answers.filter((one) => one.status !== 201)) {
      const what = `${answer.status} ${answer.json.code}`;
      losers[what] = (losers[what] ?? 0) + 1;
    }
    await free(customers[winners[0] % 16], answers[winners[0]]);
  }
  for (const line of lines) line.close();
  await server.stop();
  assert.deepEqual(audit(data), []);
  assert.deepEqual(losers, { "409 slot_taken": stampedes * (crowd - 1) });
  figure(1, `${stampedes} stampedes, the longest ${longest.toFixed(0)} ms`, "one winner in each");
});
