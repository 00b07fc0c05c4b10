import createClient from "openapi-fetch";
import type { Middleware } from "openapi-fetch";
import createQueries from "openapi-react-query";
import { ApiProblem, problemOf } from "./problem";
import type { components, paths } from "./schema";

export type Schemas = components["schemas"];

/** No answer within this time counts as lost; the server's own deadlines are shorter. */
const DEADLINE_MS = 12_000;
/** Where the server itself asks another one: a calendar at an address. */
const LONG_DEADLINE_MS = 30_000;
const isLong = (url: string) => url.includes("/busy-calendars");

const deadline: Middleware = {
  onRequest({ request }) {
    const limit = isLong(request.url) ? LONG_DEADLINE_MS : DEADLINE_MS;
    const signal = AbortSignal.any([request.signal, AbortSignal.timeout(limit)]);
    return new Request(request, { signal });
  },
  async onResponse({ response }) {
    if (!response.ok && response.status !== 304) throw await problemOf(response);
  },
  onError({ error }) {
    if (error instanceof DOMException && error.name === "AbortError") return error;
    if (error instanceof ApiProblem) return error;
    const code = error instanceof DOMException ? "timeout" : "unreachable";
    return new ApiProblem(0, { code, title: String(error) });
  },
};

export const api = createClient<paths>({ baseUrl: globalThis.location?.origin ?? "" });
api.use(deadline);

/** Typed query hooks: `queries.useQuery("get", "/v1/artists/{artistId}", …)`. */
export const queries = createQueries(api);

/** One key per intent: a retry of the same intent reuses it, so that it has one effect. */
export function newIdempotencyKey(): string {
  return crypto.randomUUID?.() ?? Array.from(randomBytes(), hex).join("");
}

const randomBytes = () => crypto.getRandomValues(new Uint8Array(16));
const hex = (byte: number) => byte.toString(16).padStart(2, "0");

export const etagOf = (version: number) => `"${version}"`;
