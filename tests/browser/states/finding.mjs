// Home, search, a portfolio, an artist.
import { dateOf } from "../stage.mjs";
import {
  answering,
  failing,
  silent,
  json,
  changed,
  text,
  like,
  dialog,
  press,
  all,
  search,
  availability,
  full,
} from "./telling.mjs";

export function finding({ instant, times }) {
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
