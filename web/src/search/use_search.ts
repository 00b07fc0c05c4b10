import { useInfiniteQuery } from "@tanstack/react-query";
import { api } from "~/shared/api/client";
import type { Filters } from "./filters";
import { toQuery } from "./filters";

const PAGE_SIZE = 20;

export function useSearch(filters: Filters) {
  const query = toQuery(filters);
  return useInfiniteQuery({
    queryKey: ["get", "/v1/search", query],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam, signal }) => {
      const paged = { ...query, limit: PAGE_SIZE, ...(pageParam && { cursor: pageParam }) };
      const { data } = await api.GET("/v1/search", { params: { query: paged }, signal });
      if (!data) throw new Error("empty answer");
      return data;
    },
    getNextPageParam: (page) => page.nextCursor,
  });
}
