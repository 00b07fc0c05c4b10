import { lazy } from "react";
import type { ComponentType, LazyExoticComponent } from "react";

type Loader = () => Promise<{ default: ComponentType }>;

export interface PageRoute {
  path: string;
  load: Loader;
  Page: LazyExoticComponent<ComponentType>;
}

const route = (path: string, load: Loader): PageRoute => ({ path, load, Page: lazy(load) });

/** Each page is its own chunk; its module has the page as default export. */
export const customerPages: PageRoute[] = [
  route("/", () => import("~/home/home_page")),
  route("/search", () => import("~/search/search_page")),
  route("/artists/:artistId", () => import("~/portfolio/artist_page")),
  route("/portfolios/:portfolioId", () => import("~/portfolio/portfolio_page")),
  route("/portfolios/:portfolioId/book", () => import("~/booker/booker_page")),
  route("/holds/:holdId", () => import("~/booker/details_page")),
  route("/bookings", () => import("~/bookings/bookings_page")),
  route("/bookings/:reservationId", () => import("~/bookings/booking_page")),
  route("/bookings/:reservationId/done", () => import("~/booker/done_page")),
  route("/bookings/:reservationId/cancel", () => import("~/bookings/cancel_page")),
  route("/bookings/:reservationId/reschedule", () => import("~/bookings/reschedule_page")),
  route("/me", () => import("~/session/me_page")),
  route("/sign-in", () => import("~/session/sign_in_page")),
  route("/setup", () => import("~/session/setup_page")),
];

export const artistPages: PageRoute[] = [
  route("/artist", () => import("~/artist/today/today_page")),
  route("/artist/requests", () => import("~/artist/requests/requests_page")),
  route("/artist/hours", () => import("~/artist/hours/hours_page")),
  route("/artist/calendars", () => import("~/artist/calendars/calendars_page")),
];

const matches = (pattern: string, path: string) =>
  new RegExp(`^${pattern.replaceAll(/:\w+/g, "[^/]+")}/?$`).test(path);

/** Starts fetching a page's chunk before anything renders. */
export function preloadPage(path: string): void {
  const found = [...customerPages, ...artistPages].find((page) => matches(page.path, path));
  // A failure comes again, and is shown, when the page renders.
  found?.load().catch(() => {});
}

const NEXT = ["/portfolios/x", "/portfolios/x/book", "/holds/x"];
const QUIET_MS = 2500;

/** Once the first page has settled, the way to a booking is fetched ahead, unless data is dear. */
export function preloadLater(): void {
  const connection = (navigator as { connection?: { saveData?: boolean } }).connection;
  if (connection?.saveData) return;
  setTimeout(() => NEXT.forEach(preloadPage), QUIET_MS);
}
