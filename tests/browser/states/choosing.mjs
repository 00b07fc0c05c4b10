// The booker with a hold and without, the form, the check.
import { fillDetails, openBooker, takeHold, timeButton } from "../stage.mjs";
import {
  problem,
  json,
  failing,
  silent,
  changed,
  text,
  like,
  dialog,
  press,
  availability,
  full,
  closed,
} from "./telling.mjs";

// The booker, with a hold and without.
export function choosing({ instant }, next) {
  const { portfolio } = instant;
  const path = `/portfolios/${portfolio.id}/book`;
  const asking = (key) => async (page) => {
    await page.goto(path);
    await press(page, key);
  };
  return [
    { name: "booker", path, shows: text("booker.hint") },
    { name: "booker loading", path, before: silent(availability), loads: true },
    {
      name: "booker failing",
      path,
      before: failing(availability),
      shows: like("state.request_id"),
    },
    {
      name: "booker, all taken",
      path,
      before: changed(availability, full),
      shows: text("booker.empty.full"),
    },
    {
      name: "booker, closed",
      path,
      before: changed(availability, closed),
      shows: text("booker.empty.closed"),
    },
    {
      name: "booker with the month",
      act: asking("booker.month_toggle"),
      shows: (page) => page.getByRole("grid"),
    },
    withHold("booker with a hold", next, portfolio),
    {
      ...withHold("booker, the last minute", next, portfolio, async (page) => {
        await page.clock.fastForward(250_000);
      }),
      clock: true,
    },
    {
      ...withHold("booker, the hold has ended", next, portfolio, async (page) => {
        await page.clock.fastForward(310_000);
      }),
      clock: true,
      shows: text("booker.hint"),
    },
    lostRace(next, portfolio),
    refusedHold(next, portfolio),
    { name: "why not: which time", act: asking("explain.ask"), shows: dialog },
    {
      name: "why not: the reasons",
      act: async (page) => {
        await asking("explain.ask")(page);
        await dialog(page).getByRole("combobox").selectOption("03:00");
        await dialog(page)
          .getByRole("button", { name: page.words("explain.title") })
          .click();
      },
      shows: text("reason.closed"),
    },
    { name: "waitlist", who: next.someone(), act: asking("waitlist.join"), shows: dialog },
    ...["joined", "refused"].map((end) => waitlistSheet(end, next, portfolio)),
  ];
}

function withHold(name, next, portfolio, then = async () => {}) {
  const slot = next.time();
  return {
    name,
    who: next.someone(),
    act: async (page) => {
      await takeHold(page, portfolio, slot);
      await then(page);
    },
    shows: (page) => page.getByRole("timer"),
  };
}

function lostRace(next, portfolio) {
  const [slot, ...others] = [next.time(), next.time(), next.time(), next.time()];
  return {
    name: "a lost race",
    who: next.someone(),
    before: async (page) => {
      await page.route("**/v1/holds", (route) =>
        route.request().method() === "POST"
          ? route.fulfill(problem(409, "slot_taken", { alternatives: others }))
          : route.fallback(),
      );
    },
    act: async (page) => {
      await openBooker(page, portfolio, slot);
      await timeButton(page, slot).click();
    },
    shows: text("nearest.title"),
  };
}

function refusedHold(next, portfolio) {
  const slot = next.time();
  return {
    name: "too many holds",
    who: next.someone(),
    before: async (page) => {
      await page.route("**/v1/holds", (route) =>
        route.request().method() === "POST"
          ? route.fulfill(problem(409, "too_many_holds"))
          : route.fallback(),
      );
    },
    act: async (page) => {
      await openBooker(page, portfolio, slot);
      await timeButton(page, slot).click();
    },
    shows: text("refusal.too_many_holds"),
  };
}

function waitlistSheet(end, next, portfolio) {
  return {
    name: `waitlist ${end}`,
    who: next.someone(),
    before: (page) =>
      page.route("**/v1/waitlist", (route) =>
        route.request().method() !== "POST"
          ? route.fallback()
          : route.fulfill(
              end === "joined"
                ? { status: 201, ...json({ id: "wait_1" }) }
                : problem(409, "already_waiting"),
            ),
      ),
    act: async (page) => {
      await page.goto(`/portfolios/${portfolio.id}/book`);
      await press(page, "waitlist.join");
      await dialog(page)
        .getByRole("button", { name: page.words("waitlist.join") })
        .click();
    },
    shows: text(end === "joined" ? "waitlist.joined.title" : "refusal.already_waiting"),
  };
}

// The form, the check, and a hold that is over.
export function details({ instant }, next) {
  const { portfolio } = instant;
  const toForm = (then) => async (page) => {
    await press(page, "hold.next");
    await page.locator('[name="phone"]').waitFor();
    await then?.(page);
  };
  return [
    { ...withHold("details", next, portfolio, toForm()), shows: text("contact.phone") },
    {
      ...withHold(
        "details with mistakes",
        next,
        portfolio,
        toForm(async (page) => {
          await fillDetails(page, { name: "", phone: "12" });
          await press(page, "details.next");
        }),
      ),
      shows: text("contact.error.phone"),
    },
    {
      ...withHold(
        "details, more about you",
        next,
        portfolio,
        toForm((page) => page.getByText(page.words("contact.more")).click()),
      ),
      shows: text("contact.skin_type"),
    },
    {
      ...withHold(
        "details, the hold has ended",
        next,
        portfolio,
        toForm((page) => page.clock.fastForward(310_000)),
      ),
      clock: true,
      shows: text("details.over"),
    },
    {
      ...withHold(
        "check before booking",
        next,
        portfolio,
        toForm(async (page) => {
          await fillDetails(page, { note: "자연스럽게 부탁드려요" });
          await press(page, "details.next");
        }),
      ),
      shows: text("confirm.contact"),
    },
    {
      name: "no such hold",
      path: "/holds/hold_1",
      who: next.someone(),
      shows: text("details.gone.title"),
    },
  ];
}
