// One event stream for a browser however many tabs it has; what happens off-line comes in afterwards.
import assert from "node:assert/strict";
import test from "node:test";
import { eventually } from "../support/wait.mjs";
import { words } from "./browser.mjs";
import { Stage, goneButton, openBooker } from "./stage.mjs";

const stage = await Stage.open();
test.after(() => stage.close());
const { portfolio } = await stage.portfolioOf("instant");
const slots = await stage.slots(portfolio);
const timeout = 120_000;

// The event streams that a browser has open, by its own account.
function streamsOf(context) {
  const open = new Set();
  const isStream = (request) => new URL(request.url()).pathname === "/v1/events";
  context.on("request", (request) => isStream(request) && open.add(request));
  for (const end of ["requestfinished", "requestfailed"])
    context.on(end, (request) => open.delete(request));
  return open;
}

test("eight tabs share one stream, and all of them hear", { timeout }, async () => {
  // Two times of one day, so that no tab has to move on.
  const at = slots.findIndex(
    (slot, i) => slots[i + 1]?.start.slice(0, 10) === slot.start.slice(0, 10),
  );
  const [before, after] = slots.slice(at, at + 2);
  const first = await stage.browser.person(stage.url, { member: stage.customer(0) });
  const streams = streamsOf(first.context());
  const tabs = [first];
  for (let i = 1; i < 8; ++i)
    tabs.push(Object.assign(await first.context().newPage(), { words: first.words }));
  await Promise.all(tabs.map((tab) => openBooker(tab, portfolio, before)));
  await eventually(() => streams.size === 1, { what: "one stream" });
  await stage.reserve(stage.customer(1), portfolio, before);
  await Promise.all(tabs.map((tab) => goneButton(tab, before).waitFor()));
  // The tab that held the stream goes; another takes over.
  await first.close();
  await stage.reserve(stage.customer(2), portfolio, after);
  await Promise.all(tabs.slice(1).map((tab) => goneButton(tab, after).waitFor()));
  assert.equal(streams.size, 1);
  await tabs[1].context().close();
});

test("off-line is said, and made up for", { timeout }, async () => {
  const slot = slots[6];
  const page = await stage.browser.person(stage.url, {
    member: stage.customer(3),
    expects: /ERR_INTERNET_DISCONNECTED|ERR_NETWORK/,
  });
  await openBooker(page, portfolio, slot);
  await page.context().setOffline(true);
  await page.getByText(words("state.offline_banner")).waitFor();
  await stage.reserve(stage.customer(4), portfolio, slot);
  await page.context().setOffline(false);
  await goneButton(page, slot).waitFor();
  await page.context().close();
});
