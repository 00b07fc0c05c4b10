// The artist's side: requests answered, other times proposed, hours changed; and what the customer sees of it.
import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import test from "node:test";
import { eventually } from "../support/wait.mjs";
import { desktop, phone, words } from "./browser.mjs";
import { Stage, dateOf } from "./stage.mjs";

const stage = await Stage.open({ "booking.calendar_fetch_private": true });
test.after(() => stage.close());
const timeout = 120_000;
const { portfolio, person } = await stage.portfolioOf("approve");

async function request(number, skip) {
  const member = stage.customer(number);
  const made = await stage.reserve(member, portfolio, await stage.slot(portfolio, skip));
  assert.equal(made.state, "pending");
  return { member, made };
}

const stateOf = async ({ member, made }) => (await stage.read(member, made.id)).state;

// The card of a request, found by who asked.
function card(page, member) {
  return page.getByRole("listitem").filter({ hasText: member.name }).first();
}

test("a request comes in live and is approved", { timeout }, async () => {
  const page = await stage.browser.person(stage.url, { size: desktop, member: person });
  await page.goto("/artist/requests");
  await page
    .getByRole("heading", { name: words("artist.nav.requests") })
    .first()
    .waitFor();
  const asked = await request(0, 0);
  await card(page, asked.member)
    .getByRole("button", { name: words("requests.approve"), exact: true })
    .click();
  await eventually(async () => (await stateOf(asked)) === "approved", { what: "approved" });
  await page.context().close();
});

test("a request is declined with a reason that the customer reads", { timeout }, async () => {
  const asked = await request(1, 1);
  const page = await stage.browser.person(stage.url, { size: phone, member: person });
  await page.goto("/artist/requests");
  await card(page, asked.member)
    .getByRole("button", { name: words("requests.decline"), exact: true })
    .click();
  await page.getByLabel(words("requests.reason")).fill("그날은 어려워요");
  await page.getByRole("button", { name: words("requests.decline_confirm") }).click();
  await eventually(async () => (await stateOf(asked)) === "declined", { what: "declined" });
  const customer = await stage.browser.person(stage.url, { member: asked.member });
  await customer.goto(`/bookings/${asked.made.id}`);
  await customer.getByText("그날은 어려워요").first().waitFor();
  await page.context().close();
  await customer.context().close();
});

test("another time is proposed, held, and accepted", { timeout }, async () => {
  const asked = await request(2, 2);
  const page = await stage.browser.person(stage.url, { size: desktop, member: person });
  await page.goto("/artist/requests");
  await card(page, asked.member)
    .getByRole("button", { name: words("requests.counter_offer") })
    .click();
  await page.getByRole("radio").first().check({ force: true });
  await page.getByLabel(words("requests.message")).fill("이 시간은 어떠세요?");
  await page.getByRole("button", { name: words("requests.offer_confirm") }).click();
  const offered = await eventually(
    async () => (await stage.read(asked.member, asked.made.id)).offer,
    { what: "an offer" },
  );
  const customer = await stage.browser.person(stage.url, { member: asked.member });
  await customer.goto(`/bookings/${asked.made.id}`);
  await customer.getByText(words("offer.title")).waitFor();
  await customer.getByRole("button", { name: words("offer.accept") }).click();
  await eventually(
    async () =>
      Date.parse((await stage.read(asked.member, asked.made.id)).start) ===
      Date.parse(offered.start),
    { what: "the time proposed" },
  );
  await page.context().close();
  await customer.context().close();
});

test("a day lists what is booked, and the next button goes on", { timeout }, async () => {
  const asked = await request(3, 3);
  const day = dateOf(asked.made);
  const before = new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  const page = await stage.browser.person(stage.url, { size: desktop, member: person });
  await page.goto(`/artist?date=${before}`);
  await page.getByRole("button", { name: words("today.next") }).click();
  await page.waitForURL(`**/artist?date=${day}`);
  await page.getByText(asked.member.name).first().waitFor();
  await page.context().close();
});

test("a weekday is closed, previewed, saved, and gone for customers", { timeout }, async () => {
  const artist = await stage.people.signIn(person);
  const path = `/v1/artists/${person.artistId}/schedule`;
  const before = (await artist.get(path)).json;
  const page = await stage.browser.person(stage.url, { size: desktop, member: person });
  await page.goto("/artist/hours");
  await page.getByText(words("hours.week")).waitFor();
  const day = before.weekly.findIndex((hours) => hours.length > 0);
  const name = words(`weekday.${day}`);
  const remove = page.getByRole("button", { name: words("hours.remove_range", { day: name }) });
  for (let left = before.weekly[day].length; left > 0; --left) await remove.first().click();
  await page.getByRole("button", { name: words("hours.preview_show") }).click();
  assert.deepEqual((await artist.get(path)).json.weekly, before.weekly, "the preview saved");
  await page.getByRole("button", { name: words("hours.save"), exact: true }).click();
  await page.getByText(words("hours.saved")).first().waitFor();
  const after = (await artist.get(path)).json;
  assert.deepEqual(after.weekly[day], []);
  const { json } = await stage.people.visitor.get(
    `/v1/portfolios/${portfolio.id}/availability?days=14`,
  );
  const closed = json.days.filter(
    (d) => (new Date(`${d.date}T12:00:00Z`).getUTCDay() + 6) % 7 === day,
  );
  assert.ok(closed.length >= 2 && closed.every((d) => d.slots.length === 0));
  await page.context().close();
});

test("overlapping hours are refused where they stand", { timeout }, async () => {
  const artist = await stage.people.signIn(person);
  const path = `/v1/artists/${person.artistId}/schedule`;
  const before = (await artist.get(path)).json;
  const page = await stage.browser.person(stage.url, { size: phone, member: person });
  await page.goto("/artist/hours");
  const day = before.weekly.findIndex((hours) => hours.length > 0);
  const name = words(`weekday.${day}`);
  await page.getByRole("button", { name: `${words("hours.add_range")} (${name})` }).click();
  const opens = page.getByLabel(words("hours.opens_at", { day: name }));
  const closes = page.getByLabel(words("hours.closes_at", { day: name }));
  const [{ open, close }] = before.weekly[day];
  await opens.last().fill(open);
  await closes.last().fill(close);
  await page.getByRole("button", { name: words("hours.save"), exact: true }).click();
  await page.getByText(words("hours.problem.overlapping_hours")).first().waitFor();
  assert.deepEqual((await artist.get(path)).json.weekly, before.weekly);
  await page.context().close();
});

// A busy day as another calendar tells it, from nine to nine at the venue.
function busyDays(...slots) {
  const events = slots.flatMap((slot, number) => {
    const day = dateOf(slot).replaceAll("-", "");
    return [
      "BEGIN:VEVENT",
      `UID:busy-${number}@test`,
      `DTSTAMP:${day}T000000Z`,
      `DTSTART:${day}T000000Z`,
      `DTEND:${day}T120000Z`,
      "SUMMARY:Elsewhere",
      "END:VEVENT",
    ];
  });
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//test//EN"];
  return [...head, ...events, "END:VCALENDAR", ""].join("\r\n");
}

async function freeOn(slot) {
  const query = `/v1/portfolios/${portfolio.id}/availability?days=1&from=${dateOf(slot)}`;
  return (await stage.people.visitor.get(query)).json.days[0].slots.length;
}

test("another calendar's busy time cannot be booked until it is removed", { timeout }, async () => {
  const slot = (await stage.slots(portfolio)).at(-1);
  const freeThatDay = () => freeOn(slot);
  const before = await freeThatDay();
  assert.ok(before > 0);
  const page = await stage.browser.person(stage.url, { size: desktop, member: person });
  await page.goto("/artist/calendars");
  await page.getByText(words("calendars.empty.title")).waitFor();
  const file = {
    name: "elsewhere.ics",
    mimeType: "text/calendar",
    buffer: Buffer.from(busyDays(slot)),
  };
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByRole("heading", { name: "elsewhere.ics" }).waitFor();
  await eventually(async () => (await freeThatDay()) === 0, { what: "the day is closed" });
  await page.getByRole("button", { name: words("calendars.remove") }).click();
  await page.getByRole("button", { name: words("calendars.remove_confirm") }).click();
  await page.getByText(words("calendars.empty.title")).waitFor();
  await eventually(async () => (await freeThatDay()) === before, { what: "the day is open again" });
  await page.context().close();
});

test("a calendar at an address is read, and read again", { timeout }, async () => {
  const slots = await stage.slots(portfolio);
  const [last, other] = [slots.at(-1), slots.findLast((s) => dateOf(s) !== dateOf(slots.at(-1)))];
  let text = busyDays(last);
  const elsewhere = http.createServer((_, answer) => answer.end(text)).listen(0, "127.0.0.1");
  await once(elsewhere, "listening");
  test.after(() => elsewhere.close());
  const page = await stage.browser.person(stage.url, { size: desktop, member: person });
  await page.goto("/artist/calendars");
  await page.locator('[name="calendar-name"]').fill("work");
  const address = `http://127.0.0.1:${elsewhere.address().port}/work.ics`;
  await page.locator('[name="calendar-url"]').fill(address);
  await page.getByRole("button", { name: words("calendars.add_address") }).click();
  const card = page.getByRole("article").filter({ hasText: "work" });
  await card.getByText(words("calendars.events_other", { count: "1" })).waitFor();
  await eventually(async () => (await freeOn(last)) === 0, { what: "the day is closed" });
  assert.ok((await freeOn(other)) > 0);
  text = busyDays(last, other);
  // Two readings of one calendar are seconds apart, however often the button is pressed.
  const both = card.getByText(words("calendars.events_other", { count: "2" }));
  const readAgain = async () => {
    await card.getByRole("button", { name: words("calendars.refresh") }).click();
    return both.isVisible();
  };
  await eventually(readAgain, { within: 30_000, every: 1_000, what: "both days" });
  await eventually(async () => (await freeOn(other)) === 0, { what: "the other day too" });
  await card.getByRole("button", { name: words("calendars.remove") }).click();
  await page.getByRole("button", { name: words("calendars.remove_confirm") }).click();
  await page.getByText(words("calendars.empty.title")).waitFor();
  await page.context().close();
});

test("a file that is no calendar is refused in words", { timeout }, async () => {
  const page = await stage.browser.person(stage.url, { member: person });
  await page.goto("/artist/calendars");
  await page.getByText(words("calendars.empty.title")).waitFor();
  const file = { name: "notes.ics", mimeType: "text/calendar", buffer: Buffer.from("no calendar") };
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByText(words("refusal.calendar_unreadable")).waitFor();
  await page.context().close();
});

test("the secret feed shows the bookings until it is removed", { timeout }, async () => {
  const page = await stage.browser.person(stage.url, { member: person });
  await page.goto("/artist/calendars");
  const address = page.getByLabel(words("feed.address"));
  await page.getByRole("button", { name: words("feed.rotate") }).click();
  const first = await address.inputValue();
  assert.match(await (await fetch(first)).text(), /BEGIN:VCALENDAR/);
  await page.getByRole("button", { name: words("feed.rotate") }).click();
  await page.locator(`input:not([value="${first}"])[readonly]`).waitFor();
  assert.equal((await fetch(first)).status, 404, "the address before still works");
  const second = await address.inputValue();
  await page.getByRole("button", { name: words("feed.remove") }).click();
  await page.getByText(words("feed.removed")).waitFor();
  assert.equal((await fetch(second)).status, 404);
  await page.context().close();
});
