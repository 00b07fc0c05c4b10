import type { components } from "./schema";

type Schemas = components["schemas"];

/** Problem details as this server sends them; the last two come with refused times. */
interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  instance?: string;
  errors?: Schemas["FieldProblem"][];
  alternatives?: Schemas["Slot"][];
  reasons?: Schemas["Reason"][];
}

/** A refusal of the server (RFC 9457), or an answer that was none: then `code` says how it failed. */
export class ApiProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly requestId: string | undefined;
  readonly body: Partial<ProblemBody>;
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, body: Partial<ProblemBody>, headers?: Headers) {
    super(body.detail ?? body.title ?? `HTTP ${status}`);
    this.name = "ApiProblem";
    this.status = status;
    this.code = body.code ?? `http_${status}`;
    this.body = body;
    this.requestId = headers?.get("x-request-id") ?? body.instance ?? undefined;
    const retryAfter = Number(headers?.get("retry-after"));
    this.retryAfterSeconds = retryAfter > 0 ? retryAfter : undefined;
  }

  get alternatives() {
    return this.body.alternatives ?? [];
  }

  get reasons() {
    return this.body.reasons ?? [];
  }

  /** What is wrong with members of the body; a stale If-Match is nothing a form could mark. */
  get fieldErrors() {
    return (this.body.errors ?? []).filter((error) => error.in === "body");
  }
}

export function isProblem(error: unknown, ...codes: string[]): error is ApiProblem {
  return error instanceof ApiProblem && (codes.length === 0 || codes.includes(error.code));
}

const CLOSED_CODES = new Set(["http_503", "not_ready", "maintenance"]);

/** The whole service is down on purpose: a proxy's bare 503, or a server that starts or stops. */
export function isMaintenance(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 503 && CLOSED_CODES.has(error.code);
}

/** True where sending the same request again may help: no answer came, or the server was in trouble. */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof ApiProblem)) return true;
  return error.status === 0 || error.status === 429 || error.status >= 500;
}

export async function problemOf(response: Response): Promise<ApiProblem> {
  try {
    const body = (await response.clone().json()) as Partial<ProblemBody>;
    return new ApiProblem(response.status, body, response.headers);
  } catch {
    return new ApiProblem(response.status, { title: response.statusText }, response.headers);
  }
}
