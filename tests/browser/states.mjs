// Every page in every state that looks different. A state says who looks, breaks what must be broken, goes there, and
// tells by `shows` that it has arrived. What a real server cannot be brought to say in a test (a failure, a silence)
// is said by the browser's network instead.
import { dateOf, fillDetails, openBooker, takeHold, timeButton } from "./stage.mjs";

const NETWORK = /Failed to load resource|ERR_|net::/;

const problem = (status, code, extra = {}) => ({
  status,
  contentType: "application/problem+json",
  headers: { "x-request-id": "req_7f3k2q9d" },
  body: JSON.stringify({ type: `/problems/${code}`, title: code, status, code, ...extra }),
});

const answering = (glob, answer) => (page) => page.route(glob, (route) => route.fulfill(answer));
const failing = (glob) => answering(glob, problem(500, "internal"));
const silent = (glob) => (page) => page.route(glob, () => {});
const cut = (glob) => (page) => page.route(glob, (route) => route.abort());
const json = (value) => ({ contentType: "application/json", body: JSON.stringify(value) });

// The real answer, changed.
const changed = (glob, change) => (page) =>
  page.route(glob, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: change(await answer.json()) });
  });

const text = (key, params) => (page) => page.getByText(page.words(key, params)).first();
const like = (key) => (page) => page.getByText(page.pattern(key)).first();
const dialog = (page) => page.getByRole("dialog");
const press = (page, key) =>
  page
    .getByRole("button", { name: page.words(key) })
    .first()
    .click();

const all = "**/v1/**";
const search = "**/v1/search?*";
const availability = "**/availability?*";
const reservations = "**/v1/reservations?*";

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

// What can happen to any page.
function shared({ instant, booked, stage, member }) {
  const path = `/portfolios/${instant.portfolio.id}`;
  return [
    { name: "no such page", path: "/nothing-here", shows: text("state.not_found.title") },
    { name: "no such portfolio", path: "/portfolios/pf_zzz", shows: text("state.not_found.title") },
    {
      name: "another's booking",
      path: `/bookings/${booked.id}`,
      who: stage.customer(1),
      shows: text("state.not_found.title"),
    },
    { name: "artists only", path: "/artist", who: member, shows: text("state.forbidden.title") },
    {
      name: "a failure with its request id",
      path,
      before: failing("**/v1/portfolios/*"),
      shows: like("state.request_id"),
    },
    {
      name: "no answer",
      path,
      before: cut("**/v1/portfolios/*"),
      shows: text("state.unreachable.title"),
    },
    {
      name: "very busy",
      path: "/search",
      before: answering(search, problem(429, "too_many_requests")),
      shows: text("state.busy.title"),
    },
    {
      name: "maintenance",
      path: "/search",
      before: answering(all, problem(503, "not_ready")),
      shows: text("state.maintenance.title"),
    },
    {
      name: "a page's code is gone",
      path: "/bookings",
      before: cut("**/assets/bookings_page-*"),
      shows: text("state.update_action"),
    },
    {
      name: "off-line",
      act: async (page) => {
        await page.goto("/search");
        await page.getByRole("article").first().waitFor();
        await page.context().setOffline(true);
      },
      shows: text("state.offline_banner"),
    },
    {
      name: "off-line, on a page not seen yet",
      act: async (page) => {
        await page.goto("/search");
        await page.getByRole("article").first().waitFor();
        await page.context().setOffline(true);
        await page.getByRole("article").first().getByRole("heading").getByRole("link").click();
      },
      shows: (page) => page.getByRole("heading", { name: page.words("state.offline.title") }),
    },
    {
      name: "stale",
      who: member,
      clock: true,
      act: async (page) => {
        await page.goto("/bookings");
        await page.getByRole("article").first().waitFor();
        await failing(all)(page);
        await page.clock.fastForward(60_000);
        await page.evaluate(() => dispatchEvent(new Event("visibilitychange")));
        // Two retries, each after a pause.
        for (let i = 0; i < 4; ++i) await page.clock.fastForward(5_000);
      },
      shows: text("state.stale"),
    },
    {
      name: "update available",
      clock: true,
      act: async (page) => {
        await page.goto("/search");
        await page.getByRole("article").first().waitFor();
        await page.clock.fastForward(6_000);
        await answering("**/build.json", json({ build: "another" }))(page);
        await page.clock.fastForward(11 * 60_000);
      },
      shows: text("state.update_banner"),
    },
  ];
}

// Home, search, a portfolio, an artist.
function finding({ instant, times }) {
  const { portfolio, artist } = instant;
  const nothing = answering(search, json({ items: [] }));
  const filters = ["date", "time", "district", "category", "place", "price", "sort"];
  return [
    { name: "home", path: "/", shows: (page) => page.getByRole("article").first() },
    { name: "home loading", path: "/", before: silent(all), loads: true },
    {
      name: "home without free times",
      path: "/",
      before: nothing,
      shows: text("home.soon_empty.title"),
    },
    { name: "home failing", path: "/", before: failing(search), shows: like("state.request_id") },
    { name: "search", path: "/search", shows: (page) => page.getByRole("article").first() },
    { name: "search loading", path: "/search", before: silent(search), loads: true },
    {
      name: "search by day",
      path: `/search?date=${dateOf(times[3])}&from=09:00&to=18:00`,
      shows: (page) => page.getByRole("article").first(),
    },
    {
      name: "search without result",
      path: "/search?category=prosthetic&priceMax=1",
      shows: text("search.empty.title"),
    },
    ...filters.map((filter) => ({
      name: `search filter ${filter}`,
      act: async (page) => {
        await page.goto("/search");
        await press(page, `filter.${filter}`);
      },
      shows: dialog,
    })),
    { name: "portfolio", path: `/portfolios/${portfolio.id}`, shows: text("portfolio.next_free") },
    {
      name: "portfolio loading",
      path: `/portfolios/${portfolio.id}`,
      before: silent(all),
      loads: true,
    },
    {
      name: "portfolio without free times",
      path: `/portfolios/${portfolio.id}`,
      before: changed(availability, full),
      shows: text("portfolio.none_free"),
    },
    {
      name: "portfolio hidden",
      path: `/portfolios/${portfolio.id}`,
      before: changed(`**/v1/portfolios/${portfolio.id}`, (body) => ({ ...body, hidden: true })),
      shows: text("reason.hidden"),
    },
    { name: "artist's page", path: `/artists/${artist.id}`, shows: text("artist.offers") },
    {
      name: "artist without offers",
      path: `/artists/${artist.id}`,
      before: changed("**/v1/artists/*", (body) => ({ ...body, portfolios: [] })),
      shows: text("artist.no_offers"),
    },
  ];
}

const full = (body) => ({
  ...body,
  days: body.days.map((day) => ({ ...day, status: "full", slots: [] })),
});
const closed = (body) => ({
  ...body,
  days: body.days.map((day) => ({ ...day, status: "closed", slots: [] })),
});

// The booker, with a hold and without.
function choosing({ instant }, next) {
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
function details({ instant }, next) {
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

function bookings({ member, booked, pending, proposed, declined, canceled, instant }, next) {
  const nobody = next.someone();
  const at = (reservation, rest = "") => `/bookings/${reservation.id}${rest}`;
  const mine = (name, path, shows) => ({ name, path, who: member, shows });
  return [
    mine("bookings", "/bookings", (page) => page.getByRole("article").first()),
    mine("bookings of the past", "/bookings?tab=past", (page) => page.getByRole("article").first()),
    {
      name: "bookings loading",
      path: "/bookings",
      who: member,
      before: silent(reservations),
      loads: true,
    },
    {
      name: "bookings failing",
      path: "/bookings",
      who: member,
      before: failing(reservations),
      shows: like("state.request_id"),
    },
    { name: "no bookings", path: "/bookings", who: nobody, shows: text("bookings.empty.upcoming") },
    {
      name: "no waitlist",
      path: "/bookings?tab=waitlist",
      who: nobody,
      shows: text("waitlist.empty.title"),
    },
    waitlistEntries(nobody, instant),
    { name: "bookings of a visitor", path: "/bookings", shows: text("bookings.visitor.title") },
    mine("a booking", at(booked), text("booking.reschedule")),
    mine("a request", at(pending), text("booking_state.pending")),
    mine("a request with another time proposed", at(proposed), text("offer.title")),
    mine("a declined request", at(declined), text("booking_state.declined")),
    mine("a canceled booking", at(canceled), text("booking.canceled")),
    mine("done", at(booked, "/done"), text("done.booked")),
    mine("requested", at(pending, "/done"), text("done.requested")),
    mine("cancel", at(booked, "/cancel"), text("cancel.refund_now")),
    mine("cancel, too late for it", at(canceled, "/cancel"), text("cancel.not_allowed")),
    {
      name: "cancel, changed meanwhile",
      who: member,
      before: answering("**/v1/**/cancel", problem(412, "version_mismatch")),
      act: async (page) => {
        await page.goto(at(booked, "/cancel"));
        await page.getByRole("button", { name: page.pattern("cancel.confirm") }).click();
      },
      shows: text("transition.stale"),
    },
    mine("reschedule", at(booked, "/reschedule"), text("reschedule.choose")),
    mine("reschedule, not any more", at(canceled, "/reschedule"), text("reschedule.not_allowed")),
  ];
}

function waitlistEntries(who, { portfolio }) {
  const entry = (number, state, more = {}) => ({
    id: `wait_${number}`,
    portfolio: { id: portfolio.id, title: portfolio.title, pictureUrl: portfolio.pictureUrl },
    date: "2027-01-05",
    from: "09:00",
    to: "18:00",
    place: "shop",
    state,
    position: 2,
    ...more,
  });
  const offer = {
    holdId: "hold_1",
    fence: 1,
    start: "2027-01-05T10:00:00+09:00",
    end: "2027-01-05T11:00:00+09:00",
    expiresAt: "2099-01-01T00:00:00Z",
  };
  const soon = new Date(Date.now() + 14 * 60_000).toISOString();
  return {
    name: "waitlist waiting, offered and lapsed",
    path: "/bookings?tab=waitlist",
    who,
    before: answering(
      "**/v1/waitlist",
      json({
        items: [
          entry(1, "offered", { offer: { ...offer, expiresAt: soon } }),
          entry(2, "waiting"),
          entry(3, "lapsed"),
        ],
      }),
    ),
    shows: text("waitlist.take"),
  };
}

function account({ member, approve }) {
  return [
    { name: "me", path: "/me", who: member, shows: text("sign_in.sign_out") },
    { name: "me as an artist", path: "/me", who: approve.person, shows: text("me.artist_desk") },
    { name: "me as a visitor", path: "/me", shows: text("me.visitor.title") },
    {
      name: "me failing",
      path: "/me",
      before: failing("**/v1/session"),
      shows: like("state.request_id"),
    },
    { name: "sign-in", path: "/sign-in", shows: (page) => page.getByRole("searchbox") },
    {
      name: "sign-in, nobody of that name",
      act: async (page) => {
        await page.goto("/sign-in");
        await page.getByRole("searchbox").fill("zzz");
      },
      shows: text("sign_in.nobody"),
    },
    {
      name: "sign-in closed",
      path: "/sign-in",
      before: changed("**/v1/reference", (body) => ({ ...body, demo: false })),
      shows: text("sign_in.closed.title"),
    },
  ];
}

// The artist's side.
function desk({ approve, pending }) {
  const who = approve.person;
  const day = pending.start.slice(0, 10);
  const requests = (key) => async (page) => {
    await page.goto("/artist/requests");
    await press(page, key);
  };
  const hours = (then) => async (page) => {
    await page.goto("/artist/hours");
    await page.getByText(page.words("hours.week")).waitFor();
    await then(page);
  };
  return [
    { name: "artist's day", path: `/artist?date=${day}`, who, shows: text("today.answer") },
    {
      name: "artist's empty day",
      path: "/artist?date=2030-01-06",
      who,
      shows: text("today.empty.title"),
    },
    {
      name: "artist's day loading",
      path: "/artist",
      who,
      before: silent("**/agenda?*"),
      loads: true,
    },
    { name: "artist's requests", path: "/artist/requests", who, shows: text("requests.approve") },
    {
      name: "no requests",
      path: "/artist/requests",
      who,
      before: answering(reservations, json({ items: [] })),
      shows: text("requests.empty.title"),
    },
    { name: "declining", who, act: requests("requests.decline"), shows: text("requests.reason") },
    {
      name: "proposing another time",
      who,
      act: requests("requests.counter_offer"),
      shows: text("requests.time"),
    },
    { name: "artist's hours", path: "/artist/hours", who, shows: text("hours.week") },
    {
      name: "artist's hours loading",
      path: "/artist/hours",
      who,
      before: silent("**/schedule"),
      loads: true,
    },
    {
      name: "what customers see",
      who,
      act: hours((page) => press(page, "hours.preview_show")),
      shows: (page) => page.locator('[aria-live="polite"] li').first(),
    },
    {
      name: "hours with a mistake",
      who,
      act: hours(async (page) => {
        await page.getByLabel(page.pattern("hours.opens_at")).first().fill("23:30");
        await press(page, "hours.save");
      }),
      shows: text("hours.problems"),
    },
    {
      name: "hours changed elsewhere",
      who,
      before: (page) =>
        page.route("**/schedule", (route) =>
          route.request().method() === "PUT"
            ? route.fulfill(problem(412, "version_mismatch"))
            : route.fallback(),
        ),
      act: hours((page) => press(page, "hours.save")),
      shows: text("hours.stale"),
    },
  ];
}

// Brings `page` into `state`.
export async function enter(page, state) {
  await state.before?.(page);
  if (state.clock) await page.clock.install();
  if (state.act) await state.act(page);
  else await page.goto(state.path);
  if (state.loads) await page.locator('[aria-busy="true"]').first().waitFor();
  else await state.shows(page).waitFor();
  await page.evaluate(() => document.fonts.ready);
}

// A browser speaks of every broken request in its console.
export const expectedFaults = NETWORK;
