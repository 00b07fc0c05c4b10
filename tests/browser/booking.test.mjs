// One customer from the front page to a booking, then another time, then none.
import assert from "node:assert/strict";
import test from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { freshKey } from "../support/people.mjs";
import { desktop, phone, words } from "./browser.mjs";
import {
  Stage,
  dateOf,
  fillDetails,
  goneButton,
  openBooker,
  takeHold,
  timeButton,
} from "./stage.mjs";

const stage = await Stage.open();
test.after(() => stage.close());
const { portfolio } = await stage.portfolioOf("instant");
const slots = await stage.slots(portfolio);
const timeout = 120_000;

test("from the front page by search to a portfolio, and back", { timeout }, async () => {
  const page = await stage.browser.person(stage.url, { size: phone });
  await page.goto("/");
  await page.getByText(words("home.headline")).waitFor();
  await page.getByRole("link", { name: words("home.search_prompt") }).click();
  await page.waitForURL("**/search**");
  await page.getByRole("article").first().getByRole("heading").getByRole("link").click();
  await page.waitForURL(/\/portfolios\//);
  await page.goBack();
  await page.waitForURL("**/search**");
  await page.getByRole("article").first().waitFor();
  await page.context().close();
});

for (const [number, look] of [
  { size: phone, language: "ko" },
  { size: desktop, language: "en", scheme: "dark" },
].entries()) {
  const name = `${look.size === phone ? "phone" : "desktop"} in ${look.language}`;
  test(`a booking on a ${name}`, { timeout }, async () => {
    const member = stage.customer(number);
    const slot = slots[number];
    const page = await stage.browser.person(stage.url, { ...look, member });
    await takeHold(page, portfolio, slot);
    assert.equal(await timeButton(page, slot).getAttribute("aria-pressed"), "true");
    await page.getByRole("button", { name: page.words("hold.next") }).click();
    await fillDetails(page, { note: "자연스럽게 부탁드려요" });
    await page.getByRole("button", { name: page.words("details.next") }).click();
    await page.getByText("자연스럽게 부탁드려요").waitFor();
    await page.getByRole("button", { name: page.words("confirm.book") }).click();
    await page.waitForURL(/\/bookings\/rsv_\w+\/done/);
    await page.getByRole("heading", { name: page.words("done.booked") }).waitFor();
    const booked = await stage.read(member, page.url().match(/rsv_\w+/)[0]);
    assert.equal(booked.state, "approved");
    assert.equal(Date.parse(booked.start), Date.parse(slot.start));
    assert.equal(booked.contact.note, "자연스럽게 부탁드려요");
    const link = page.getByRole("link", { name: page.words("done.add_to_calendar") });
    const file = await page.request.get(await link.getAttribute("href"));
    assert.equal(file.status(), 200);
    assert.match(await file.text(), /METHOD:REQUEST[^]*BEGIN:VEVENT/);
    await page.context().close();
  });
}

test("a form with mistakes keeps what was typed and says what to do", { timeout }, async () => {
  const page = await stage.browser.person(stage.url, { member: stage.customer(2) });
  await takeHold(page, portfolio, slots[2]);
  await page.getByRole("button", { name: words("hold.next") }).click();
  await fillDetails(page, { name: "", phone: "12", note: "첫 방문이에요" });
  await page.getByRole("button", { name: words("details.next") }).click();
  await page.getByText(words("contact.error.name")).waitFor();
  await page.getByText(words("contact.error.phone")).waitFor();
  assert.equal(await page.getByLabel(words("contact.note")).inputValue(), "첫 방문이에요");
  await page.locator('[name="name"]:focus').waitFor();
  await page.context().close();
});

test("what one holds another cannot have, until it is let go", { timeout }, async () => {
  const slot = slots[3];
  const other = await stage.browser.person(stage.url, { member: stage.customer(4) });
  await openBooker(other, portfolio, slot);
  const page = await stage.browser.person(stage.url, { member: stage.customer(3) });
  await takeHold(page, portfolio, slot);
  await goneButton(other, slot).waitFor();
  await page.getByRole("button", { name: words("hold.release") }).click();
  await page.getByRole("timer").waitFor({ state: "detached" });
  // The freed time is offered without a reload; it may wait behind its own button.
  const fresh = other.getByRole("button", { name: other.pattern("booker.fresh_other") });
  const again = timeButton(other, slot).and(other.locator("[aria-pressed]"));
  await fresh.or(again).first().waitFor();
  await page.context().close();
  await other.context().close();
});

// The change is on the screen before any new snapshot, and the next snapshot is the one from before it.
test("a time taken and let go within a moment is free again", { timeout }, async () => {
  const slot = slots[3];
  const other = await stage.browser.person(stage.url, { member: stage.customer(4) });
  await openBooker(other, portfolio, slot);
  const client = await stage.people.signIn(stage.customer(3));
  const body = { portfolioId: portfolio.id, start: slot.start, place: "shop" };
  for (let round = 0; round < 3; ++round) {
    const gone = goneButton(other, slot).waitFor();
    const hold = await client.post("/v1/holds", body, { key: freshKey() });
    assert.equal(hold.status, 201, hold.text);
    await Promise.race([gone, sleep(100)]);
    assert.equal((await client.delete(`/v1/holds/${hold.json.id}`)).status, 204);
    await gone;
    await timeButton(other, slot).and(other.locator("[aria-pressed]")).waitFor({ timeout: 5_000 });
  }
  await other.context().close();
});

test("a hold counts down, is spoken at 60 and 10 seconds, and ends", { timeout }, async () => {
  const page = await stage.browser.person(stage.url, { member: stage.customer(4) });
  await page.clock.install();
  await takeHold(page, portfolio, slots[4]);
  const timer = page.getByRole("timer");
  const shown = async () => {
    const [, minutes, seconds] = (await timer.textContent()).match(/(\d+):(\d+)/).map(Number);
    return minutes * 60 + seconds;
  };
  const before = await shown();
  assert.ok(before > 240 && before <= 300, `${before} s`);
  await page.clock.fastForward((before - 59) * 1000);
  await page.getByText(words("hold.spoken_60")).waitFor({ state: "attached" });
  assert.ok((await shown()) <= 60);
  await page.clock.fastForward(50_000);
  await page.getByText(words("hold.spoken_10")).waitFor({ state: "attached" });
  await page.clock.fastForward(12_000);
  await page.getByText(words("hold.spoken_0")).waitFor({ state: "attached" });
  await timer.waitFor({ state: "detached" });
  await page.context().close();
});

test("another time, as a swap", { timeout }, async () => {
  const member = stage.customer(5);
  const made = await stage.reserve(member, portfolio, slots[5]);
  const target = slots[6];
  const page = await stage.browser.person(stage.url, { member });
  await page.goto(`/bookings/${made.id}/reschedule?date=${dateOf(target)}`);
  await timeButton(page, target).click();
  await page.getByRole("button", { name: words("reschedule.confirm") }).click();
  await page.waitForURL(new RegExp(`/bookings/${made.id}(\\?|$)`));
  const moved = await stage.read(member, made.id);
  assert.equal(Date.parse(moved.start), Date.parse(target.start));
  assert.equal(moved.sequence, 1);
  await page.context().close();
});

test("canceling shows rule and refund before the button", { timeout }, async () => {
  const member = stage.customer(6);
  const made = await stage.reserve(member, portfolio, slots[7]);
  const page = await stage.browser.person(stage.url, { member });
  await page.goto(`/bookings/${made.id}/cancel`);
  await page.getByText(words("cancel.refund_now")).waitFor();
  assert.equal((await stage.read(member, made.id)).state, "approved", "opening the page canceled");
  await page.getByLabel(words("cancel.reason")).fill("일정이 바뀌었어요");
  const confirm = page.getByRole("button", { name: page.pattern("cancel.confirm") });
  await confirm.or(page.getByRole("button", { name: words("cancel.confirm_none") })).click();
  await page.waitForURL(new RegExp(`/bookings/${made.id}(\\?|$)`));
  await page.getByText(words("booking_state.canceled")).first().waitFor();
  assert.equal((await stage.read(member, made.id)).state, "canceled");
  await page.context().close();
});

test("signing in on the way takes the time that was tapped", { timeout }, async () => {
  const slot = slots[8];
  const member = stage.customer(7);
  const page = await stage.browser.person(stage.url);
  await openBooker(page, portfolio, slot);
  await timeButton(page, slot).click();
  await page.waitForURL("**/sign-in**");
  await page.getByRole("searchbox").fill(member.name);
  await page.getByRole("button", { name: member.name }).first().click();
  await page.waitForURL("**/book**");
  await page.getByRole("timer").waitFor();
  assert.equal(await timeButton(page, slot).getAttribute("aria-pressed"), "true");
  await page.context().close();
});

test("a device elsewhere shows its own time as a second line", { timeout }, async () => {
  const made = await stage.reserve(stage.customer(0), portfolio, slots[9]);
  const page = await stage.browser.person(stage.url, {
    member: stage.customer(0),
    language: "en",
    timeZone: "America/New_York",
  });
  const away = new Intl.DateTimeFormat("en-US", {
    timeZone: "America/New_York",
    timeStyle: "short",
  });
  const shownFor = (slot, within = page) =>
    within.getByText(away.format(new Date(slot.start)).replace(/\s/g, " ")).first();
  await openBooker(page, portfolio, slots[10]);
  await shownFor(slots[10]).waitFor();
  await page.goto(`/bookings/${made.id}/done`);
  await shownFor(made).waitFor();
  await page.goto(`/search?date=${dateOf(slots[10])}`);
  const chips = page.getByRole("list", { name: page.words("search.free_times") }).first();
  const query = `/v1/search?date=${dateOf(slots[10])}&limit=1`;
  const [item] = (await stage.people.visitor.get(query)).json.items;
  await shownFor(item.freeTimes[0], chips).waitFor();
  await page.context().close();
});
