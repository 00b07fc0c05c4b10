// One customer from the front page to a booking, then another time, then none.
import assert from "node:assert/strict";
import test from "node:test";
import { desktop, phone, words } from "./browser.mjs";
import { Stage, dateOf, openBooker, takeHold, timeButton } from "./stage.mjs";

const stage = await Stage.open();
test.after(() => stage.close());

async function fillDetails(page, { name = "김민아", phoneNumber = "010-1234-5678" } = {}) {
  await page.getByRole("button", { name: words("hold.next") }).click();
  await page.getByLabel(words("contact.name")).fill(name);
  await page.getByLabel(words("contact.phone")).fill(phoneNumber);
  await page.getByLabel(words("contact.note")).fill("자연스럽게 부탁드려요");
  await page.getByRole("button", { name: words("details.next") }).click();
}

test("from the front page by search to a portfolio", { timeout: 240_000 }, async () => {
  const page = await stage.browser.person(stage.url, { size: phone });
  await page.goto("/");
  await page.getByText(words("home.headline")).waitFor();
  await page.getByRole("link", { name: words("home.search_prompt") }).click();
  await page.waitForURL("**/search**");
  const first = page
    .getByRole("main")
    .getByRole("link")
    .filter({ has: page.locator("img") })
    .first();
  await first.click();
  await page.waitForURL(/\/(portfolios|artists)\//);
  await page.goBack();
  await page.waitForURL("**/search**");
  await page.context().close();
});

for (const [name, size] of Object.entries({ phone, desktop })) {
  test(`a booking on a ${name}`, { timeout: 240_000 }, async () => {
    const member = stage.customer(name === "phone" ? 0 : 1);
    const { portfolio } = await stage.portfolioOf("instant");
    const slot = await stage.slot(portfolio, name === "phone" ? 0 : 1);
    const page = await stage.browser.person(stage.url, { size, member });
    await takeHold(page, portfolio, slot);
    assert.equal(await timeButton(page, slot).getAttribute("aria-pressed"), "true");
    await fillDetails(page);
    await page.getByText("자연스럽게 부탁드려요").waitFor();
    await page.getByRole("button", { name: words("confirm.book") }).click();
    await page.waitForURL(/\/bookings\/rsv_\w+\/done/);
    await page.getByRole("heading", { name: words("done.booked") }).waitFor();
    const id = page.url().match(/rsv_\w+/)[0];
    const booked = await stage.read(member, id);
    assert.equal(booked.state, "approved");
    assert.equal(Date.parse(booked.start), Date.parse(slot.start));
    assert.equal(booked.contact.note, "자연스럽게 부탁드려요");
    const file = await page.request.get(`/v1/reservations/${id}/invitation.ics`);
    assert.equal(file.status(), 200);
    assert.match(await file.text(), /BEGIN:VEVENT/);
    await page.context().close();
  });
}

test(
  "a form with mistakes keeps what was typed and says what to do",
  { timeout: 240_000 },
  async () => {
    const { portfolio } = await stage.portfolioOf("instant");
    const slot = await stage.slot(portfolio, 2);
    const page = await stage.browser.person(stage.url, { member: stage.customer(2) });
    await takeHold(page, portfolio, slot);
    await page.getByRole("button", { name: words("hold.next") }).click();
    await page.getByLabel(words("contact.name")).fill("");
    await page.getByLabel(words("contact.phone")).fill("12");
    await page.getByLabel(words("contact.note")).fill("첫 방문이에요");
    await page.getByRole("button", { name: words("details.next") }).click();
    await page.getByText(words("contact.error.name")).waitFor();
    await page.getByText(words("contact.error.phone")).waitFor();
    assert.equal(await page.getByLabel(words("contact.note")).inputValue(), "첫 방문이에요");
    const focused = await page.evaluate(() => document.activeElement?.getAttribute("name"));
    assert.equal(focused, "name");
    await page.context().close();
  },
);

test("going back releases nothing by itself, letting go does", { timeout: 240_000 }, async () => {
  const { portfolio } = await stage.portfolioOf("instant");
  const slot = await stage.slot(portfolio, 3);
  const page = await stage.browser.person(stage.url, { member: stage.customer(3) });
  await takeHold(page, portfolio, slot);
  const other = await stage.browser.person(stage.url, { member: stage.customer(4) });
  await openBooker(other, portfolio, slot);
  assert.equal(await timeButton(other, slot).getAttribute("aria-haspopup"), "dialog");
  await page.getByRole("button", { name: words("hold.release") }).click();
  await page.getByRole("timer").waitFor({ state: "detached" });
  // The freed time is offered without a reload; it may wait behind its own button.
  const fresh = other.getByRole("button", { name: other.pattern("booker.fresh_other") });
  const again = timeButton(other, slot).and(other.locator("[aria-pressed]"));
  await fresh.or(again).first().waitFor();
  await page.context().close();
  await other.context().close();
});

test("another time, as a swap", { timeout: 240_000 }, async () => {
  const member = stage.customer(5);
  const { portfolio } = await stage.portfolioOf("instant");
  const before = await stage.slot(portfolio, 4);
  const target = await stage.slot(portfolio, 6);
  const made = await stage.reserve(member, portfolio, before);
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

test("canceling shows rule and refund before the button", { timeout: 240_000 }, async () => {
  const member = stage.customer(6);
  const { portfolio } = await stage.portfolioOf("instant");
  const made = await stage.reserve(member, portfolio, await stage.slot(portfolio, 5));
  const page = await stage.browser.person(stage.url, { member });
  await page.goto(`/bookings/${made.id}/cancel`);
  await page.getByText(words("cancel.refund_now")).waitFor();
  assert.equal((await stage.read(member, made.id)).state, "approved", "opening the page canceled");
  await page.getByLabel(words("cancel.reason")).fill("일정이 바뀌었어요");
  await page.getByRole("button", { name: page.pattern("cancel.confirm") }).click();
  await page.waitForURL(new RegExp(`/bookings/${made.id}(\\?|$)`));
  await page.getByText(words("booking_state.canceled")).first().waitFor();
  assert.equal((await stage.read(member, made.id)).state, "canceled");
  await page.context().close();
});

test("the sign-in keeps the way to the booking", { timeout: 240_000 }, async () => {
  const { portfolio } = await stage.portfolioOf("instant");
  const slot = await stage.slot(portfolio, 7);
  const page = await stage.browser.person(stage.url);
  await openBooker(page, portfolio, slot);
  await timeButton(page, slot).click();
  await page.waitForURL("**/sign-in**");
  await page
    .getByRole("button", { name: new RegExp(stage.customer(7).name) })
    .first()
    .click();
  await page.waitForURL("**/book**");
  await page.context().close();
});
