// An HTTP client for tests: keep-alive, JSON in and out, times of both ends, nothing retried.
import http from "node:http";

export class NoAnswer extends Error {}

const milliseconds = () => Math.floor(performance.timeOrigin + performance.now());

export class Client {
  // `judge(request, answer)` is called with every answer; the contract suite passes its validator.
  constructor(base, { token, judge, sockets = 64, deadline = 30_000, headers = {} } = {}) {
    this.base = new URL(base);
    this.token = token;
    this.judge = judge;
    this.deadline = deadline;
    this.headers = headers;
    this.agent = new http.Agent({ keepAlive: true, maxSockets: sockets });
  }

  // The same person at another address.
  at(base) {
    if (this.base.href === new URL(base).href) return this;
    const other = Object.create(this);
    other.base = new URL(base);
    return other;
  }

  // The same connections as another person.
  as(token) {
    const other = Object.create(this);
    other.token = token;
    return other;
  }

  async call(method, path, { json, body, key, ifMatch, headers = {} } = {}) {
    const all = { ...this.headers, ...headers };
    if (this.token) all.authorization = `Bearer ${this.token}`;
    if (key) all["idempotency-key"] = key;
    if (ifMatch !== undefined) all["if-match"] = ifMatch;
    if (json !== undefined) {
      body = JSON.stringify(json);
      all["content-type"] ??= "application/json";
    }
    const request = { method, path, headers: all, body };
    const answer = await this.send(request);
    this.judge?.(request, answer);
    return answer;
  }

  send({ method, path, headers, body }) {
    const sent = milliseconds();
    const bytes = body === undefined ? undefined : Buffer.from(body);
    if (bytes) headers = { ...headers, "content-length": bytes.length };
    return new Promise((resolve, reject) => {
      const refuse = (error) => reject(new NoAnswer(error.message, { cause: { sent } }));
      const options = {
        method,
        path,
        headers,
        agent: this.agent,
        timeout: this.deadline,
        host: this.base.hostname,
        port: this.base.port,
      };
      const request = http.request(options, (response) => {
        // A stream of events has no end: its head is the answer.
        if (response.headers["content-type"]?.startsWith("text/event-stream")) {
          resolve(new Answer(response, Buffer.alloc(0), sent));
          response.destroy();
          return;
        }
        const pieces = [];
        response.on("data", (piece) => pieces.push(piece));
        response.on("error", refuse);
        response.on("end", () => {
          if (!response.complete) return refuse(new Error("the answer was cut"));
          resolve(new Answer(response, Buffer.concat(pieces), sent));
        });
        response.on("aborted", () => refuse(new Error("the answer was cut")));
      });
      request.on("timeout", () => request.destroy(new Error("no answer in time")));
      request.on("error", refuse);
      request.end(bytes);
    });
  }

  get(path, options) {
    return this.call("GET", path, options);
  }
  post(path, json, options) {
    return this.call("POST", path, { json, ...options });
  }
  put(path, json, options) {
    return this.call("PUT", path, { json, ...options });
  }
  delete(path, options) {
    return this.call("DELETE", path, options);
  }
  close() {
    this.agent.destroy();
  }
}

export class Answer {
  constructor(response, bytes, sent) {
    this.status = response.statusCode;
    this.headers = response.headers;
    this.bytes = bytes;
    this.sent = sent;
    this.received = milliseconds();
  }
  get ok() {
    return this.status >= 200 && this.status < 300;
  }
  get text() {
    return this.bytes.toString("utf8");
  }
  get type() {
    return (this.headers["content-type"] ?? "").split(";")[0];
  }
  get json() {
    return (this.parsed ??= this.bytes.length ? JSON.parse(this.text) : undefined);
  }
  get etag() {
    return this.headers.etag;
  }
}
