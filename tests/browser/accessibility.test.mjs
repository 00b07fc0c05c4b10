// axe on every page in every state, light and dark, Korean and English, phone and desktop; then what axe cannot see.
// Each state is looked at in one of four looks; TEST_ALL_LOOKS=1 takes all eight of every one. TEST_ONLY=text takes
// the states whose name has it, TEST_PICTURES=folder keeps a picture of each.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { desktop, phone } from "./browser.mjs";
import { Stage, openBooker, timeButton } from "./stage.mjs";
import { enter, expectedFaults, prepare, statesOf } from "./states.mjs";

const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const stage = await Stage.open();
test.after(() => stage.close());
const world = await prepare(stage);
const states = statesOf(world);

async function violationsOn(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const result = await window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      resultTypes: ["violations"],
      preload: false, // no rule of these needs media or foreign style sheets
    });
    return result.violations.map((violation) => {
      const places = violation.nodes.slice(0, 3).map((node) => node.target.join(" "));
      return `${violation.id}: ${violation.help} (${places.join("; ")})`;
    });
  });
}

// The whole page in view: what a bar at the bottom covers now, and would not after scrolling, is no small target.
async function unroll(page, { width, height }) {
  const whole = await page.evaluate(() => document.documentElement.scrollHeight);
  if (whole > height) await page.setViewportSize({ width, height: Math.min(whole, 8000) });
}

async function keepPicture(page, name, look) {
  const folder = process.env.TEST_PICTURES;
  if (!folder) return;
  fs.mkdirSync(folder, { recursive: true });
  const file = `${name.replace(/[^a-z0-9]+/gi, "-")}.${look.title.replaceAll(/\W+/g, "-")}.png`;
  await page.screenshot({ path: path.join(folder, file) });
}

async function examine(state, look) {
  const page = await stage.browser.person(stage.url, {
    ...look,
    member: state.who,
    expects: expectedFaults,
  });
  await enter(page, state);
  await unroll(page, look.size);
  await keepPicture(page, state.name, look);
  assert.deepEqual(await violationsOn(page), []);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} px too wide`);
  assert.equal(await page.evaluate(() => document.documentElement.lang), look.language);
  await page.context().close();
  if (state.who) await letGo(state.who);
}

async function letGo(member) {
  const client = await stage.people.signIn(member);
  for (const hold of (await client.get("/v1/holds")).json.items ?? [])
    await client.delete(`/v1/holds/${hold.id}`);
}

const every = ["ko", "en"].flatMap((language) =>
  ["light", "dark"].flatMap((scheme) =>
    Object.entries({ phone, desktop }).map(([device, size]) => ({
      language,
      scheme,
      size,
      title: `${language}, ${scheme}, ${device}`,
    })),
  ),
);
// Korean on a light phone is what most people see; the others take turns.
const turns = [every[0], every[7], every[6], every[1]];
const looksFor = (number) =>
  process.env.TEST_ALL_LOOKS === "1" ? every : [turns[number % turns.length]];
const wanted = states.filter(({ name }) => name.includes(process.env.TEST_ONLY ?? ""));

test.describe("axe", { concurrency: 2 }, () => {
  for (const [number, state] of wanted.entries()) {
    for (const look of looksFor(number)) {
      test.it(`${state.name} (${look.title})`, { timeout: 120_000 }, () => examine(state, look));
    }
  }
});

const { portfolio } = world.instant;
const free = world.times.at(-1);
const member = stage.customer(0);

test("the booker by keyboard alone", { timeout: 120_000 }, async () => {
  const page = await stage.browser.person(stage.url, { size: desktop, member });
  await openBooker(page, portfolio, free);
  await page.keyboard.press("Tab");
  await page.getByText(page.words("app.skip")).and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Enter");
  // Tab by tab to the time, as somebody without a mouse goes.
  const reached = () => timeButton(page, free).evaluate((e) => e === document.activeElement);
  for (let i = 0; i < 120 && !(await reached()); ++i) await page.keyboard.press("Tab");
  assert.ok(await reached(), "the time was not reached");
  await page.keyboard.press("Enter");
  await page.getByRole("timer").waitFor();
  assert.ok(await reached(), "the taken time lost the focus");
  await page.keyboard.press("Tab");
  const ring = await page.evaluate(() => {
    const style = getComputedStyle(document.activeElement);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  });
  assert.ok(ring, "no focus ring of 2 px");
  const next = page.getByRole("button", { name: page.words("hold.next") });
  const onNext = () => next.evaluate((e) => e === document.activeElement);
  for (let i = 0; i < 120 && !(await onNext()); ++i) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/holds/**");
  await page.getByLabel(page.words("contact.phone")).waitFor();
  await letGo(member);
  await page.context().close();
});

// A link that covers its card has the card's size.
const smallTargets = () =>
  [...document.querySelectorAll("button, a[href], input, select")]
    .filter(
      (e) =>
        e.checkVisibility() &&
        !e.closest("p") &&
        getComputedStyle(e).position !== "absolute" &&
        getComputedStyle(e, "::after").position !== "absolute",
    )
    .map((e) => [e.getBoundingClientRect(), e.textContent.trim() || e.getAttribute("aria-label")])
    .filter(([box]) => box.width > 1 && (box.height < 43.5 || box.width < 43.5))
    .map(([box, text]) => `${text}: ${Math.round(box.width)}×${Math.round(box.height)}`);

test("targets of a phone are 44 px", { timeout: 120_000 }, async () => {
  const page = await stage.browser.person(stage.url, { size: phone, member });
  const names = ["home", "search", "portfolio", "booker", "bookings", "a booking", "me", "cancel"];
  for (const name of names) {
    await enter(page, { ...states.find((state) => state.name === name) });
    assert.deepEqual(await page.evaluate(smallTargets), [], name);
  }
  await page.context().close();
});

test("motion stops for those who ask for it", { timeout: 120_000 }, async () => {
  const page = await stage.browser.person(stage.url, { member, reducedMotion: "reduce" });
  await enter(
    page,
    states.find((state) => state.name === "home"),
  );
  const moving = await page.evaluate(
    () => document.getAnimations().filter((a) => a.playState === "running").length,
  );
  assert.equal(moving, 0);
  await page.context().close();
});
