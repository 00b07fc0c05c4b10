import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import en from "#locales/en.json";
import ko from "#locales/ko.json";

/** Keys of these prefixes are read by the server. */
const SERVER_PREFIXES = ["mail.", "server."];
const source = join(import.meta.dirname, "../..");

const code = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.|\.d\.ts$/.test(path))
  .map((path) => readFileSync(join(source, path), "utf8"))
  .join("\n");

/** Every string in the code, and the fixed heads of template strings and code() calls. */
const strings = new Set([...code.matchAll(/"([a-z][\w.]*)"/g)].map((match) => match[1]));
const heads = [
  ...[...code.matchAll(/`([a-z][\w.]*[._])\$\{/g)].map((match) => match[1] ?? ""),
  ...[...code.matchAll(/[cC]ode\(\s*"([a-z][\w.]*)"/g)].map((match) => `${match[1]}.`),
];

const isForeign = (key: string) => SERVER_PREFIXES.some((prefix) => key.startsWith(prefix));

function used(key: string): boolean {
  if (strings.has(key) || strings.has(key.replace(/_(one|other)$/, ""))) return true;
  return heads.some((head) => key.startsWith(head));
}

const places = (text: string) =>
  [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).toSorted();

describe("locales", () => {
  it("have the same keys, sorted", () => {
    expect(Object.keys(en)).toEqual(Object.keys(ko));
    expect(Object.keys(ko)).toEqual(Object.keys(ko).toSorted());
  });

  it("have no empty text and the same places in each pair", () => {
    for (const [key, text] of Object.entries(ko)) {
      const other = (en as Record<string, string>)[key] ?? "";
      expect(text.trim(), key).not.toBe("");
      expect(other.trim(), key).not.toBe("");
      expect(places(other), key).toEqual(places(text));
    }
  });

  it("have no key that nothing uses", () => {
    expect(Object.keys(ko).filter((key) => !isForeign(key) && !used(key))).toEqual([]);
  });

  it("have every key that the code names", () => {
    const named = [...code.matchAll(/\bt\(\s*"([a-z][\w.]*)"/g)].map((match) => match[1] ?? "");
    expect(named.filter((key) => !(key in ko))).toEqual([]);
  });
});
