// Property 18: mixed load on the real server for a while, and its memory stays flat. TEST_SECONDS sets how long. With a
// programme that was built with a sanitizer (TEST_BINARY), what that reports is a fault too; its own memory grows for minutes,
// so TEST_GROWTH_MB then allows more.
import assert from "node:assert/strict";
import fs from "node:fs";
import test from "node:test";
import { Load } from "../crash/load.mjs";
import { audit, judge } from "../crash/verdict.mjs";
import { freeSlots, peopleOf } from "../support/people.mjs";
import { figure } from "../support/figure.mjs";
import { Random, seedFromEnvironment } from "../support/random.mjs";
import { Server, seededFolder } from "../support/server.mjs";
import { after } from "../support/wait.mjs";

const seconds = Number(process.env.TEST_SECONDS ?? 12);
const growthMax = Number(process.env.TEST_GROWTH_MB ?? 12) * 1024; // KiB

function residentKiB(pid) {
  return Number(fs.readFileSync(`/proc/${pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)[1]);
}

// The lowest of the samples: what stays when the moment's buffers are gone.
const floorOf = (samples) => Math.min(...samples);

// Pages and lists, as visitors look at them; each answer counts.
async function browse(load, client, portfolios) {
  const looks = [
    (p) => `/v1/portfolios/${p.id}/availability?days=14`,
    (p) => `/v1/portfolios/${p.id}/months/${new Date().toISOString().slice(0, 7)}`,
    (p) => `/v1/search?category=${p.category}&limit=20`,
    (p) => `/v1/artists/${p.artistId}`,
    () => "/v1/reservations?as=customer&limit=20",
  ];
  while (load.running) {
    const answer = await client.get(load.random.pick(looks)(load.random.pick(portfolios)));
    assert.ok(answer.status < 500, answer.text);
    load.count("looked");
  }
}

// What customers book is given back, so that the calendars stay as full as they are.
async function giveBack(load, clients) {
  const byPerson = new Map(clients.map((client) => [client.person.id, client]));
  while (load.running) {
    const kept = [...load.reservations.values()].filter(
      (r) => r.actions?.includes("cancel") && byPerson.has(r.customer.id),
    );
    const some = kept.slice(0, Math.min(16, Math.max(0, kept.length - 200)));
    const cancel = (one) => load.changeThis(byPerson.get(one.customer.id), "cancel", one);
    await Promise.all([after(50), ...some.map(cancel)]);
  }
}

test(`${seconds} seconds of mixed load`, { timeout: 120_000 + seconds * 2_000 }, async () => {
  const random = new Random(seedFromEnvironment());
  const data = await seededFolder({ artists: 40 });
  const server = await Server.start({ data, settings: { "database.cache_mb": 8 } });
  const people = await peopleOf(server.url);
  const customers = await people.customers(16);
  const artists = await people.artists(8);
  const load = new Load({ random, place: async () => server.url });
  const items = (await people.visitor.get("/v1/search?limit=50")).json.items;
  const portfolios = items.map((item) => item.portfolio).filter((p) => p.place !== "visit");
  assert.ok((await freeSlots(people.visitor, portfolios[0].id)).length > 0);
  const workers = [
    ...customers.map((client) => load.customer(client, portfolios)),
    ...artists.map((client) => load.artist(client)),
    ...customers.slice(0, 6).map((client) => browse(load, client, portfolios)),
    giveBack(load, customers),
  ];

  const memory = [];
  for (let i = 0; i < seconds * 4; ++i) {
    await Promise.race([after(250), ...workers]);
    memory.push(residentKiB(server.pid));
  }
  load.stop();
  await Promise.all(workers);
  await load.readBack(customers, "last");
  const reports = server.lines.filter((line) => line.includes("Sanitizer"));
  await server.stop();

  const part = Math.ceil(memory.length / 4);
  const [early, late] = [memory.slice(part, 2 * part), memory.slice(-part)].map(floorOf);
  const answers = Object.values(load.counts).reduce((a, b) => a + b, 0);
  figure(18, `soak of ${seconds} s, ${answers} answers`, `memory ${early} -> ${late} KiB`);
  assert.deepEqual(reports, []);
  assert.deepEqual(audit(data), []);
  assert.deepEqual(judge(load), []);
  assert.ok(late - early < growthMax, `memory grew from ${early} to ${late} KiB`);
});
