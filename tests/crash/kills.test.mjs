// Property 2: what was acknowledged survives SIGKILL at any moment. TEST_KILLS sets how often (20; long label 500),
// TEST_FAILPOINTS adds failpoints for the whole run: a control widens the moment that it looks at.
import assert from "node:assert/strict";
import test from "node:test";
import { figure } from "../support/figure.mjs";
import { peopleOf } from "../support/people.mjs";
import { Random, seedFromEnvironment } from "../support/random.mjs";
import { Server, seededFolder } from "../support/server.mjs";
import { after } from "../support/wait.mjs";
import { failpointsOfWrites } from "./failpoints.mjs";
import { Address, Load } from "./load.mjs";
import { audit, judge } from "./verdict.mjs";

const kills = Number(process.env.TEST_KILLS ?? 20);
const always = process.env.TEST_FAILPOINTS;
const failpoints = failpointsOfWrites();

function percentile(values, part) {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]);
}

function failing(point) {
  const points = [point, always].filter(Boolean).join(";");
  return points ? { MEME_FAILPOINTS: points } : {};
}

// The failpoint may strike before anybody is served; then it has done its work.
async function startOrDie(options) {
  try {
    return await Server.start(options);
  } catch (error) {
    if (!error.message.includes("SIGKILL")) throw error;
    return Server.start({ ...options, env: failing() });
  }
}

test(
  `${kills} kills lose nothing that was acknowledged`,
  { timeout: 60_000 + kills * 20_000 },
  async () => {
    const random = new Random(seedFromEnvironment());
    const data = await seededFolder({ artists: 12 });
    const address = new Address();
    const load = new Load({ random, place: () => address.where() });
    const settings = { "booking.hold_ttl": "3s" };
    let server = await Server.start({ data, settings, env: failing() });
    address.url = server.url;

    const people = await peopleOf(server.url);
    const customers = await people.customers(12);
    const artists = await people.artists(3);
    const portfolios = (await people.visitor.get("/v1/search?limit=20")).json.items.map(
      (item) => item.portfolio,
    );
    const workers = [
      ...customers.map((client) => load.customer(client, portfolios)),
      ...artists.map((client) => load.artist(client)),
    ];

    const starts = [];
    for (let i = 0; i < kills; ++i) {
      const planned = await Promise.race([server.exited, after(30 + random.below(400))]);
      address.url = undefined;
      if (!planned) await server.kill();
      assert.equal(server.ended.signal, "SIGKILL", server.log);
      if (i % 10 === 9) assert.deepEqual(audit(data), [], `after kill ${i + 1}`);
      const point = `${random.pick(failpoints)}=kill@${1 + random.below(60)}`;
      const env = failing(random.chance(0.6) ? point : undefined);
      server = await startOrDie({ data, settings, env });
      starts.push(server.startMilliseconds);
      address.url = server.url;
    }

    load.stop();
    await Promise.all(workers);
    address.url = undefined;
    await server.kill();
    assert.deepEqual(audit(data), []);
    server = await Server.start({ data, settings });
    address.url = server.url;
    const read = await load.readBack(customers, "last");
    await server.stop();

    console.log(load.counts);
    const ready = `ready again p50 ${percentile(starts, 0.5)} ms, p99 ${percentile(starts, 0.99)} ms`;
    const faults = judge(load);
    figure(2, `${kills} kills, ${read} reservations read back, ${ready}`, `${faults.length} lost`);
    assert.deepEqual(faults, []);
    assert.ok(read > kills, "too little was booked to prove anything");
    // A few starts say little about the slowest, and other tests run beside them.
    const part = kills >= 100 ? 0.99 : 0.5;
    assert.ok(percentile(starts, part) < 1_000, "a restart takes longer than a second");
  },
);
