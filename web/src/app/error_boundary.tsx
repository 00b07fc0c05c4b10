import { Component } from "react";
import type { ReactNode } from "react";
import { Redirect, useLocation } from "wouter";
import { ApiProblem, isMaintenance } from "~/shared/api/problem";
import {
  CrashPage,
  ForbiddenPage,
  MaintenancePage,
  MissingChunkPage,
  NotFoundPage,
} from "./failure_pages";

interface Props {
  children: ReactNode;
}

/** Give it the path as key: the next page then starts without the failure of this one. */
export class ErrorBoundary extends Component<Props, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override render() {
    if (this.state.error === null) return this.props.children;
    return <FailurePage error={this.state.error} onRetry={() => this.setState({ error: null })} />;
  }
}

function FailurePage({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const [path] = useLocation();
  const problem = error instanceof ApiProblem ? error : null;
  if (problem?.status === 404) return <NotFoundPage />;
  if (problem?.status === 403) return <ForbiddenPage />;
  if (problem?.status === 401) {
    return <Redirect to={`/sign-in?next=${encodeURIComponent(path + location.search)}`} replace />;
  }
  if (isMaintenance(error)) return <MaintenancePage onOver={onRetry} />;
  if (isMissingChunk(error)) return <MissingChunkPage />;
  return <CrashPage requestId={problem?.requestId} onRetry={onRetry} />;
}

/** How browsers word the failure of import(): Chromium, Firefox, Safari. */
export const isMissingChunk = (error: unknown) =>
  error instanceof TypeError &&
  /dynamically imported module|error loading dynamically|importing a module/i.test(error.message);
