// Property 5: a repeated key has one effect and one answer, ten at once or after a cut at any byte.
import assert from "node:assert/strict";
import test from "node:test";
import { figure } from "../support/figure.mjs";
import { contact, freshKey } from "../support/people.mjs";
import { cutAnswer, cutRequest, requestBytes } from "../support/wire.mjs";
import { Stage, isProblem } from "./stage.mjs";

const stage = await Stage.open();
test.after(() => stage.close());
const { portfolio, artist } = await stage.portfolioOf("instant");
const asked = await stage.portfolioOf("approve");
const everyByte = process.env.TEST_EVERY_BYTE === "1";

const slot = async (of = portfolio) => (await stage.slots(of.id))[0];
const wish = (of, at) => ({ portfolioId: of.id, start: at.start, place: "shop" });

async function pending() {
  return stage.reserve(stage.customer, asked.portfolio, await slot(asked.portfolio));
}
async function approved() {
  return stage.reserve(stage.customer, portfolio, await slot());
}
async function offered() {
  const reservation = await pending();
  const other = await slot(asked.portfolio);
  const answer = await stage.change(asked.artist, reservation, "counter-offer", {
    start: other.start,
  });
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

// Each mutating route that takes a key: who asks, and a request that has an effect once.
const change = (what, who, make, body = async () => undefined) => ({
  name: what,
  client: () => who,
  request: async () => {
    const reservation = await make();
    return {
      path: `/v1/reservations/${reservation.id}/${what}`,
      json: await body(),
      ifMatch: `"${reservation.version}"`,
    };
  },
});
const cases = [
  {
    name: "hold",
    client: () => stage.customer,
    request: async () => ({ path: "/v1/holds", json: wish(portfolio, await slot()) }),
  },
  {
    name: "book",
    client: () => stage.customer,
    request: async () => ({
      path: "/v1/reservations",
      json: { ...wish(portfolio, await slot()), contact: contact() },
    }),
  },
  {
    name: "confirm",
    client: () => stage.customer,
    request: async () => {
      const hold = await stage.hold(stage.customer, portfolio, await slot());
      return {
        path: "/v1/reservations",
        json: { holdId: hold.id, fence: hold.fence, contact: contact() },
      };
    },
  },
  change("cancel", stage.customer, approved, async () => ({ reason: "아파요" })),
  change("reschedule", stage.customer, approved, async () => ({ start: (await slot()).start })),
  change("approve", asked.artist, pending),
  change("decline", asked.artist, pending, async () => ({ reason: "휴무" })),
  change("counter-offer", asked.artist, pending, async () => ({
    start: (await slot(asked.portfolio)).start,
  })),
  change("accept-offer", stage.customer, offered),
  change("refuse-offer", stage.customer, offered),
];

// A request that differs in one member.
function changed(json) {
  if (json.contact) return { ...json, contact: { ...json.contact, name: "다른 사람" } };
  if (json.start) return { ...json, start: "2026-12-31T23:30:00+09:00" };
  return { reason: "달라요" };
}

async function releaseHolds() {
  for (const hold of (await stage.customer.get("/v1/holds")).json.items ?? []) {
    await stage.customer.delete(`/v1/holds/${hold.id}`);
  }
}

for (const { name, client, request } of cases) {
  test(`${name}: ten at once with one key`, async () => {
    await releaseHolds();
    const { path, json, ifMatch } = await request();
    const key = freshKey();
    const send = (body = json) => client().post(path, body, { key, ...(ifMatch && { ifMatch }) });
    const answers = await Promise.all(Array.from({ length: 10 }, () => send()));
    const settled = answers.filter((a) => a.status !== 409 || a.json.code !== "in_flight");
    assert.ok(settled.length > 0);
    for (const answer of settled) {
      assert.ok(answer.ok, `${answer.status} ${answer.text}`);
      assert.equal(answer.text, settled[0].text);
    }
    const later = await send();
    assert.equal(later.text, settled[0].text);
    assert.equal(later.status, settled[0].status);
    if (json) isProblem(await send(changed(json)), 422, "key_reused");
    const elsewhere = await client().post("/v1/holds", wish(portfolio, await slot()), { key });
    const customer = client().person.roles.includes("customer");
    isProblem(elsewhere, customer ? 422 : 403, customer ? "key_reused" : undefined);
  });
}

test("a refused request leaves its key free", async () => {
  await releaseHolds();
  const at = await slot();
  const taken = await stage.hold(stage.stranger, portfolio, at);
  const key = freshKey();
  isProblem(
    await stage.customer.post("/v1/holds", wish(portfolio, at), { key }),
    409,
    "slot_taken",
  );
  assert.equal((await stage.stranger.delete(`/v1/holds/${taken.id}`)).status, 204);
  const again = await stage.customer.post("/v1/holds", wish(portfolio, at), { key });
  assert.equal(again.status, 201, again.text);
});

test("keys belong to their owners", async () => {
  await releaseHolds();
  const key = freshKey();
  const [a, b] = await stage.slots(portfolio.id, 2);
  const mine = await stage.customer.post("/v1/holds", wish(portfolio, a), { key });
  const theirs = await stage.stranger.post("/v1/holds", wish(portfolio, b), { key });
  assert.notEqual(mine.json.id, theirs.json.id);
});

test(
  "cut at any byte of request or answer, the retry gives the same",
  { timeout: 300_000 },
  async () => {
    const { port } = stage.server;
    let cuts = 0;
    for (let whole = false, at = 0; !whole; at += everyByte ? 1 : 41) {
      await releaseHolds();
      const json = { ...wish(portfolio, await slot()), contact: contact() };
      const key = freshKey();
      const bytes = requestBytes("POST", "/v1/reservations", {
        token: stage.customer.token,
        key,
        json,
      });
      await cutRequest(port, bytes.subarray(0, Math.min(at, bytes.length - 1)));
      whole = await cutAnswer(port, bytes, at);
      cuts += 2;
      const retry = await stage.customer.post("/v1/reservations", json, { key });
      assert.equal(retry.status, 201, `cut after ${at}: ${retry.text}`);
      const again = await stage.customer.post("/v1/reservations", json, { key });
      assert.equal(again.text, retry.text);
      const canceled = await stage.change(stage.customer, retry.json, "cancel", {});
      assert.equal(canceled.status, 200, canceled.text);
      stage.used.clear();
    }
    figure(5, `${cuts} cut connections`, "one effect and one answer each");
  },
);
