// Property 20: requests made at random from the description; each answer is described, none is a fault of the server.
// TEST_REQUESTS sets how many (4,000; long label 100,000), TEST_SEED repeats them.
import assert from "node:assert/strict";
import test from "node:test";
import { resolve } from "../support/contract.mjs";
import { figure } from "../support/figure.mjs";
import { freeSlots, freshKey } from "../support/people.mjs";
import { Random, seedFromEnvironment } from "../support/random.mjs";
import { jsonBodyOf } from "./requests.mjs";
import { Stage } from "./stage.mjs";

const count = Number(process.env.TEST_REQUESTS ?? 4_000);

// Addresses cannot carry half a surrogate pair.
const wellFormed = (value) => String(value ?? "").replace(/[\ud800-\udfff]/g, "x");

class Generator {
  constructor(api, random, pools) {
    this.api = api;
    this.random = random;
    this.pools = pools; // real values by member name
  }

  value(schema, name = "") {
    schema = resolve(this.api, schema);
    const pool = this.pools[name];
    if (pool?.length && this.random.chance(0.8)) return this.random.pick(pool);
    if (this.random.chance(0.02))
      return this.random.pick([null, {}, [], "", 0, -1, 1e308, "x".repeat(5_000), "\ud800"]);
    if (schema.enum) return this.random.pick(schema.enum);
    if (schema.oneOf ?? schema.anyOf)
      return this.value(this.random.pick(schema.oneOf ?? schema.anyOf), name);
    if (schema.type === "object") return this.object(schema);
    if (schema.type === "array")
      return Array.from({ length: this.random.below(4) }, () => this.value(schema.items, name));
    if (schema.type === "boolean") return this.random.chance(0.5);
    if (schema.type === "integer" || schema.type === "number") return this.number(schema);
    return this.text(schema);
  }

  object(schema) {
    const entries = Object.entries(schema.properties ?? {}).filter(([name]) =>
      schema.required?.includes(name) ? this.random.chance(0.98) : this.random.chance(0.5),
    );
    const value = Object.fromEntries(entries.map(([name, part]) => [name, this.value(part, name)]));
    if (this.random.chance(0.02)) value.unknown = 1;
    return value;
  }

  number({ minimum = -1e6, maximum = 1e6 }) {
    if (this.random.chance(0.1))
      return this.random.pick([minimum - 1, maximum + 1, minimum, maximum]);
    return Math.round(minimum + this.random.unit() * (maximum - minimum));
  }

  text({ format, minLength = 0, maxLength = 40 }) {
    const two = (n) => String(n).padStart(2, "0");
    const date = `2026-${two(11 + this.random.below(3))}-${two(1 + this.random.below(31))}`;
    if (format === "date") return date;
    if (format === "date-time")
      return `${date}T${two(this.random.below(25))}:${this.random.pick(["00", "30", "17"])}:00+09:00`;
    const length = Math.min(
      2_000,
      minLength + this.random.below(Math.max(1, maxLength - minLength + 2)),
    );
    return Array.from({ length }, () => this.random.pick([..."abcZ09 가힣é'\"<%\\"])).join("");
  }

  request(operation) {
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name) =>
      encodeURIComponent(wellFormed(this.value({ type: "string", maxLength: 20 }, name))),
    );
    const query = new URLSearchParams();
    for (const parameter of operation.parameters.filter((p) => p.in === "query")) {
      if (!parameter.required && this.random.chance(0.5)) continue;
      const value = this.value(parameter.schema, parameter.name);
      for (const one of [value].flat()) query.append(parameter.name, wellFormed(one));
    }
    const schema = jsonBodyOf(this.api, operation);
    return {
      path: query.size ? `${path}?${query}` : path,
      options: {
        key: this.random.chance(0.9) ? freshKey() : this.random.pick(["same", "k".repeat(300)]),
        ifMatch: `"${1 + this.random.below(4)}"`,
        ...(schema && { json: this.value(schema) }),
      },
    };
  }
}

test(`${count} generated requests`, { timeout: 60_000 + count * 50 }, async () => {
  const random = new Random(seedFromEnvironment());
  const stage = await Stage.open();
  const items = (await stage.visitor.get("/v1/search?limit=20")).json.items;
  const slots = await freeSlots(stage.visitor, items[0].portfolio.id, { days: 30 });
  const pools = {
    portfolioId: items.slice(0, 4).map((i) => i.portfolio.id),
    artistId: [...new Set(items.map((i) => i.artist.id))].slice(0, 4),
    start: slots.slice(0, 60).map((s) => s.start),
    reservationId: [],
    holdId: [],
    waitlistId: [],
    fence: [],
    month: ["2026-12", "2027-01", "2026-13"],
    artists: [items[0].artist.id],
    memberId: stage.people.items.slice(0, 5).map((p) => p.id),
    phone: ["010-1234-5678"],
    date: slots.slice(0, 30).map((s) => s.start.slice(0, 10)),
    from: ["09:00", "2026-12-01"],
    to: ["18:00", "2026-12-20"],
  };
  const generator = new Generator(stage.contract.description, random, pools);
  const clients = [
    stage.customer,
    stage.stranger,
    stage.artist,
    stage.otherArtist,
    stage.operator,
    stage.visitor,
  ];
  // Not the streams, and not signing the shared sessions out.
  const operations = stage.contract.operations.filter(
    (o) => !["/v1/events"].includes(o.path) && o.id !== "deleteSession",
  );
  const statuses = {};
  const learn = (answer) => {
    if (!answer.ok || answer.type !== "application/json") return;
    const { id, fence } = answer.json ?? {};
    for (const [prefix, pool] of [
      ["rsv_", "reservationId"],
      ["hold_", "holdId"],
      ["wait_", "waitlistId"],
    ]) {
      if (typeof id === "string" && id.startsWith(prefix))
        (pools[pool].unshift(id), pools[pool].splice(30));
    }
    if (fence) (pools.fence.unshift(fence), pools.fence.splice(30));
  };
  let left = count;
  const worker = async () => {
    while (left-- > 0) {
      const operation = random.pick(operations);
      if (operation.method === "DELETE" && operation.path === "/v1/session") continue;
      const { path, options } = generator.request(operation);
      const answer = await random.pick(clients).call(operation.method, path, options);
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      learn(answer);
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  console.log(statuses);
  const faults = Object.keys(statuses).filter((s) => s >= 500).length;
  figure(
    20,
    `${count} generated requests`,
    `${faults} faults, ${stage.contract.faults.length} invalid`,
  );
  await stage.close();
  assert.ok(
    statuses[200] > count / 20 && statuses[201] > 5,
    "hardly anything succeeded: the requests prove little",
  );
  assert.equal(faults, 0);
});
