// Holds every answer against /openapi.json: the route, the status, the media type and each member.
import Ajv2020 from "ajv/dist/2020.js";
import formats from "ajv-formats";

// A member that the description does not name is a fault, as is an undescribed status.
function closed(schema) {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== "object") return schema;
  const copy = Object.fromEntries(
    Object.entries(schema).map(([name, part]) => [name, closed(part)]),
  );
  if (copy.properties && copy.type === "object" && !("additionalProperties" in copy)) {
    copy.additionalProperties = false;
  }
  return copy;
}

export class Contract {
  constructor(description) {
    this.description = description;
    this.faults = [];
    this.seen = new Map(); // operationId -> Set of statuses
    this.ajv = new Ajv2020({ strict: false, allErrors: false });
    formats(this.ajv);
    this.ajv.addSchema({ $id: "api:", ...closed({ components: description.components }) });
    this.operations = [...operationsOf(description)];
    this.validators = new Map();
  }

  static async of(client) {
    return new Contract((await client.get("/openapi.json")).json);
  }

  find(method, path) {
    const pathname = path.split("?")[0];
    return this.operations.find((o) => o.method === method && o.pattern.test(pathname));
  }

  // The judge for a Client.
  judge = (request, answer) => {
    const fault = this.faultOf(request, answer);
    if (fault) this.faults.push(`${request.method} ${request.path} -> ${answer.status}: ${fault}`);
  };

  // The same for a client whose test is about something else.
  insist = (request, answer) => {
    this.judge(request, answer);
    if (this.faults.length > 0) throw new Error(`outside the description: ${this.faults[0]}`);
  };

  faultOf(request, answer) {
    if (answer.status >= 500 && !(answer.status === 503)) return "a fault of the server";
    const operation = this.find(request.method, request.path);
    if (!operation)
      return answer.status < 400 ? "an undescribed route answered" : this.problemFault(answer);
    const statuses = this.seen.get(operation.id) ?? new Set();
    this.seen.set(operation.id, statuses.add(answer.status));
    // Whoever has the answer already gets nothing, on every route with an entity tag.
    if (answer.status === 304) return answer.bytes.length ? "a body with 304" : undefined;
    const described = operation.responses[answer.status] ?? operation.responses.default;
    if (!described) return "an undescribed status";
    return this.bodyFault(operation, described, answer);
  }

  bodyFault(operation, described, answer) {
    const content = resolve(this.description, described).content;
    if (!content || Object.keys(content).length === 0) {
      return answer.bytes.length ? "a body where none is described" : undefined;
    }
    const media = content[answer.type];
    if (!media) return `media type ${answer.type}, described are ${Object.keys(content)}`;
    if (!media.schema || !answer.type.endsWith("json")) return undefined;
    return this.schemaFault(`${operation.id} ${answer.status}`, media.schema, answer.json);
  }

  // Refusals outside any route (404, 405, 4xx of the server itself) are problems all the same.
  problemFault(answer) {
    if (answer.type !== "application/problem+json") return `a refusal of media type ${answer.type}`;
    const { type, title, status, code } = answer.json;
    const sound = [type, title, code].every((text) => typeof text === "string" && text !== "");
    return sound && status === answer.status ? undefined : "a problem without its members";
  }

  schemaFault(name, schema, value) {
    if (!this.validators.has(name)) {
      const text = JSON.stringify(closed(schema)).replaceAll(
        '"#/components/',
        '"api:#/components/',
      );
      this.validators.set(name, this.ajv.compile(JSON.parse(text)));
    }
    const validate = this.validators.get(name);
    if (validate(value)) return undefined;
    const [error] = validate.errors;
    return `${error.instancePath || "/"} ${error.message} ${JSON.stringify(error.params)}`;
  }

  // Operations that no suite has seen succeed.
  unseen() {
    return this.operations
      .filter((o) => ![...(this.seen.get(o.id) ?? [])].some((s) => s < 400))
      .map((o) => `${o.method} ${o.path}`);
  }
}

export function resolve(description, part) {
  if (!part?.$ref) return part;
  return part.$ref
    .slice(2)
    .split("/")
    .reduce((at, name) => at[name], description);
}

function* operationsOf(description) {
  for (const [path, methods] of Object.entries(description.paths)) {
    const pattern = new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+")}$`);
    for (const [method, operation] of Object.entries(methods)) {
      if (!operation.responses) continue;
      yield {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        pattern,
        parameters: (operation.parameters ?? []).map((p) => resolve(description, p)),
        body: resolve(description, operation.requestBody),
        responses: operation.responses,
        policy: operation["x-policy"],
        described: operation,
      };
    }
  }
}
