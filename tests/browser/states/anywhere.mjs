// What can happen to any page.
import { problem, answering, failing, cut, json, text, like, all, search } from "./telling.mjs";

export function shared({ instant, booked, stage, member }) {
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
