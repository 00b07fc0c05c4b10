import { describe, expect, it } from "vitest";
import { runStream } from "./stream";

function answer(text: string, status = 200): Response {
  return new Response(new TextEncoder().encode(text), { status });
}

/** Runs the stream against scripted answers; it stops after the last one. */
async function run(answers: (Response | Error)[], lastEventId = "") {
  const abort = new AbortController();
  const asked: (string | null)[] = [];
  const log: string[] = [];
  await runStream({
    url: "/v1/events",
    lastEventId,
    signal: abort.signal,
    onOpen: () => log.push("open"),
    onDown: () => log.push("down"),
    onEvent: ({ id, name }) => log.push(`${name} ${id}`),
    onPosition: () => {},
    wait: async (ms) => {
      log.push(ms >= 375 && ms <= 625 ? "short wait" : "long wait");
      if (answers.length === 0) abort.abort();
    },
    fetch: async (_url, init) => {
      asked.push(new Headers(init?.headers).get("last-event-id"));
      const next = answers.shift();
      if (!next || next instanceof Error) throw next ?? new Error("none left");
      return next;
    },
  });
  return { asked, log };
}

describe("runStream", () => {
  it("goes on after the last event it saw", async () => {
    const { asked, log } = await run(
      [
        answer("id: 41\nevent: calendar\ndata: {}\n\n"),
        answer("id: 42\nevent: hold\ndata: {}\n\n"),
      ],
      "40",
    );
    expect(asked).toEqual(["40", "41"]);
    expect(log).toEqual([
      "open",
      "calendar 41",
      "down",
      "short wait",
      "open",
      "hold 42",
      "down",
      "short wait",
    ]);
  });

  it("goes on after the position that a quiet stream told", async () => {
    const { asked } = await run([answer("retry: 2000\nid: 7\n\n"), answer(":\nid: 9\n\n")]);
    expect(asked).toEqual([null, "7"]);
  });

  it("waits longer while the server is away, and starts short again once it answered", async () => {
    const { log } = await run([
      new Error("refused"),
      answer("", 503),
      answer("id: 1\ndata: x\n\n"),
      new Error("refused"),
    ]);
    expect(log.filter((entry) => entry.endsWith("wait"))).toEqual([
      "short wait",
      "long wait",
      "short wait",
      "long wait",
    ]);
  });
});
