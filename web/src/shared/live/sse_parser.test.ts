import { describe, expect, it } from "vitest";
import { SseParser } from "./sse_parser";

const TEXT = [
  ": heartbeat",
  "",
  "id: 7",
  "event: calendar",
  'data: {"a":1}',
  "",
  "data: one",
  "data:two",
  "",
  "event: empty",
  "",
  "",
].join("\n");

const EXPECTED = [
  { id: "7", name: "calendar", data: '{"a":1}' },
  { id: "7", name: "message", data: "one\ntwo" },
];

describe("SseParser", () => {
  it("reads events, keeps the id and skips comments and events without data", () => {
    expect(new SseParser().push(TEXT)).toEqual(EXPECTED);
  });

  it("reads the same however the bytes are cut, with any line ending", () => {
    for (const text of [TEXT, TEXT.replaceAll("\n", "\r\n")]) {
      for (let cut = 0; cut <= text.length; cut++) {
        const parser = new SseParser();
        const events = [...parser.push(text.slice(0, cut)), ...parser.push(text.slice(cut))];
        expect(events, `cut at ${cut}`).toEqual(EXPECTED);
      }
    }
  });

  it("moves on past a block that has nothing but an id, once it is whole", () => {
    const parser = new SseParser();
    parser.push(":\nid: 8\n");
    expect(parser.position).toBe("");
    expect(parser.push("\n")).toEqual([]);
    expect(parser.position).toBe("8");
  });

  it("holds back an event whose end has not come", () => {
    const parser = new SseParser();
    expect(parser.push("data: x\n")).toEqual([]);
    expect(parser.push("\n")).toHaveLength(1);
  });
});
