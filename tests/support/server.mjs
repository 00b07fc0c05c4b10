// Starts the real programme on a free port with a data folder of its own, and ends exactly what it started.
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

// The programme refuses variables it does not know, so only those of a test reach it.
const inherited = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith("MEME_")),
);

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const binary = process.env.TEST_BINARY ?? path.join(root, "build/release/meme");

export function temporaryFolder(prefix = "meme-test-") {
  return fs.mkdtempSync(path.join(os.tmpdir(), prefix));
}

const started = new Set();
process.on("exit", () => {
  for (const child of started) child.kill("SIGKILL");
});

// Runs a command of the programme to its end; throws with what it printed when it fails.
export function run(words, { env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, words, { env: { ...inherited, ...env } });
    let text = "";
    child.stdout.on("data", (piece) => (text += piece));
    child.stderr.on("data", (piece) => (text += piece));
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0
        ? resolve(text)
        : reject(new Error(`meme ${words.join(" ")} ended with ${code}:\n${text}`)),
    );
  });
}

// The same, whatever its end is.
export function attempt(...words) {
  const { status, stdout, stderr } = spawnSync(binary, words, {
    env: inherited,
    encoding: "utf8",
    maxBuffer: 1 << 28, // an export is long
  });
  return { status, out: stdout, problem: stderr };
}

// One demonstration marketplace for all tests of a run, copied for each of them.
const templates = new Map();
export async function seededFolder({ artists = 12 } = {}) {
  if (!templates.has(artists)) templates.set(artists, makeTemplate(artists));
  const copy = temporaryFolder();
  fs.cpSync(await templates.get(artists), copy, { recursive: true });
  return copy;
}

async function makeTemplate(artists) {
  const folder = path.join(temporaryFolder("meme-template-"), "data");
  await run(["seed", "--demo", "--artists", String(artists), "--years", "1", `--data=${folder}`]);
  process.on("exit", () => fs.rmSync(path.dirname(folder), { recursive: true, force: true }));
  return folder;
}

export class Server {
  // `before` are words put before the programme, such as ["faketime", "+1h"] or ["strace", …].
  static async start({ data, settings = {}, env = {}, before = [], within = 60_000 } = {}) {
    const server = new Server();
    server.ownsData = data === undefined;
    server.data = data ?? (await seededFolder());
    const flags = {
      data: server.data,
      "http.port": 0,
      "members.dev_sign_in": true,
      "log.form": "json",
      ...settings,
    };
    const words = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
    const line = [...before, binary, "serve", ...words];
    server.began = performance.now();
    server.child = spawn(line[0], line.slice(1), {
      env: { ...inherited, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    started.add(server.child);
    server.exited = new Promise((resolve) =>
      server.child.on("close", (code, signal) => {
        started.delete(server.child);
        server.ended = { code, signal };
        resolve(server.ended);
      }),
    );
    await server.listening(within);
    return server;
  }

  lines = [];

  // Resolves when the log tells the port; rejects when the programme ends before.
  listening(within) {
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`not listening:\n${this.log}`)), within);
      let rest = "";
      const read = (piece) => {
        rest += piece;
        const lines = rest.split("\n");
        rest = lines.pop();
        for (const line of lines) this.note(line, () => (clearTimeout(late), resolve(this)));
      };
      this.child.stdout.on("data", read);
      this.child.stderr.on("data", read);
      this.child.on("error", reject);
      this.exited.then((ended) => {
        clearTimeout(late);
        reject(
          new Error(`it ended (${ended.code ?? ended.signal}) before it listened:\n${this.log}`),
        );
      });
    });
  }

  note(line, listens) {
    this.lines.push(line);
    if (this.lines.length > 5_000) this.lines.splice(0, 2_500);
    const found = line.includes("server.listening") && line.match(/"port":\s*(\d+)/);
    if (!found || this.port) return;
    this.port = Number(found[1]);
    this.url = `http://127.0.0.1:${this.port}`;
    this.startMilliseconds = performance.now() - this.began;
    this.pid = this.child.pid;
    listens();
  }

  get log() {
    return this.lines.slice(-60).join("\n");
  }

  // Ends in the orderly way; the exit code must be 0.
  async stop() {
    if (!this.ended) this.child.kill("SIGTERM");
    const { code, signal } = await this.exited;
    this.removeData();
    if (code !== 0) throw new Error(`it ended with ${code ?? signal}:\n${this.log}`);
  }

  async kill() {
    this.child.kill("SIGKILL");
    await this.exited;
  }

  // A tool that is attached to the server; `end()` detaches it.
  attach(tool, words) {
    const child = spawn(tool, words, { stdio: "ignore" });
    started.add(child);
    const ended = new Promise((resolve) => child.on("close", resolve));
    return {
      end: async () => {
        child.kill("SIGINT");
        await ended;
        started.delete(child);
      },
    };
  }

  signal(name) {
    this.child.kill(name);
  }

  removeData() {
    if (this.ownsData) fs.rmSync(this.data, { recursive: true, force: true });
  }
}
