import { Suspense } from "react";
import { Route, Router, Switch, useLocation } from "wouter";
import { Loading, Skeleton } from "~/shared/ui/states";
import { ArtistShell } from "./artist_shell";
import { ErrorBoundary } from "./error_boundary";
import { NotFoundPage } from "./failure_pages";
import { useArrival, useDepthLocation } from "./navigation";
import { artistPages, customerPages } from "./route_table";
import { CustomerShell } from "./shell";

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
            {pages.map(({ path: pattern, Page }) => (
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
