// axe on every page and state, light and dark, Korean and English, phone and desktop; then what axe cannot see.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import fs from "node:fs";
import test from "node:test";
import { desktop, phone } from "./browser.mjs";
import { Stage, dateOf, openBooker, takeHold, timeButton } from "./stage.mjs";

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const stage = await Stage.open();
test.after(() => stage.close());

const instant = await stage.portfolioOf("instant");
const approve = await stage.portfolioOf("approve");
const member = stage.customer(0);
const booked = await stage.reserve(
  member,
  instant.portfolio,
  await stage.slot(instant.portfolio, 0),
);
const pending = await stage.reserve(
  member,
  approve.portfolio,
  await stage.slot(approve.portfolio, 1),
);
const free = await stage.slot(instant.portfolio, 3);
const { portfolio, artist } = instant;

// Every page and the states that look different; `who` is signed in.
const states = [
  { name: "home", path: "/" },
  { name: "search", path: "/search" },
  { name: "search by day", path: `/search?date=${dateOf(free)}` },
  { name: "search without result", path: "/search?category=prosthetic&priceMax=1" },
  { name: "portfolio", path: `/portfolios/${portfolio.id}` },
  { name: "artist's page", path: `/artists/${artist.id}` },
  { name: "booker", path: `/portfolios/${portfolio.id}/book?date=${dateOf(free)}` },
  { name: "booker with a hold", who: member, act: (page) => takeHold(page, portfolio, free) },
  {
    name: "details",
    who: member,
    act: async (page) => {
      await takeHold(page, portfolio, free);
      await page.getByRole("button", { name: page.words("hold.next") }).click();
      await page.locator('[name="phone"]').waitFor();
      await page.getByRole("button", { name: page.words("details.next") }).click();
    },
  },
  {
    name: "why not",
    act: async (page) => {
      await openBooker(page, portfolio, free);
      await page.getByRole("button", { name: page.words("explain.ask") }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  {
    name: "waitlist",
    who: member,
    act: async (page) => {
      await openBooker(page, portfolio, free);
      await page.getByRole("button", { name: page.words("waitlist.join") }).click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "bookings", path: "/bookings", who: member },
  { name: "bookings of a visitor", path: "/bookings" },
  { name: "booking", path: `/bookings/${booked.id}`, who: member },
  { name: "request", path: `/bookings/${pending.id}`, who: member },
  { name: "done", path: `/bookings/${booked.id}/done`, who: member },
  { name: "cancel", path: `/bookings/${booked.id}/cancel`, who: member },
  { name: "reschedule", path: `/bookings/${booked.id}/reschedule`, who: member },
  { name: "me", path: "/me", who: member },
  { name: "me as a visitor", path: "/me" },
  { name: "sign-in", path: "/sign-in" },
  { name: "no such page", path: "/nothing-here" },
  { name: "booking of another", path: `/bookings/${booked.id}`, who: stage.customer(1) },
  { name: "artist today", path: "/artist", who: approve.person },
  { name: "artist requests", path: "/artist/requests", who: approve.person },
  { name: "artist hours", path: "/artist/hours", who: approve.person },
];

async function settled(page) {
  await page.getByRole("main").first().waitFor();
  await page
    .waitForFunction(() => !document.querySelector('[aria-busy="true"]'), undefined, {
      timeout: 10_000,
    })
    .catch(() => {});
  await page.evaluate(() => document.fonts.ready);
}

async function violationsOn(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const result = await window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return result.violations.map(
      (v) =>
        `${v.id}: ${v.help} (${v.nodes
          .slice(0, 3)
          .map((n) => n.target.join(" "))
          .join("; ")})`,
    );
  });
}

async function show(page, state) {
  if (state.act) await state.act(page);
  else await page.goto(state.path);
  await settled(page);
}

async function letGo(state) {
  if (!state.who) return;
  const client = await stage.people.signIn(state.who);
  for (const hold of (await client.get("/v1/holds")).json.items ?? [])
    await client.delete(`/v1/holds/${hold.id}`);
}

const full = process.env.TEST_ALL_LOOKS === "1";
const looks = [
  { language: "ko", scheme: "light", size: phone },
  { language: "en", scheme: "dark", size: desktop },
  ...(full
    ? [
        { language: "ko", scheme: "dark", size: phone },
        { language: "en", scheme: "light", size: phone },
        { language: "ko", scheme: "light", size: desktop },
        { language: "ko", scheme: "dark", size: desktop },
        { language: "en", scheme: "light", size: desktop },
        { language: "en", scheme: "dark", size: phone },
      ]
    : []),
];

for (const look of looks) {
  const title = `${look.language}, ${look.scheme}, ${look.size === phone ? "phone" : "desktop"}`;
  test(`axe: ${title}`, { timeout: 300_000 }, async (t) => {
    for (const state of states) {
      await t.test(state.name, { timeout: 240_000 }, async () => {
        const page = await stage.browser.person(stage.url, { ...look, member: state.who });
        await show(page, state);
        assert.deepEqual(await violationsOn(page), []);
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - innerWidth,
        );
        assert.ok(overflow <= 0, `${overflow} px too wide`);
        assert.equal(await page.evaluate(() => document.documentElement.lang), look.language);
        await page.context().close();
        await letGo(state);
      });
    }
  });
}

test("the booker by keyboard alone", { timeout: 240_000 }, async () => {
  const page = await stage.browser.person(stage.url, { size: desktop, member });
  await openBooker(page, portfolio, free);
  await timeButton(page, free).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("timer").waitFor();
  const focused = await timeButton(page, free).evaluate(
    (element) => element === document.activeElement,
  );
  assert.ok(focused, "the taken time lost the focus");
  await page.keyboard.press("Tab");
  const ring = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  assert.ok(ring, "no focus ring of 2 px");
  await letGo({ who: member });
  await page.context().close();
});

test("targets of a phone are 44 px", { timeout: 240_000 }, async () => {
  for (const path of [
    "/",
    `/portfolios/${portfolio.id}/book?date=${dateOf(free)}`,
    "/bookings",
    "/me",
  ]) {
    const page = await stage.browser.person(stage.url, { size: phone, member });
    await page.goto(path);
    await settled(page);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll("button, a[href], input, select")]
        .filter(
          (e) =>
            e.checkVisibility() && !e.closest("p") && getComputedStyle(e).position !== "absolute",
        )
        .map((e) => [
          e.getBoundingClientRect(),
          e.textContent.trim() || e.getAttribute("aria-label"),
        ])
        .filter(([box]) => box.width > 1 && (box.height < 43.5 || box.width < 43.5))
        .map(([box, text]) => `${text}: ${Math.round(box.width)}×${Math.round(box.height)}`),
    );
    assert.deepEqual(small, [], path);
    await page.context().close();
  }
});

test(
  "reduced motion is respected, and there is none without need",
  { timeout: 240_000 },
  async () => {
    const page = await stage.browser.person(stage.url, { member, reducedMotion: "reduce" });
    await page.goto("/");
    await settled(page);
    const moving = await page.evaluate(
      () => document.getAnimations().filter((a) => a.playState === "running").length,
    );
    assert.equal(moving, 0);
    await page.context().close();
  },
);
