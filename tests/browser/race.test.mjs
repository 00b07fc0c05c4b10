// Two people in two browsers want the same time, and see what the other does as it happens.
import assert from "node:assert/strict";
import test from "node:test";
import { words } from "./browser.mjs";
import { Stage, fillDetails, openBooker, takeHold, timeButton } from "./stage.mjs";

const liveMilliseconds = Number(process.env.TEST_LIVE_MS ?? 300);
const timeout = 120_000;
const stage = await Stage.open({ "booking.hold_ttl": "12s" });
test.after(() => stage.close());
const { portfolio } = await stage.portfolioOf("instant");
const slots = await stage.slots(portfolio);

const pair = (numbers) =>
  Promise.all(numbers.map((n) => stage.browser.person(stage.url, { member: stage.customer(n) })));
const both = (pages, what) => Promise.all(pages.map(what));

// What the server said to a page's wish for a time; 0 when the page never asked.
const answerTo = (page) =>
  page
    .waitForResponse((r) => r.url().endsWith("/v1/holds") && r.request().method() === "POST", {
      timeout: 5_000,
    })
    .then(
      (response) => response.status(),
      () => 0,
    );

test(
  "both tap the same time at once: one has it, the other gets the nearest free ones",
  { timeout },
  async () => {
    const pages = await pair([0, 1]);
    // The live feed can be faster than the second tap; then nobody lost, and they try the next time.
    let lost = 0;
    for (let round = 0; round < 8 && lost === 0; ++round) {
      await both(pages, (page) => openBooker(page, portfolio, slots[round]));
      const answers = pages.map(answerTo);
      await both(pages, (page) => timeButton(page, slots[round]).dispatchEvent("click"));
      const statuses = await Promise.all(answers);
      assert.equal(statuses.filter((s) => s === 201).length, 1, `${statuses}`);
      const winner = pages[statuses.indexOf(201)];
      const loser = pages[1 - statuses.indexOf(201)];
      await winner.getByRole("timer").waitFor();
      if (statuses.includes(409)) {
        ++lost;
        const sheet = loser.getByRole("dialog", { name: words("race.title") });
        await sheet.waitFor();
        const offered = sheet.getByRole("listitem").getByRole("button");
        await offered.first().waitFor();
        assert.equal(await offered.count(), 3, "the nearest three");
      }
      await winner.getByRole("button", { name: words("hold.release") }).click();
      await winner.getByRole("timer").waitFor({ state: "detached" });
    }
    assert.ok(lost > 0, "the two never met");
    await both(pages, (page) => page.context().close());
  },
);

// Notes the moment at which the tile of a time says that it is gone.
function watch(button) {
  return button.evaluate((element) => {
    window.goneAt = new Promise((resolve) => {
      const look = () => {
        if (element.getAttribute("aria-haspopup") === "dialog")
          resolve(performance.timeOrigin + performance.now());
      };
      new MutationObserver(look).observe(element, {
        attributes: true,
        childList: true,
        subtree: true,
      });
      look();
    });
  });
}

test(
  `a tap on one screen shows on the other within ${liveMilliseconds} ms`,
  { timeout },
  async () => {
    const [first, second] = await pair([2, 3]);
    const times = [];
    for (let round = 0; round < 5; ++round) {
      const slot = slots[round];
      await both([first, second], (page) => openBooker(page, portfolio, slot));
      await watch(timeButton(second, slot));
      const tapped = await first.evaluate(() => performance.timeOrigin + performance.now());
      await timeButton(first, slot).dispatchEvent("click");
      times.push(Math.round((await second.evaluate(() => window.goneAt)) - tapped));
      await first.getByRole("button", { name: words("hold.release") }).click();
      await first.getByRole("timer").waitFor({ state: "detached" });
    }
    times.sort((a, b) => a - b);
    console.log(`tap -> other screen: ${times.join(", ")} ms`);
    assert.ok(times[2] <= liveMilliseconds, `median ${times[2]} ms`);
    await both([first, second], (page) => page.context().close());
  },
);

test("whoever comes too late with a filled form keeps it", { timeout }, async () => {
  const slot = slots[9];
  const page = await stage.browser.person(stage.url, { member: stage.customer(5) });
  await takeHold(page, portfolio, slot);
  await page.getByRole("button", { name: words("hold.next") }).click();
  await fillDetails(page, { note: "오래 고민했어요" });
  await page.getByText(words("details.over")).waitFor();
  await stage.reserve(stage.customer(6), portfolio, slot);
  await page.getByRole("button", { name: words("details.next") }).click();
  await page.getByRole("button", { name: words("confirm.book") }).click();
  const sheet = page.getByRole("dialog", { name: words("race.title") });
  await sheet.getByText(words("race.form_kept")).waitFor();
  await sheet.getByRole("listitem").getByRole("button").first().click();
  await sheet.waitFor({ state: "detached" });
  await page.getByText("오래 고민했어요").waitFor();
  await page.getByRole("button", { name: words("confirm.book") }).click();
  await page.waitForURL(/\/bookings\/rsv_\w+\/done/);
  await page.context().close();
});
