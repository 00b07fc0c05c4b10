/** One server-sent event. */
export interface ServerEvent {
  id: string;
  name: string;
  data: string;
}

/**
 * Parses a text/event-stream that arrives in arbitrary pieces. An id sticks to later events that carry
 * none, as the standard says; comments (heartbeats) yield nothing.
 */
export class SseParser {
  private rest = "";
  private id = "";
  private passed = "";
  private name = "";
  private lines: string[] = [];

  /** After which event to go on: a block without data is no event, and moves the position all the same. */
  get position(): string {
    return this.passed;
  }

  push(chunk: string): ServerEvent[] {
    this.rest += chunk;
    const events: ServerEvent[] = [];
    for (;;) {
      const match = /\r\n|\n|\r/.exec(this.rest);
      // A lone CR at the end may be the first half of CRLF.
      if (!match || (match[0] === "\r" && match.index === this.rest.length - 1)) return events;
      const line = this.rest.slice(0, match.index);
      this.rest = this.rest.slice(match.index + match[0].length);
      const event = this.line(line);
      if (event) events.push(event);
    }
  }

  private line(line: string): ServerEvent | null {
    if (line === "") return this.dispatch();
    if (line.startsWith(":")) return null;
    const colon = line.indexOf(":");
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? "" : line.slice(colon + 1).replace(/^ /, "");
    if (field === "data") this.lines.push(value);
    else if (field === "event") this.name = value;
    else if (field === "id" && !value.includes("\0")) this.id = value;
    return null;
  }

  private dispatch(): ServerEvent | null {
    const { lines, name } = this;
    this.lines = [];
    this.name = "";
    this.passed = this.id;
    if (lines.length === 0) return null;
    return { id: this.id, name: name || "message", data: lines.join("\n") };
  }
}
