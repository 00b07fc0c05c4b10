import { QueryClient } from "@tanstack/react-query";
import { isProblem, isTransient } from "./problem";

const RETRIES_MAX = 2;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        gcTime: 10 * 60_000,
        retry: (failures, error) => failures < RETRIES_MAX && isTransient(error),
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
