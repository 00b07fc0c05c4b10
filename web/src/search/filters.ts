import { isDateText } from "~/shared/time/zoned";

/** The search as the address bar holds it. Times are "HH:MM" at the venue, prices in won. */
export interface Filters {
  category: string | null;
  districts: string[];
  date: string | null;
  from: string | null;
  to: string | null;
  place: "shop" | "visit" | null;
  priceMin: number | null;
  priceMax: number | null;
  sort: Sort;
}

export const SORTS = ["recommended", "price", "rating", "soonest"] as const;
export type Sort = (typeof SORTS)[number];

export const noFilters: Filters = {
  category: null,
  districts: [],
  date: null,
  from: null,
  to: null,
  place: null,
  priceMin: null,
  priceMax: null,
  sort: "recommended",
};

const isTime = (text: string | null): text is string =>
  text !== null && /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);
const isCode = (text: string | null): text is string =>
  text !== null && /^[a-z_]{1,30}$/.test(text);
const asPrice = (text: string | null) => (text && /^\d{1,9}$/.test(text) ? Number(text) : null);

/** Reads an address that anyone may have typed: what makes no sense counts as absent. */
export function readFilters(params: URLSearchParams): Filters {
  const category = params.get("category");
  const place = params.get("place");
  const date = params.get("date");
  const from = params.get("from");
  const to = params.get("to");
  const sort = SORTS.find((known) => known === params.get("sort")) ?? "recommended";
  return {
    category: isCode(category) ? category : null,
    districts: [...new Set(params.getAll("district").filter(isCode))].slice(0, 25),
    date: isDateText(date) ? date : null,
    from: isTime(from) ? from : null,
    to: isTime(to) && !(isTime(from) && to <= from) ? to : null,
    place: place === "shop" || place === "visit" ? place : null,
    priceMin: asPrice(params.get("priceMin")),
    priceMax: asPrice(params.get("priceMax")),
    sort,
  };
}

/** Writes only what differs from the empty search, in one order: equal searches are equal addresses. */
export function writeFilters(filters: Filters): URLSearchParams {
  const params = new URLSearchParams();
  const put = (name: string, value: string | number | null) =>
    value === null || params.set(name, String(value));
  put("category", filters.category);
  for (const district of filters.districts.toSorted()) params.append("district", district);
  put("date", filters.date);
  put("from", filters.from);
  put("to", filters.to);
  put("place", filters.place);
  put("priceMin", filters.priceMin);
  put("priceMax", filters.priceMax);
  if (filters.sort !== "recommended") put("sort", filters.sort);
  return params;
}

export function searchHref(filters: Partial<Filters>): string {
  const text = writeFilters({ ...noFilters, ...filters }).toString();
  return text ? `/search?${text}` : "/search";
}

/** What the server is asked: a time window and "soonest" mean nothing without a day. */
export function toQuery(filters: Filters) {
  const { category, districts, date, from, to, place, priceMin, priceMax, sort } = filters;
  return {
    ...(category && { category: category as "daily" }),
    ...(districts.length > 0 && { district: districts }),
    ...(place && { place }),
    ...(date && { date, ...(from && { from }), ...(to && { to }) }),
    ...(priceMin !== null && { priceMin }),
    ...(priceMax !== null && { priceMax }),
    sort: sort === "soonest" && !date ? ("recommended" as const) : sort,
  };
}

export function activeCount(filters: Filters): number {
  const { category, districts, date, from, to, place, priceMin, priceMax } = filters;
  const flags = [category, districts.length > 0, date, from || to, place];
  return [...flags, priceMin !== null || priceMax !== null].filter(Boolean).length;
}
