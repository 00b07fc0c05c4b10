// Property 11: role × route × ownership, generated from the routes. A cell that does not fit its route's policy fails.
import assert from "node:assert/strict";
import test from "node:test";
import { figure } from "../support/figure.mjs";
import { freshKey } from "../support/people.mjs";
import { callOperation } from "./requests.mjs";
import { Stage, isProblem } from "./stage.mjs";

const stage = await Stage.open();
const api = stage.contract.description;
test.after(() => stage.close());

const roles = {
  visitor: stage.visitor,
  customer: stage.stranger,
  artist: stage.otherArtist,
  operator: stage.operator,
};

const { portfolio, artist } = await stage.portfolioOf("instant");
const [slotA, slotB, slotC] = await stage.slots(portfolio.id, 3);
const reservation = await stage.reserve(stage.customer, portfolio, slotA);
const hold = await stage.hold(stage.customer, portfolio, slotB);
const waiting = await stage.customer.post(
  "/v1/waitlist",
  {
    portfolioId: portfolio.id,
    date: slotA.start.slice(0, 10),
    from: slotA.start.slice(11, 16),
    to: slotA.end.slice(11, 16),
    place: "shop",
  },
  { key: freshKey() },
);
assert.equal(waiting.status, 201, waiting.text);
const calendar = await artist.call(
  "POST",
  `/v1/artists/${artist.person.artistId}/busy-calendars?name=elsewhere`,
  {
    headers: { "content-type": "text/calendar" },
    body: "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//t//t//EN\r\nEND:VCALENDAR\r\n",
  },
);
assert.equal(calendar.status, 201, calendar.text);
// Real things of other people.
const values = {
  artistId: artist.person.artistId,
  portfolioId: portfolio.id,
  reservationId: reservation.id,
  holdId: hold.id,
  waitlistId: waiting.json.id,
  calendarId: calendar.json.id,
  month: slotA.start.slice(0, 7),
  n: "1",
  secret: "nothing",
};

function has(client, role) {
  return client.person?.roles.includes(role) ?? false;
}

// What the policy alone lets through; the handler may still refuse for ownership.
function admitted(policy, client) {
  switch (policy) {
    case "anyone":
    case "local_or_operator": // these tests come from this machine
      return true;
    case "signed_in":
      return client.person !== undefined;
    default:
      return has(client, policy);
  }
}

let cells = 0;
// Signing out ends the tokens that all other cells need; src/members has its own tests of it.
const isSignOut = ({ method, path }) => method === "DELETE" && path === "/v1/session";
for (const operation of stage.contract.operations.filter((one) => !isSignOut(one))) {
  test(`${operation.method} ${operation.path}`, async () => {
    assert.ok(operation.policy, `${operation.id} has no x-policy`);
    for (const [role, client] of Object.entries(roles)) {
      const answer = await callOperation(client, api, operation, { values });
      const cell = `${operation.id} as ${role} (${operation.policy}): ${answer.status} ${answer.text.slice(0, 200)}`;
      if (admitted(operation.policy, client)) {
        assert.notEqual(answer.status, 401, cell);
        if (operation.policy === "anyone") assert.notEqual(answer.status, 403, cell);
      } else {
        isProblem(answer, client.person ? 403 : 401);
      }
      ++cells;
    }
  });
}

// Bodies that are right in themselves, so that nothing but the asker can be wrong.
const { json: schedule } = await artist.get(`/v1/artists/${values.artistId}/schedule`);
const preview = {
  schedule,
  portfolioId: portfolio.id,
  from: slotA.start.slice(0, 10),
  place: "shop",
};
const bodies = {
  "PUT /v1/artists/{artistId}/schedule": schedule,
  "POST /v1/artists/{artistId}/schedule/preview": preview,
};

// What belongs to somebody: the routes that name a thing and do not serve anyone.
const owned = /\{(reservationId|holdId|waitlistId|calendarId)\}|^\/v1\/artists\/\{artistId\}/;
const own = stage.contract.operations.filter((o) => o.policy !== "anyone" && owned.test(o.path));

test("things of others look as if they were not there", async () => {
  // The operator may have had to do with the one above.
  const untouched = await stage.reserve(stage.customer, portfolio, slotC);
  const theirs = { ...values, reservationId: untouched.id };
  assert.ok(own.length >= 18, `only ${own.length} routes of things that belong to somebody`);
  for (const operation of own) {
    const strangers = { customer: stage.stranger, artist: stage.otherArtist };
    for (const [role, client] of Object.entries(strangers)) {
      if (!admitted(operation.policy, client)) continue;
      const json = bodies[`${operation.method} ${operation.path}`];
      const answer = await callOperation(client, api, operation, { values: theirs, json });
      const told = `${answer.status} ${answer.text.slice(0, 200)}`;
      const cell = `${operation.method} ${operation.path} as another ${role}: ${told}`;
      assert.equal(answer.status, 404, cell);
      isProblem(answer, 404);
      ++cells;
    }
  }
  const still = await stage.customer.get(`/v1/reservations/${untouched.id}`);
  assert.equal(still.json.version, untouched.version);
  assert.equal((await stage.customer.get(`/v1/holds/${hold.id}`)).status, 200);
  const line = (await stage.customer.get("/v1/waitlist")).json.items;
  assert.ok(line.some((entry) => entry.id === waiting.json.id && entry.state !== "left"));
});

test("a hold of another cannot be confirmed", async () => {
  const body = {
    holdId: hold.id,
    fence: hold.fence,
    contact: { name: "x", phone: "010-1234-5678" },
  };
  const answer = await stage.stranger.post("/v1/reservations", body, { key: "stolen" });
  isProblem(answer, 404);
});

test("credentials that are none", async () => {
  const forged = [
    "",
    "x",
    "Bearer",
    "a.b.c",
    `${stage.customer.token}x`,
    stage.customer.token.slice(0, -2),
  ];
  for (const token of forged) {
    const answer = await stage.visitor.call("GET", "/v1/reservations", {
      headers: { authorization: `Bearer ${token}` },
    });
    isProblem(answer, 401);
  }
});

test("an unsafe request with a cookie needs the page's own origin", async () => {
  const signIn = await stage.visitor.post("/v1/demo/session", {
    memberId: stage.customer.person.id,
  });
  const cookie = signIn.headers["set-cookie"][0].split(";")[0];
  assert.match(signIn.headers["set-cookie"][0], /HttpOnly/i);
  assert.match(signIn.headers["set-cookie"][0], /SameSite=Lax/i);
  const path = `/v1/reservations/${reservation.id}/cancel`;
  for (const origin of [undefined, "https://evil.example", "null"]) {
    const headers = { cookie, ...(origin && { origin }) };
    const answer = await stage.visitor.post(path, {}, { key: "k", ifMatch: '"1"', headers });
    isProblem(answer, 403);
  }
});

test.after(() => figure(11, `${cells} cells of role, route and ownership`, "none open"));
