// One connection whose bytes a test controls: a request can be held back before its last byte.
import net from "node:net";

export function requestBytes(method, path, { token, key, ifMatch, json } = {}) {
  const body = json === undefined ? "" : JSON.stringify(json);
  const head = [
    `${method} ${path} HTTP/1.1`,
    "Host: localhost",
    `Authorization: Bearer ${token}`,
    ...(key ? [`Idempotency-Key: ${key}`] : []),
    ...(ifMatch ? [`If-Match: ${ifMatch}`] : []),
    ...(json === undefined ? [] : ["Content-Type: application/json"]),
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${body}`);
}

// Sends these bytes, which are not all, and hangs up.
export function cutRequest(port, bytes) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: "127.0.0.1", noDelay: true });
    socket.on("error", reject);
    socket.on("close", resolve);
    socket.write(bytes, () => socket.resetAndDestroy());
  });
}

// Sends a request and hangs up once `count` bytes of the answer have come. Whether that was all of it.
export function cutAnswer(port, bytes, count) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: "127.0.0.1" });
    let answer = Buffer.alloc(0);
    const look = () => {
      const whole = answer.length >= lengthOf(answer) && answer.length <= count;
      if (!whole && answer.length < count) return;
      socket.resetAndDestroy();
      resolve(whole);
    };
    socket.on("data", (piece) => {
      answer = Buffer.concat([answer, piece]);
      look();
    });
    socket.on("error", reject);
    socket.write(bytes, look);
  });
}

// Of the first answer in these bytes, as far as its head tells.
function lengthOf(bytes) {
  const head = bytes.indexOf("\r\n\r\n");
  if (head < 0) return Infinity;
  const text = bytes.subarray(0, head).toString("latin1");
  return head + 4 + Number(text.match(/content-length: *(\d+)/i)?.[1] ?? 0);
}

export class Line {
  static open(port, client) {
    return new Promise((resolve, reject) => {
      const line = new Line();
      line.client = client;
      line.received = Buffer.alloc(0);
      line.socket = net.connect({ port, host: "127.0.0.1", noDelay: true }, () => resolve(line));
      line.socket.on("data", (piece) => line.take(piece));
      line.socket.on("error", (error) => (line.waiting?.reject ?? reject)(error));
      line.socket.on("close", () => line.waiting?.reject(new Error("the server hung up")));
    });
  }

  // Sends all of a request but its last byte.
  prepare(method, path, options) {
    const bytes = requestBytes(method, path, { token: this.client.token, ...options });
    this.last = bytes.subarray(bytes.length - 1);
    this.socket.write(bytes.subarray(0, bytes.length - 1));
  }

  // Sends the last byte and waits for the answer.
  release() {
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(this.last);
    });
  }

  take(piece) {
    this.received = Buffer.concat([this.received, piece]);
    const end = lengthOf(this.received);
    if (this.received.length < end) return;
    const text = this.received.subarray(0, end).toString("utf8");
    const body = text.slice(text.indexOf("\r\n\r\n") + 4);
    this.received = this.received.subarray(end);
    const { resolve } = this.waiting;
    this.waiting = undefined;
    resolve({
      status: Number(text.split(" ", 2)[1]),
      text: body,
      json: body ? JSON.parse(body) : undefined,
    });
  }

  close() {
    this.socket.destroy();
  }
}
