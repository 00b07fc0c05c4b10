// From a JSON Schema, everything that must be refused: for each place of a valid value, what may
// not stand there.
import { resolve } from "../support/contract.mjs";

const unpaired = "\\ud800";
const overflow = "9".repeat(40);

// The valid value a schema's own examples and bounds lead to; `given` overrides members by pointer.
export function exampleOf(api, schema, given = {}, pointer = "") {
  schema = resolve(api, schema);
  if (pointer in given) return given[pointer];
  if ("example" in schema) return schema.example;
  if (schema.examples?.length) return schema.examples[0];
  if ("default" in schema) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.oneOf ?? schema.anyOf)
    return exampleOf(api, (schema.oneOf ?? schema.anyOf)[0], given, pointer);
  switch (schema.type) {
    case "object":
      return exampleObject(api, schema, given, pointer);
    case "array": {
      const count = schema.minItems ?? 1;
      return Array.from({ length: count }, (_, i) =>
        exampleOf(api, schema.items, given, `${pointer}/${i}`),
      );
    }
    case "integer":
    case "number":
      return schema.minimum ?? 1;
    case "boolean":
      return true;
    default:
      return exampleText(schema);
  }
}

function exampleObject(api, schema, given, pointer) {
  const value = {};
  for (const [name, part] of Object.entries(schema.properties ?? {})) {
    const at = `${pointer}/${name}`;
    const wanted =
      schema.required?.includes(name) || Object.keys(given).some((p) => p.startsWith(at));
    if (wanted) value[name] = exampleOf(api, part, given, at);
  }
  return value;
}

function exampleText(schema) {
  if (schema.format === "date-time") return "2026-12-05T09:30:00+09:00";
  if (schema.format === "date") return "2026-12-05";
  if (schema.pattern === "^\\d{2}:\\d{2}$") return "09:30";
  return "a".repeat(Math.max(1, schema.minLength ?? 1));
}

// {what, pointer, text}: `text` is the whole body as bytes, wrong at `pointer` only.
export function* badBodies(api, schema, valid) {
  yield* badDocuments(valid);
  for (const { what, pointer, raw, keepsPointer } of badMembers(api, schema, valid, "")) {
    yield {
      what: `${pointer || "/"} ${what}`,
      pointer: keepsPointer ? pointer : undefined,
      bytes: raw,
    };
  }
}

function* badDocuments(valid) {
  const text = JSON.stringify(valid);
  const documents = {
    "no body": "",
    "a list": "[]",
    null: "null",
    "a string": '"x"',
    "a number": "7",
    "cut short": text.slice(0, -1),
    "something after it": `${text}x`,
    "two documents": text + text,
    "a thousand brackets": "[".repeat(1000),
    "single quotes": text.replaceAll('"', "'"),
    "a byte order mark": `\ufeff${text}`,
    NaN: '{"a":NaN}',
    "a comment": `/* */${text}`,
  };
  for (const [what, body] of Object.entries(documents)) {
    if (body !== text) yield { what, bytes: Buffer.from(body) };
  }
  const invalid = Buffer.concat([
    Buffer.from('{"name":"'),
    Buffer.from([0xc3, 0x28, 0xff]),
    Buffer.from('"}'),
  ]);
  yield { what: "invalid UTF-8", bytes: invalid };
}

// What is no JSON at all cannot be blamed on one member.
const breaksDocument = new Set(["with half a surrogate pair", "with a raw control character"]);

const isObject = (value) => value !== null && typeof value === "object" && !Array.isArray(value);

function* badMembers(api, schema, root, pointer) {
  schema = resolve(api, schema);
  const value = at(root, pointer);
  for (const [what, raw] of badScalars(schema, value)) {
    const keepsPointer = pointer !== "" && !breaksDocument.has(what);
    yield { what, pointer, raw: replaced(root, pointer, raw), keepsPointer };
  }
  if (isObject(value)) yield* badObject(api, schema, root, pointer);
  if (Array.isArray(value) && schema.items) {
    yield* badList(schema, root, pointer, value);
    if (value.length) yield* badMembers(api, schema.items, root, `${pointer}/0`);
  }
}

function* badObject(api, schema, root, pointer) {
  const value = at(root, pointer);
  const extra = JSON.stringify({ ...value, unknownMember: 1 });
  yield {
    what: "with an unknown member",
    pointer: `${pointer}/unknownMember`,
    raw: replaced(root, pointer, extra),
    keepsPointer: true,
  };
  const [first] = Object.keys(value);
  if (first !== undefined) {
    const twice = `${JSON.stringify(value).slice(0, -1)},${JSON.stringify(first)}:${JSON.stringify(value[first])}}`;
    yield { what: `with ${first} twice`, pointer, raw: replaced(root, pointer, twice) };
  }
  for (const [name, part] of Object.entries(schema.properties ?? {})) {
    const inside = `${pointer}/${name}`;
    if (schema.required?.includes(name) && name in value) {
      const { [name]: _, ...rest } = value;
      yield {
        what: "left out",
        pointer: inside,
        raw: replaced(root, pointer, JSON.stringify(rest)),
        keepsPointer: true,
      };
    }
    if (name in value) yield* badMembers(api, part, root, inside);
  }
}

function* badList(schema, root, pointer, value) {
  if (schema.maxItems === undefined) return;
  const item = JSON.stringify(value[0] ?? {});
  const long = `[${Array(schema.maxItems + 1)
    .fill(item)
    .join(",")}]`;
  yield {
    what: "with too many items",
    pointer,
    raw: replaced(root, pointer, long),
    keepsPointer: true,
  };
}

// [what, JSON text] that may not stand where the schema does.
function* badScalars(schema, value) {
  const kinds = {
    string: '"x"',
    integer: "12345678",
    boolean: "true",
    array: "[]",
    object: "{}",
    number: "1.25",
    null: "null",
  };
  const allowed = [schema.type].flat().filter(Boolean);
  for (const [kind, raw] of Object.entries(kinds)) {
    const fits =
      allowed.includes(kind) ||
      (allowed.includes("number") && kind === "integer") ||
      (schema.oneOf ?? schema.anyOf) !== undefined ||
      allowed.length === 0;
    if (!fits) yield [`of type ${kind}`, raw];
  }
  if (allowed.includes("integer") || allowed.includes("number")) yield* badNumbers(schema);
  if (allowed.includes("string")) yield* badTexts(schema, value);
}

function* badNumbers(schema) {
  if (schema.minimum !== undefined) yield ["below its minimum", String(schema.minimum - 1)];
  if (schema.maximum !== undefined) yield ["above its maximum", String(schema.maximum + 1)];
  yield ["far too large", overflow];
  yield ["beyond any double", "1e400"];
  if (schema.type === "integer") yield ["with a fraction", "1.5"];
}

function* badTexts(schema, value) {
  if (schema.enum) yield ["of no known name", '"nonsense"'];
  if (schema.enum) yield ["in other letters", JSON.stringify(String(value).toUpperCase())];
  if (schema.maxLength !== undefined)
    yield ["too long", JSON.stringify("가".repeat(schema.maxLength + 1))];
  if (schema.minLength) yield ["empty", '""'];
  yield ["with a NUL", '"a\\u0000b"'];
  yield ["with half a surrogate pair", `"${unpaired}"`];
  yield ["with a raw control character", '"a\u0001b"'];
  if (schema.format === "date-time")
    yield* wrong([
      "2026-13-01T09:30:00+09:00",
      "2026-02-30T09:30:00+09:00",
      "2026-12-05T25:00:00+09:00",
      "2026-12-05T09:30:00",
      "2026-12-05",
      "tomorrow",
      "",
    ]);
  if (schema.format === "date")
    yield* wrong(["2026-02-30", "2026-13-01", "05.12.2026", "2026-12-5", ""]);
}

function* wrong(texts) {
  for (const text of texts) yield [`"${text}"`, JSON.stringify(text)];
}

export function at(root, pointer) {
  return pointer
    .split("/")
    .slice(1)
    .reduce((value, name) => value?.[name], root);
}

// The whole document as bytes with other JSON text at the pointer.
function replaced(root, pointer, raw) {
  if (pointer === "") return Buffer.from(raw);
  const mark = `@@${Math.random()}@@`;
  const copy = structuredClone(root);
  const names = pointer.split("/").slice(1);
  const last = names.pop();
  names.reduce((value, name) => value[name], copy)[last] = mark;
  return Buffer.from(JSON.stringify(copy).replace(JSON.stringify(mark), () => raw));
}
