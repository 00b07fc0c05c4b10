// Every page in every state that looks different. A state says who looks, breaks what must be broken, goes there, and
// tells by `shows` that it has arrived. What a real server cannot be brought to say in a test (a failure, a silence)
// is said by the browser's network instead.
import { shared } from "./states/anywhere.mjs";
import { choosing, details } from "./states/choosing.mjs";
import { finding } from "./states/finding.mjs";
import { account, bookings, desk } from "./states/members.mjs";

export { expectedFaults } from "./states/telling.mjs";

// What the marketplace has by the time of the first state.
export async function prepare(stage) {
  const instant = await stage.portfolioOf("instant");
  const approve = await stage.portfolioOf("approve");
  const times = await stage.slots(instant.portfolio);
  const asked = await stage.slots(approve.portfolio);
  const member = stage.customer(0);
  const booked = await stage.reserve(member, instant.portfolio, times[0]);
  const pending = await stage.reserve(member, approve.portfolio, asked[0]);
  const proposed = await stage.reserve(member, approve.portfolio, asked[1]);
  await stage.change(approve.person, proposed, "counter-offer", {
    start: asked[2].start,
    message: "이 시간은 어떠세요?",
  });
  const declined = await stage.reserve(member, approve.portfolio, asked[3]);
  await stage.change(approve.person, declined, "decline", { reason: "그날은 어려워요" });
  const canceled = await stage.reserve(member, instant.portfolio, times[1]);
  await stage.change(member, canceled, "cancel", { reason: "일정이 바뀌었어요" });
  return { stage, instant, approve, times, member, booked, pending, proposed, declined, canceled };
}

// Holds and waitlists belong to one person: each state that makes one has a customer and a time of its own.
function counters(world) {
  let customers = 1;
  let times = 2;
  return {
    someone: () => world.stage.customer(customers++),
    time: () => world.times[times++ % world.times.length],
  };
}

export function statesOf(world) {
  const next = counters(world);
  return [
    ...shared(world, next),
    ...finding(world),
    ...choosing(world, next),
    ...details(world, next),
    ...bookings(world, next),
    ...account(world),
    ...desk(world),
  ];
}

// Brings `page` into `state`.
export async function enter(page, state) {
  await state.before?.(page);
  if (state.clock) await page.clock.install();
  if (state.act) await state.act(page);
  else await page.goto(state.path);
  if (state.loads) {
    // The page itself waits for its answer, not the app for the page's code.
    await page.getByRole("heading", { level: 1 }).first().waitFor({ state: "attached" });
    await page.locator('[aria-busy="true"]').first().waitFor();
  } else await state.shows(page).waitFor();
  await page.evaluate(() => document.fonts.ready);
}
