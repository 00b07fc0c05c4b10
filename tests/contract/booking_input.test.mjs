// What can be wrong about a booking beyond its form: each with its own problem and a pointer to what is to blame.
import assert from "node:assert/strict";
import test from "node:test";
import { contact, freshKey } from "../support/people.mjs";
import { Stage, isProblem } from "./stage.mjs";

const stage = await Stage.open();
test.after(() => stage.close());
const { portfolio, artist } = await stage.portfolioOf("instant");
const schedulePath = `/v1/artists/${artist.person.artistId}/schedule`;
const day = 86_400_000;

const book = (who, body, options = {}) =>
  who.post("/v1/reservations", body, { key: freshKey(), ...options });
const wish = (start, more = {}) => ({ portfolioId: portfolio.id, start, place: "shop", ...more });
const shifted = (start, milliseconds) =>
  new Date(Date.parse(start) + milliseconds).toISOString().replace(".000Z", "+00:00");

// The answer is this problem, and blames this part of the request.
function blames(answer, status, code, pointer, reason) {
  const problem = isProblem(answer, status, code);
  const found = (problem.errors ?? []).some(
    (error) => error.pointer === pointer && (reason ?? error.code) === error.code,
  );
  assert.ok(found, `${code}: nothing like ${reason} about ${pointer} in ${answer.text}`);
  return problem;
}

test("times that are not offered", async () => {
  const [slot] = await stage.slots(portfolio.id);
  const cases = [
    [shifted(slot.start, -800 * day), "in_past"],
    [shifted(slot.start, 4_000 * day), "beyond_horizon"],
    [shifted(slot.start, 60_000), "off_step"],
    [slot.start.replace(/T.*\+/, "T03:00:00+"), "closed"],
  ];
  for (const [start, reason] of cases) {
    const offered = (await stage.visitor.get(explainOf(start))).json;
    assert.ok(
      offered.reasons.some((r) => r.code === reason),
      `${start}: ${JSON.stringify(offered.reasons)}`,
    );
    for (const path of ["/v1/holds", "/v1/reservations"]) {
      const body = path === "/v1/holds" ? wish(start) : wish(start, { contact: contact() });
      const answer = await stage.customer.post(path, body, { key: freshKey() });
      const problem = blames(answer, 422, "not_offered", "/start");
      assert.ok(
        problem.errors.some((error) => error.code === reason),
        answer.text,
      );
    }
  }
});

const explainOf = (start) =>
  `/v1/portfolios/${portfolio.id}/explain?${new URLSearchParams({ start, place: "shop" })}`;

test("a time that somebody has", async () => {
  const [slot] = await stage.slots(portfolio.id);
  await stage.hold(stage.stranger, portfolio, slot);
  const held = await stage.customer.post("/v1/holds", wish(slot.start), { key: freshKey() });
  const problem = blames(held, 409, "slot_taken", "/start", "taken");
  assert.ok(problem.alternatives.length > 0);
  const booked = await book(stage.customer, wish(slot.start, { contact: contact() }));
  blames(booked, 409, "slot_taken", "/start", "taken");
});

test("holds that are over, another's, or shown with another fence", async () => {
  const [slot] = await stage.slots(portfolio.id);
  const hold = await stage.hold(stage.customer, portfolio, slot);
  const confirm = (who, more) =>
    book(who, { holdId: hold.id, fence: hold.fence, contact: contact(), ...more });
  blames(await confirm(stage.customer, { fence: hold.fence + 1 }), 409, "stale_fence", "/fence");
  isProblem(await confirm(stage.stranger), 404, "not_found");
  assert.equal((await stage.customer.delete(`/v1/holds/${hold.id}`)).status, 204);
  blames(await confirm(stage.customer), 410, "hold_expired", "/holdId");
  const look = await stage.customer.get(`/v1/holds/${hold.id}`);
  blames(look, 410, "hold_expired", "/holdId");
  blames(await confirm(stage.customer, { holdId: "hold_1" }), 410, "hold_expired", "/holdId");
});

test("a price that changes after the hold is not the one that is booked", async () => {
  const [slot] = await stage.slots(portfolio.id);
  const hold = await stage.hold(stage.customer, portfolio, slot);
  const edit = (price) =>
    artist.call("PATCH", `/v1/portfolios/${portfolio.id}`, { json: { price } });
  const raised = { ...hold.price, amount: hold.price.amount + 50_000 };
  assert.equal((await edit(raised)).status, 200);
  assert.deepEqual((await stage.customer.get(`/v1/holds/${hold.id}`)).json.price, hold.price);
  const body = { holdId: hold.id, fence: hold.fence, contact: contact() };
  const booked = await book(stage.customer, body);
  assert.equal((await edit(hold.price)).status, 200);
  assert.equal(booked.status, 201, booked.text);
  assert.deepEqual(booked.json.price, hold.price);
});

test("a portfolio that was hidden after the hold", async () => {
  const [slot] = await stage.slots(portfolio.id);
  const hold = await stage.hold(stage.customer, portfolio, slot);
  const hide = (hidden) =>
    artist.call("PATCH", `/v1/portfolios/${portfolio.id}`, { json: { hidden } });
  assert.equal((await hide(true)).status, 200);
  const body = { holdId: hold.id, fence: hold.fence, contact: contact() };
  const refused = await book(stage.customer, body);
  assert.equal((await hide(false)).status, 200);
  const problem = isProblem(refused, 422, "not_offered");
  assert.equal(problem.reasons[0].code, "hidden");
  assert.equal((await book(stage.customer, body)).status, 201);
});

test("half a hold and half a wish", async () => {
  const [slot] = await stage.slots(portfolio.id);
  const halves = [
    { contact: contact() },
    { holdId: "hold_1", contact: contact() },
    { fence: 1, contact: contact() },
    { portfolioId: portfolio.id, contact: contact() },
    { ...wish(slot.start), holdId: "hold_1", fence: 1, contact: contact() },
  ];
  for (const body of halves) blames(await book(stage.customer, body), 422, "invalid_body", "");
});

test("a visit without an address", async () => {
  const items = (await stage.visitor.get("/v1/search?limit=50")).json.items;
  const visiting = items.map((item) => item.portfolio).find((p) => p.place !== "shop");
  const { address: _, ...rest } = contact();
  const answer = await book(stage.customer, {
    portfolioId: visiting.id,
    start: "2199-01-01T10:00:00+09:00",
    place: "visit",
    contact: rest,
  });
  blames(answer, 422, "address_needed", "/contact/address");
});

test("a place that is not offered", async () => {
  const items = (await stage.visitor.get("/v1/search?limit=50")).json.items;
  const only = items.map((item) => item.portfolio).find((p) => p.place === "shop");
  const [slot] = await stage.slots(only.id);
  const body = { portfolioId: only.id, start: slot.start, place: "visit" };
  const answer = await stage.customer.post("/v1/holds", body, { key: freshKey() });
  blames(answer, 422, "not_offered", "/place", "place_not_offered");
});

test("a reservation that changed, and a key that was used", async () => {
  const [slot] = await stage.slots(portfolio.id);
  const key = freshKey();
  const body = wish(slot.start, { contact: contact() });
  const booked = (await book(stage.customer, body, { key })).json;
  const other = wish(slot.start, { contact: contact("other") });
  blames(await book(stage.customer, other, { key }), 422, "key_reused", "/Idempotency-Key");
  const stale = { ifMatch: `"${booked.version + 1}"` };
  const cancel = await stage.change(stage.customer, booked, "cancel", {}, stale);
  blames(cancel, 412, "version_mismatch", "/If-Match");
  const move = await stage.change(stage.customer, booked, "reschedule", {
    start: shifted(slot.start, 60_000),
  });
  blames(move, 422, "not_offered", "/start", "off_step");
});

async function changedHours(change) {
  const current = await artist.get(schedulePath);
  const { version: _, ...schedule } = structuredClone(current.json);
  change(schedule);
  return artist.put(schedulePath, schedule, { ifMatch: current.etag });
}

test("hours that contradict themselves", async () => {
  const before = (await artist.get(schedulePath)).text;
  const hours = (...ranges) => ranges.map(([open, close]) => ({ open, close }));
  const cases = [
    [
      (s) => (s.weekly[2] = hours(["10:00", "13:00"], ["12:00", "15:00"])),
      "/weekly/2/1",
      "overlapping_hours",
    ],
    [(s) => (s.weekly[0] = hours(["13:00", "10:00"])), "/weekly/0/0", "reversed"],
    [(s) => s.weekly.pop(), "/weekly"],
    [(s) => (s.timeZone = "Asia/Nowhere"), "/timeZone"],
    [(s) => (s.exceptions = [{ date: "2027-02-30", hours: [] }]), "/exceptions/0/date"],
    [
      (s) => (s.exceptions = ["2027-05-01", "2027-05-01"].map((date) => ({ date, hours: [] }))),
      "/exceptions/1/date",
    ],
    [
      (s) => {
        s.timeZone = "Europe/Berlin";
        s.exceptions = [{ date: "2027-03-28", hours: hours(["02:30", "03:30"]) }];
      },
      "/exceptions/0/hours/0/open",
      "time_in_gap",
    ],
    [
      (s) =>
        (s.timeOff = [{ start: "2027-05-02T10:00:00+09:00", end: "2027-05-01T10:00:00+09:00" }]),
      "/timeOff/0",
      "reversed",
    ],
    [(s) => (s.stepMinutes = 0), "/stepMinutes"],
    [(s) => (s.horizonDays = 100_000), "/horizonDays"],
  ];
  for (const [change, pointer, code] of cases) {
    const answer = await changedHours(change);
    const problem = isProblem(answer, 422);
    const found = problem.errors.find((error) => error.pointer === pointer);
    assert.ok(found, `nothing about ${pointer} in ${answer.text}`);
    if (code) assert.equal(found.code, code, answer.text);
  }
  assert.equal((await artist.get(schedulePath)).text, before);
  blames(
    await artist.put(schedulePath, JSON.parse(before), { ifMatch: '"999"' }),
    412,
    "version_mismatch",
    "/If-Match",
  );
});

test("calendars at addresses that are not public", async () => {
  const path = `/v1/artists/${artist.person.artistId}/busy-calendars`;
  for (const host of ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "10.0.0.1"]) {
    const url = `http://${host}/private.ics`;
    const answer = await artist.post(path, { name: "x", url });
    blames(answer, 422, "calendar_unfetchable", "/url", "forbidden_address");
  }
  assert.deepEqual((await artist.get(path)).json.items, []);
});

test("windows that nobody can wait for", async () => {
  const [slot] = await stage.slots(portfolio.id);
  const date = slot.start.slice(0, 10);
  const wait = (more) =>
    stage.customer.post(
      "/v1/waitlist",
      { portfolioId: portfolio.id, date, from: "09:00", to: "20:00", place: "shop", ...more },
      { key: freshKey() },
    );
  blames(await wait({ to: "09:00" }), 422, "window_not_offered", "/to", "empty_window");
  blames(await wait({ to: "09:01" }), 422, "window_not_offered", "/to", "too_short");
  blames(await wait({ date: "2020-01-01" }), 422, "window_not_offered", "/date", "in_past");
  blames(await wait({ date: "2190-01-01" }), 422, "window_not_offered", "/date", "beyond_horizon");
  blames(await wait({ date: "2027-02-29" }), 422, "invalid_body", "/date");
  blames(await wait({ from: "24:30" }), 422, "invalid_body", "/from");
  isProblem(await wait({}), 409, "time_is_free");
});
