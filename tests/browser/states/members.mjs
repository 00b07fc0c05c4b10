// What belongs to a member: bookings, waitlist, account; and the artist's desk.
import {
  problem,
  answering,
  failing,
  silent,
  json,
  changed,
  text,
  like,
  press,
  reservations,
} from "./telling.mjs";

export function bookings({ member, booked, pending, proposed, declined, canceled, instant }, next) {
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
        const confirm = page.getByRole("button", { name: page.pattern("cancel.confirm") });
        const without = page.getByRole("button", { name: page.words("cancel.confirm_none") });
        await confirm.or(without).click();
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

export function account({ member, approve }) {
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
    { name: "set-up", path: `/setup#first=${"x".repeat(43)}`, shows: text("setup.detail") },
    { name: "set-up, the link is used", path: "/setup", shows: text("setup.gone.title") },
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
export function desk({ approve, pending }) {
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
    ...calendars(who),
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

const calendar = (number, more = {}) => ({
  id: `cal_${number}`,
  name: "가족 캘린더",
  refreshedAt: "2026-12-01T00:00:00Z",
  nextRefreshAt: "2026-12-01T00:30:00Z",
  eventCount: 12,
  ...more,
});

function calendars(who) {
  const path = "/artist/calendars";
  const list = "**/busy-calendars";
  const address = { url: "https://calendar.example/a-rather-long-secret-address/basic.ics" };
  const late = { code: "timed_out", detail: "The answer took too long." };
  return [
    { name: "no calendars", path, who, shows: text("calendars.empty.title") },
    { name: "calendars loading", path, who, before: silent(list), loads: true },
    {
      name: "calendars failing",
      path,
      who,
      before: failing(list),
      shows: like("state.request_id"),
    },
    {
      name: "calendars, one with a problem",
      path,
      who,
      before: answering(
        list,
        json({
          items: [calendar(1), calendar(2, address), calendar(3, { ...address, problem: late })],
        }),
      ),
      shows: text("calendars.problem_kept"),
    },
    {
      name: "removing a calendar",
      who,
      before: answering(list, json({ items: [calendar(1)] })),
      act: async (page) => {
        await page.goto(path);
        await press(page, "calendars.remove");
      },
      shows: text("calendars.remove_detail"),
    },
    {
      name: "a calendar's address is refused",
      who,
      before: (page) =>
        page.route(list, (route) =>
          route.request().method() === "POST"
            ? route.fulfill(
                problem(422, "calendar_unfetchable", {
                  errors: [{ pointer: "/url", code: "unknown_host", detail: "" }],
                }),
              )
            : route.fallback(),
        ),
      act: async (page) => {
        await page.goto(path);
        await page.getByLabel(page.words("calendars.name")).fill("가족");
        await page.getByLabel(page.words("calendars.url")).fill("https://nowhere.example/a.ics");
        await press(page, "calendars.add_address");
      },
      shows: text("refusal.calendar_unfetchable"),
    },
    {
      name: "a new feed address",
      who,
      before: answering("**/calendar-feed", {
        status: 201,
        ...json({ url: "/calendar/secret.ics" }),
      }),
      act: async (page) => {
        await page.goto(path);
        await press(page, "feed.rotate");
      },
      shows: text("feed.once"),
    },
  ];
}
