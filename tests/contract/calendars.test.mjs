// Calendar exchange end to end: a real server elsewhere gives the .ics, the programme follows it, and bookings go out.
import assert from "node:assert/strict";
import fs from "node:fs";
import http from "node:http";
import test from "node:test";
import { freshKey, peopleOf } from "../support/people.mjs";
import { Server, run, seededFolder } from "../support/server.mjs";
import { eventually } from "../support/wait.mjs";
import { Stage, isProblem } from "./stage.mjs";

const stage = await Stage.open({ settings: { "booking.calendar_fetch_private": true } });
const { portfolio, artist } = await stage.portfolioOf("instant");
const base = `/v1/artists/${artist.person.artistId}`;
const elsewhere = await openElsewhere();
test.after(async () => {
  elsewhere.server.close();
  await stage.close();
});

// A server with one calendar; `calendar.text` undefined makes it a 404.
async function openElsewhere() {
  const calendar = { text: undefined, tag: 0, asked: 0, unchanged: 0 };
  calendar.server = http.createServer((request, response) => {
    ++calendar.asked;
    if (calendar.text === undefined) return response.writeHead(404).end();
    const etag = `"${calendar.tag}"`;
    if (request.headers["if-none-match"] === etag) {
      ++calendar.unchanged;
      return response.writeHead(304, { etag }).end();
    }
    response.writeHead(200, { "content-type": "text/calendar", etag }).end(calendar.text);
  });
  await new Promise((resolve) => calendar.server.listen(0, "127.0.0.1", resolve));
  calendar.url = `http://127.0.0.1:${calendar.server.address().port}/mina.ics`;
  return calendar;
}

const stamp = (instant) => `${new Date(instant).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;

function calendarOf(...slots) {
  const events = slots.map(
    ({ start, end, rule }, i) =>
      `BEGIN:VEVENT\r\nUID:${i}@elsewhere\r\nDTSTART:${stamp(start)}\r\nDTEND:${stamp(end)}\r\n` +
      `${rule ? `RRULE:${rule}\r\n` : ""}END:VEVENT\r\n`,
  );
  return `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//elsewhere//EN\r\n${events.join("")}END:VCALENDAR\r\n`;
}

async function reasonsAgainst(slot) {
  const query = new URLSearchParams({ start: slot.start, place: "shop" });
  const answer = await stage.visitor.get(`/v1/portfolios/${portfolio.id}/explain?${query}`);
  return answer.json.reasons.map((reason) => reason.code);
}

const calendars = async () => (await artist.get(`${base}/busy-calendars`)).json.items;
const take = (slot) =>
  stage.customer.post(
    "/v1/holds",
    { portfolioId: portfolio.id, start: slot.start, place: "shop" },
    { key: freshKey() },
  );

// Whether search finds the portfolio free at exactly that time.
async function found(slot) {
  const query = new URLSearchParams({
    date: slot.start.slice(0, 10),
    from: slot.start.slice(11, 16),
    to: slot.end.slice(11, 16),
    limit: 50,
  });
  const { items } = (await stage.visitor.get(`/v1/search?${query}`)).json;
  return items.some((item) => item.portfolio.id === portfolio.id);
}

// The live events of the artist's calendar, as text that grows.
function listen() {
  const stream = { open: false, text: "" };
  const url = `${stage.server.url}/v1/events?artists=${artist.person.artistId}`;
  const request = http.get(url, (response) => {
    stream.open = true;
    response.on("data", (piece) => (stream.text += piece));
    response.on("error", () => {});
  });
  request.on("error", () => {});
  stream.end = () => request.destroy();
  return stream;
}

test("a file makes times unavailable everywhere until it is removed", async () => {
  const [slot] = await stage.slots(portfolio.id);
  assert.ok(await found(slot));
  const live = listen();
  await eventually(() => live.open, { what: "a stream" });
  const before = await stage.visitor.get(`/v1/portfolios/${portfolio.id}/availability?days=62`);
  const added = await artist.call("POST", `${base}/busy-calendars?name=private`, {
    body: calendarOf(slot),
    headers: { "content-type": "text/calendar" },
  });
  assert.equal(added.status, 201, added.text);
  assert.equal(added.json.eventCount, 1);
  assert.deepEqual(await reasonsAgainst(slot), ["busy"]);
  const refused = isProblem(await take(slot), 422, "not_offered");
  assert.equal(refused.errors[0].pointer, "/start");
  const after = await stage.visitor.get(`/v1/portfolios/${portfolio.id}/availability?days=62`);
  assert.notEqual(after.etag, before.etag);
  const days = after.json.days.flatMap((day) => day.slots.map((s) => s.start));
  assert.ok(!days.includes(slot.start));
  assert.ok(!(await found(slot)));
  await eventually(() => /event: calendar\ndata: .*"change":"changed"/.test(live.text), {
    what: "a live event",
  });
  live.end();

  const gone = await artist.delete(`${base}/busy-calendars/${added.json.id}`);
  assert.equal(gone.status, 204);
  assert.deepEqual(await reasonsAgainst(slot), []);
  assert.ok(await found(slot));
});

test("an address is fetched, asked again only for changes, and keeps its last good copy", async () => {
  const [slot, other] = await stage.slots(portfolio.id, 2);
  Object.assign(elsewhere, { text: calendarOf(slot), tag: 1, asked: 0, unchanged: 0 });
  const added = await artist.post(`${base}/busy-calendars`, { name: "work", url: elsewhere.url });
  assert.equal(added.status, 201, added.text);
  assert.deepEqual(await reasonsAgainst(slot), ["busy"]);

  // Two tries of one calendar are seconds apart, whatever the artist does.
  const path = `${base}/busy-calendars/${added.json.id}/refresh`;
  const asked = elsewhere.asked;
  assert.equal((await artist.post(path)).status, 200);
  assert.equal(elsewhere.asked, asked);
  await eventually(async () => (await artist.post(path)).ok && elsewhere.unchanged > 0, {
    within: 15_000,
    every: 500,
  });
  assert.deepEqual(await reasonsAgainst(slot), ["busy"]);

  elsewhere.text = undefined;
  await eventually(async () => (await artist.post(path)).json.problem?.code === "refused", {
    within: 15_000,
    every: 500,
  });
  assert.deepEqual(await reasonsAgainst(slot), ["busy"]);

  Object.assign(elsewhere, { text: calendarOf(other), tag: 2 });
  await eventually(async () => (await artist.post(path)).json.problem === undefined, {
    within: 15_000,
    every: 500,
  });
  assert.deepEqual(await reasonsAgainst(slot), []);
  assert.deepEqual(await reasonsAgainst(other), ["busy"]);
  assert.equal((await calendars()).length, 1);
});

test("imported times survive the end of the process", async () => {
  const [slot] = await stage.slots(portfolio.id);
  const data = await seededFolder();
  let server = await Server.start({ data });
  const owner = await (await peopleOf(server.url)).signIn(artist.person);
  const added = await owner.call("POST", `${base}/busy-calendars?name=kept`, {
    body: calendarOf({ ...slot, rule: "FREQ=WEEKLY;COUNT=3" }),
    headers: { "content-type": "text/calendar" },
  });
  assert.equal(added.status, 201, added.text);
  await server.kill();
  const told = await run(["export", "person", artist.person.id, `--data=${data}`]);
  const exported = JSON.parse(told.slice(told.indexOf('{"member"')));
  assert.equal(exported.busyCalendars[0].name, "kept");
  assert.equal(exported.busyTimes.length, 3);
  server = await Server.start({ data });
  const query = new URLSearchParams({ start: slot.start, place: "shop" });
  const path = `/v1/portfolios/${portfolio.id}/explain?${query}`;
  const { reasons } = (await owner.at(server.url).get(path)).json;
  assert.deepEqual(
    reasons.map((reason) => reason.code),
    ["busy"],
  );
  await server.stop();
  fs.rmSync(data, { recursive: true, force: true });
});

test("bad calendars name what is wrong and change nothing", async () => {
  const before = JSON.stringify(await calendars());
  const file = (body, name = "x") =>
    artist.call("POST", `${base}/busy-calendars?name=${name}`, {
      body,
      headers: { "content-type": "text/calendar" },
    });
  const address = (url) => artist.post(`${base}/busy-calendars`, { name: "x", url });
  const problemOf = (answer, status, code) => isProblem(answer, status, code).errors[0];

  assert.equal(
    problemOf(await file("BEGIN:VCARD\r\nEND:VCARD\r\n"), 422, "calendar_unreadable").code,
    "not_a_calendar",
  );
  problemOf(await file(Buffer.from([0xff, 0xfe, 0x00])), 422, "calendar_unreadable");
  problemOf(await file("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"), 422, "calendar_unreadable");
  isProblem(await file(" ".repeat(3 << 20)), 413);
  assert.equal(problemOf(await file("x", "a".repeat(61)), 400).pointer, "/name");

  const refusedUrls = {
    "file:///etc/passwd": "bad_url",
    "http://user:secret@127.0.0.1/": "bad_url",
    "gopher://127.0.0.1/": "bad_url",
    "http://127.0.0.1:1/": "unreachable",
    [elsewhere.url.replace("mina", "gone")]: "refused",
  };
  elsewhere.text = undefined;
  for (const [url, code] of Object.entries(refusedUrls)) {
    const error = problemOf(await address(url), 422, "calendar_unfetchable");
    assert.deepEqual([error.pointer, error.code], ["/url", code], url);
  }
  elsewhere.text = "<html>sign in</html>";
  const error = problemOf(await address(elsewhere.url), 422, "calendar_unreadable");
  assert.deepEqual([error.pointer, error.code], ["/url", "not_a_calendar"]);
  assert.equal(JSON.stringify(await calendars()), before);
});

test("an artist has so many calendars and no more", async () => {
  const file = (name) =>
    artist.call("POST", `${base}/busy-calendars?name=${name}`, {
      body: calendarOf(),
      headers: { "content-type": "text/calendar" },
    });
  const room = 10 - (await calendars()).length;
  for (let i = 0; i < room; ++i) assert.equal((await file(`many${i}`)).status, 201);
  isProblem(await file("another"), 409, "too_many_calendars");
  assert.equal((await file("many0")).status, 201); // the same file again is no further calendar
  for (const calendar of await calendars()) {
    assert.equal((await artist.delete(`${base}/busy-calendars/${calendar.id}`)).status, 204);
  }
});

test("an invitation follows its reservation", async () => {
  const [slot, later] = await stage.slots(portfolio.id, 2);
  const booked = await stage.reserve(stage.customer, portfolio, slot);
  const read = async (client) => {
    const answer = await client.get(`/v1/reservations/${booked.id}/invitation.ics`);
    assert.equal(answer.status, 200);
    assert.equal(answer.type, "text/calendar");
    const line = (name) => answer.text.match(new RegExp(`^${name}[^:]*:(.*)\r$`, "m"))?.[1];
    return [line("METHOD"), line("SEQUENCE"), line("UID"), line("STATUS")];
  };
  const uid = `${booked.id}@meme`;
  assert.deepEqual(await read(stage.customer), ["REQUEST", "0", uid, "CONFIRMED"]);
  assert.deepEqual(await read(artist), ["REQUEST", "0", uid, "CONFIRMED"]);
  const moved = await stage.change(stage.customer, booked, "reschedule", { start: later.start });
  assert.equal(moved.status, 200, moved.text);
  assert.deepEqual(await read(stage.customer), ["REQUEST", "1", uid, "CONFIRMED"]);
  assert.equal((await stage.change(stage.customer, moved.json, "cancel", {})).status, 200);
  assert.deepEqual(await read(stage.customer), ["CANCEL", "2", uid, "CANCELLED"]);
});

test("a feed has a secret address that can be changed and revoked", async () => {
  const [slot] = await stage.slots(portfolio.id);
  const booked = await stage.reserve(stage.customer, portfolio, slot);
  const first = (await artist.post(`${base}/calendar-feed`)).json.url;
  const feed = await stage.visitor.get(first);
  assert.equal(feed.status, 200);
  assert.ok(feed.text.includes(`UID:${booked.id}@meme`));
  const same = await stage.visitor.get(first, { headers: { "if-none-match": feed.etag } });
  assert.equal(same.status, 304);
  const second = (await artist.post(`${base}/calendar-feed`)).json.url;
  assert.notEqual(second, first);
  isProblem(await stage.visitor.get(first), 404);
  assert.equal((await stage.visitor.get(second)).status, 200);
  assert.equal((await artist.delete(`${base}/calendar-feed`)).status, 204);
  isProblem(await stage.visitor.get(second), 404);
  isProblem(await stage.visitor.get("/calendar/x.ics"), 404);
  assert.ok(!stage.server.log.includes(second.split("/").at(-1)), "a secret in the log");
});
