import { lazy, Suspense } from "react";
import type { ComponentType, LazyExoticComponent } from "react";
import { Route, Router, Switch, useLocation } from "wouter";
import { Loading, Skeleton } from "~/shared/ui/states";
import { ArtistShell } from "./artist_shell";
import { ErrorBoundary, NotFoundPage } from "./error_boundary";
import { useArrival, useDepthLocation } from "./navigation";
import { CustomerShell } from "./shell";

type PageComponent = LazyExoticComponent<ComponentType>;

/** Each page is its own chunk; its module has the page as default export. */
const customerPages: [path: string, page: PageComponent][] = [
  ["/", lazy(() => import("~/home/home_page"))],
  ["/search", lazy(() => import("~/search/search_page"))],
  ["/portfolios/:portfolioId/book", lazy(() => import("~/booker/booker_page"))],
  ["/holds/:holdId", lazy(() => import("~/booker/details_page"))],
  ["/bookings/:reservationId/done", lazy(() => import("~/booker/done_page"))],
  ["/artists/:artistId", lazy(() => import("~/portfolio/artist_page"))],
  ["/portfolios/:portfolioId", lazy(() => import("~/portfolio/portfolio_page"))],
  ["/bookings", lazy(() => import("~/bookings/bookings_page"))],
  ["/bookings/:reservationId", lazy(() => import("~/bookings/booking_page"))],
  ["/bookings/:reservationId/cancel", lazy(() => import("~/bookings/cancel_page"))],
  ["/bookings/:reservationId/reschedule", lazy(() => import("~/bookings/reschedule_page"))],
  ["/me", lazy(() => import("~/session/me_page"))],
  ["/sign-in", lazy(() => import("~/session/sign_in_page"))],
];

const artistPages: [path: string, page: PageComponent][] = [
  ["/artist", lazy(() => import("~/artist/today/today_page"))],
  ["/artist/requests", lazy(() => import("~/artist/requests/requests_page"))],
  ["/artist/hours", lazy(() => import("~/artist/hours/hours_page"))],
];

export function Routes() {
  return (
    // oxlint-disable-next-line react/hooks -- the router takes its location hook as a value
    <Router hook={useDepthLocation}>
      <Pages />
    </Router>
  );
}

function Pages() {
  const [path] = useLocation();
  useArrival();
  const inArtist = /^\/artist(\/|$)/.test(path);
  const Shell = inArtist ? ArtistShell : CustomerShell;
  const pages = inArtist ? artistPages : customerPages;
  return (
    <Shell>
      <ErrorBoundary key={path}>
        <Suspense fallback={<PageSkeleton />}>
          <Switch>
            {pages.map(([pattern, Page]) => (
              <Route key={pattern} path={pattern}>
                <Page />
              </Route>
            ))}
            <Route>
              <NotFoundPage />
            </Route>
          </Switch>
        </Suspense>
      </ErrorBoundary>
    </Shell>
  );
}

function PageSkeleton() {
  return (
    <Loading>
      <div className="flex flex-col gap-4 px-4 pt-4">
        <Skeleton className="h-6 w-40" />
        <Skeleton className="h-44" />
        <Skeleton className="h-24" />
        <Skeleton className="h-24" />
      </div>
    </Loading>
  );
}
