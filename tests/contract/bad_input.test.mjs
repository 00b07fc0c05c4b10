// Everything that can be wrong with a request, for every route: its own problem with a pointer, never a 5xx, no effect.
import assert from "node:assert/strict";
import test from "node:test";
import { freshKey } from "../support/people.mjs";
import { badBodies, exampleOf } from "./bad_values.mjs";
import { callOperation, headersOf, jsonBodyOf, pathOf, queryOf } from "./requests.mjs";
import { Stage, isProblem } from "./stage.mjs";

const bodyStatuses = new Set([400, 413, 415, 422]);
const stage = await Stage.open();
const api = stage.contract.description;
const world = await things();
test.after(() => stage.close());

// Things that exist, so that only what a case changes is wrong.
async function things() {
  const { portfolio, artist } = await stage.portfolioOf("instant");
  const [held, booked, free] = await stage.slots(portfolio.id, 3);
  const hold = await stage.hold(stage.customer, portfolio, held);
  const reservation = await stage.reserve(stage.customer, portfolio, booked);
  const artistId = artist.person.artistId;
  const schedule = await artist.get(`/v1/artists/${artistId}/schedule`);
  const month = free.start.slice(0, 7);
  return {
    artist,
    artistId,
    portfolio,
    hold,
    reservation,
    free,
    schedule,
    values: {
      artistId,
      portfolioId: portfolio.id,
      holdId: hold.id,
      reservationId: reservation.id,
      month,
      waitlistId: "wait_1",
      calendarId: "cal_1",
      n: "1",
      secret: "x",
    },
  };
}

function clientFor(operation) {
  if (operation.policy === "artist") return world.artist;
  if (operation.path.startsWith("/v1/artists/{artistId}/")) return world.artist;
  if (operation.id === "editPortfolio") return world.artist;
  return stage.customer;
}

// A body that would be taken, so that a refusal is due to the one thing that is wrong.
function goodBody(operation) {
  const schema = jsonBodyOf(api, operation);
  if (!schema) return undefined;
  const given = {
    "/start": world.free.start,
    "/portfolioId": world.portfolio.id,
    "/holdId": world.hold.id,
    "/fence": world.hold.fence,
    "/contact/phone": "010-1234-5678",
  };
  if (operation.id === "replaceSchedule") return structuredClone(world.schedule.json);
  if (operation.id === "previewSchedule") {
    const { version: _, ...schedule } = world.schedule.json;
    return { ...exampleOf(api, schema, given), schedule };
  }
  const known = Object.keys(given).filter(
    (p) => schema.properties?.[p.split("/")[1]] !== undefined,
  );
  return exampleOf(api, schema, Object.fromEntries(known.map((p) => [p, given[p]])));
}

function check(what, answer, pointer) {
  assert.ok(
    bodyStatuses.has(answer.status),
    `${what}: ${answer.status} ${answer.text.slice(0, 300)}`,
  );
  const problem = isProblem(answer, answer.status);
  if (pointer === undefined) return;
  const pointers = (problem.errors ?? []).map((error) => error.pointer);
  assert.ok(
    pointers.includes(pointer),
    `${what}: no pointer ${pointer} in ${answer.text.slice(0, 300)}`,
  );
}

const withBody = stage.contract.operations.filter(
  (o) => jsonBodyOf(api, o) && o.id !== "createDemoSession",
);
for (const operation of withBody) {
  test(`${operation.method} ${operation.path}: bad bodies`, async () => {
    const before = await fingerprint();
    const schema = jsonBodyOf(api, operation);
    let cases = 0;
    for (const { what, pointer, bytes } of badBodies(api, schema, goodBody(operation))) {
      const headers = { "content-type": "application/json" };
      const options = { ...headersOf(operation), body: bytes, headers };
      const answer = await clientFor(operation).call(
        operation.method,
        pathOf(operation, world.values),
        options,
      );
      check(`${operation.id}: ${what}`, answer, pointer);
      ++cases;
    }
    assert.ok(cases > 10);
    assert.equal(await fingerprint(), before, "a refused request had an effect");
  });

  test(`${operation.method} ${operation.path}: size and media type`, async () => {
    const client = clientFor(operation);
    const path = pathOf(operation, world.values);
    const json = goodBody(operation);
    const send = (body, type) =>
      client.call(operation.method, path, {
        ...headersOf(operation),
        body,
        headers: { "content-type": type },
      });
    isProblem(await send(JSON.stringify(json), "application/xml"), 415);
    isProblem(await send(" ".repeat(3 << 20) + JSON.stringify(json), "application/json"), 413);
  });
}

// What a customer and the artist see; equal before and after refused requests.
async function fingerprint() {
  const mine = await stage.customer.get("/v1/reservations?as=customer&limit=100");
  const holds = await stage.customer.get("/v1/holds");
  const waits = await stage.customer.get("/v1/waitlist");
  const schedule = await world.artist.get(`/v1/artists/${world.artistId}/schedule`);
  const ids = (holds.json.items ?? []).map((h) => h.id);
  return JSON.stringify([mine.json.items, ids, waits.json, schedule.json]);
}

const badIds = [
  "x",
  "art_",
  "art_!",
  "art_0",
  "rsv_zzzzzzzzzzzzzzzzzz",
  "hold_1'--",
  "%00",
  "..",
  "%2e%2e%2f",
  "a".repeat(2_000),
  "%ff%fe",
  "rsv_-1",
];
for (const operation of stage.contract.operations.filter(
  (o) => o.path.includes("{") && o.path.startsWith("/v1/"),
)) {
  test(`${operation.method} ${operation.path}: bad ids`, async () => {
    for (const name of [...operation.path.matchAll(/\{(\w+)\}/g)].map((m) => m[1])) {
      for (const id of badIds) {
        const path = operation.path.replace(/\{(\w+)\}/g, (_, n) =>
          n === name ? id : (world.values[n] ?? "x"),
        );
        const json = jsonBodyOf(api, operation) && goodBody(operation);
        const options = { ...headersOf(operation), ...(json && { json }) };
        const answer = await clientFor(operation).call(operation.method, path, options);
        assert.ok(
          [400, 404, 414, 431].includes(answer.status),
          `${path}: ${answer.status} ${answer.text.slice(0, 200)}`,
        );
        isProblem(answer, answer.status);
      }
    }
  });
}

const withQuery = stage.contract.operations.filter((o) =>
  o.parameters.some((p) => p.in === "query"),
);
for (const operation of withQuery) {
  test(`${operation.method} ${operation.path}: bad queries`, async () => {
    const call = (query) =>
      callOperation(clientFor(operation), api, operation, { values: world.values, query });
    const good = queryOf(api, operation) || "?";
    const problem = isProblem(await call(`${good}&unknownName=1`), 400);
    assert.equal(problem.errors[0].pointer, "/unknownName", JSON.stringify(problem));
    for (const parameter of operation.parameters.filter((p) => p.in === "query")) {
      const values = badQueryValues(parameter.schema);
      for (const value of values) {
        const rest = new URLSearchParams(good);
        rest.delete(parameter.name);
        const answer = await call(`?${rest}&${parameter.name}=${value}`);
        const found = isProblem(answer, 400);
        if (found.code === "bad_query") continue; // no text at all, so no member's fault
        const pointers = (found.errors ?? []).map((error) => error.pointer);
        assert.ok(
          pointers.some((p) => p.startsWith(`/${parameter.name}`)),
          `${parameter.name}=${value}: ${answer.text}`,
        );
      }
    }
  });
}

function badQueryValues(schema) {
  const type = schema.type === "array" ? (schema.items.type ?? "string") : schema.type;
  const inner = schema.type === "array" ? schema.items : schema;
  const numeric = type === "integer" || type === "number";
  return [
    ...(numeric ? ["x", "1e400", "9".repeat(30), "", "1.5.2"] : []),
    ...(type === "integer" ? ["1.5"] : []),
    ...(inner.minimum !== undefined ? [String(inner.minimum - 1)] : []),
    ...(inner.maximum !== undefined ? [String(inner.maximum + 1)] : []),
    ...(inner.enum ? ["nonsense"] : []),
    ...(inner.format === "date" ? ["2026-02-30", "tomorrow"] : []),
    ...(inner.format === "date-time" ? ["2026-02-30T00:00:00Z", "2026-12-05T09:30:00"] : []),
    ...(inner.maxLength !== undefined ? ["a".repeat(inner.maxLength + 1)] : []),
    ...(type === "string" && !inner.enum ? ["%ff%fe", "a%00b"] : []),
  ];
}

const conditional = stage.contract.operations.filter((o) =>
  o.parameters.some((p) => p.name === "If-Match"),
);
for (const operation of conditional) {
  test(`${operation.method} ${operation.path}: conditions`, async () => {
    const call = (options) =>
      callOperation(clientFor(operation), api, operation, {
        values: world.values,
        json: goodBody(operation),
        ...options,
      });
    isProblem(await call({ ifMatch: undefined }), 428);
    isProblem(await call({ ifMatch: '"999999"' }), 412);
    for (const wrong of ["999999", "*x", '"', '""', '"abc"', 'W/"1"']) {
      const answer = await call({ ifMatch: wrong });
      assert.ok(
        [400, 412].includes(answer.status),
        `If-Match ${wrong}: ${answer.status} ${answer.text}`,
      );
      isProblem(answer, answer.status);
    }
  });
}

const keyed = stage.contract.operations.filter((o) =>
  o.parameters.some((p) => p.name === "Idempotency-Key"),
);
for (const operation of keyed) {
  test(`${operation.method} ${operation.path}: keys`, async () => {
    const call = (key) =>
      callOperation(clientFor(operation), api, operation, {
        values: world.values,
        json: goodBody(operation),
        key,
      });
    isProblem(await call(undefined), 400);
    isProblem(await call("k".repeat(2_000)), 400);
    isProblem(await call("with space and ü".replace("ü", "\u00fc")), 400);
  });
}

test("what no route takes", async () => {
  const { visitor } = stage;
  isProblem(await visitor.get("/v1/nothing"), 404);
  isProblem(await visitor.call("PATCH", "/v1/holds"), 405);
  isProblem(await visitor.delete("/v1/reference"), 405);
  isProblem(
    await stage.customer.post(
      "/v1/holds",
      {},
      { key: freshKey(), headers: { "content-type": "" } },
    ),
    415,
  );
});
