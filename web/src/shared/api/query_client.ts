import { QueryClient } from "@tanstack/react-query";
import { isMaintenance, isProblem, isTransient } from "./problem";

const RETRIES_MAX = 2;
/** Who is told to come back later than this is told so, instead of looking at a skeleton. */
const PATIENCE_SECONDS = 4;

function worthRetrying(failures: number, error: Error): boolean {
  if (failures >= RETRIES_MAX || !isTransient(error) || isMaintenance(error)) return false;
  return !isProblem(error) || (error.retryAfterSeconds ?? 0) <= PATIENCE_SECONDS;
}

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        retry: worthRetrying,
        retryDelay: (attempt, error) => {
          const asked = isProblem(error) ? error.retryAfterSeconds : undefined;
          return asked ? asked * 1000 : Math.min(400 * 2 ** attempt, 4000);
        },
        refetchOnWindowFocus: true,
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
