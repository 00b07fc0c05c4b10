// One event stream for a browser however many tabs it has; what happens off-line comes in afterwards.
import assert from "node:assert/strict";
import test from "node:test";
import { eventually } from "../support/wait.mjs";
import { words } from "./browser.mjs";
import { Stage, openBooker, timeButton } from "./stage.mjs";

const stage = await Stage.open();
test.after(() => stage.close());

const streams = async () => {
  const text = (await stage.people.visitor.get("/metrics")).text;
  const line = text.split("\n").find((l) => /^http_(event_)?streams?(_open)?(\{| )/.test(l));
  return line && Number(line.split(" ").at(-1));
};

test("eight tabs share one stream, and all of them hear", { timeout: 240_000 }, async () => {
  const { portfolio } = await stage.portfolioOf("instant");
  const slot = await stage.slot(portfolio, 1);
  const first = await stage.browser.person(stage.url, { member: stage.customer(0) });
  const tabs = [first];
  for (let i = 1; i < 8; ++i) tabs.push(await first.context().newPage());
  for (const tab of tabs) await openBooker(tab, portfolio, slot);
  const open = await streams();
  if (open !== undefined) assert.ok(open <= 2, `${open} streams for one browser`);
  await stage.reserve(stage.customer(1), portfolio, slot);
  for (const tab of tabs)
    await timeButton(tab, slot).and(tab.locator('[aria-haspopup="dialog"]')).waitFor();
  // The tab that held the stream goes; another takes over.
  await first.close();
  const second = await stage.slot(portfolio, 1);
  await eventually(async () => (await timeButton(tabs[1], second).count()) > 0, {
    what: "the next time",
  });
  await stage.reserve(stage.customer(2), portfolio, second);
  for (const tab of tabs.slice(1))
    await timeButton(tab, second).and(tab.locator('[aria-haspopup="dialog"]')).waitFor();
  await tabs[1].context().close();
});

test("off-line is said, and made up for", { timeout: 240_000 }, async () => {
  const { portfolio } = await stage.portfolioOf("instant");
  const slot = await stage.slot(portfolio, 3);
  const page = await stage.browser.person(stage.url, { member: stage.customer(3) });
  await openBooker(page, portfolio, slot);
  await page.context().setOffline(true);
  await page.getByText(words("state.offline_banner")).waitFor();
  await stage.reserve(stage.customer(4), portfolio, slot);
  await page.context().setOffline(false);
  await timeButton(page, slot)
    .and(page.locator('[aria-haspopup="dialog"]'))
    .waitFor({ timeout: 20_000 });
  await page.context().close();
  stage.browser.faults = stage.browser.faults.filter(
    (fault) => !/ERR_INTERNET_DISCONNECTED|ERR_NETWORK/.test(fault),
  );
});
