// Requests for any described operation: good ones with real ids, and what can be wrong about each part.
import { resolve } from "../support/contract.mjs";
import { freshKey } from "../support/people.mjs";
import { exampleOf } from "./bad_values.mjs";

// Real ids and values for the parameters, by name.
export function pathOf(operation, values) {
  return operation.path.replace(/\{(\w+)\}/g, (_, name) =>
    encodeURIComponent(values[name] ?? "nothing"),
  );
}

export function headersOf(operation, { ifMatch = '"1"' } = {}) {
  const wanted = new Set(
    operation.parameters.filter((p) => p.in === "header").map((p) => p.name.toLowerCase()),
  );
  return {
    ...(wanted.has("idempotency-key") && { key: freshKey() }),
    ...(wanted.has("if-match") && { ifMatch }),
  };
}

export function jsonBodyOf(api, operation) {
  return resolve(api, operation.body?.content?.["application/json"]?.schema);
}

export function queryOf(api, operation, given = {}) {
  const query = new URLSearchParams();
  for (const parameter of operation.parameters.filter((p) => p.in === "query")) {
    const value = given[parameter.name] ?? (parameter.required && exampleOf(api, parameter.schema));
    if (value !== undefined && value !== false) query.append(parameter.name, value);
  }
  const text = query.toString();
  return text && `?${text}`;
}

// Calls an operation with everything right but what `overrides` says.
export function callOperation(
  client,
  api,
  operation,
  { values = {}, json, query, ...options } = {},
) {
  const schema = jsonBodyOf(api, operation);
  const body = json ?? (schema && exampleOf(api, schema, values.body ?? {}));
  const path = pathOf(operation, values) + (query ?? queryOf(api, operation, values.query));
  return client.call(operation.method, path, {
    ...headersOf(operation, options),
    ...(schema && options.body === undefined && { json: body }),
    ...options,
  });
}
