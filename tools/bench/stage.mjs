// Starts and stops what the figures need: data folders, servers, the load generator.
import { execFile, spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);
const startDeadlineSeconds = 120;

// What is measured runs with its defaults, whatever MEME_… settings the caller has.
const plainEnvironment = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith("MEME_")),
);

export class Stage {
  constructor(build) {
    this.build = build;
    this.folder = path.join(build, "bench");
    this.small = Boolean(process.env.MEME_BENCH_SMALL);
    this.running = new Set();
    fs.mkdirSync(this.folder, { recursive: true });
  }

  // Sizes for a look at the programmes themselves; such figures mean nothing.
  size(full, small) {
    return this.small ? small : full;
  }

  programme(name) {
    const places = ["", "src/sql", "src/http", "src/booking", "tools/loadgen"];
    const found = places.map((place) => path.join(this.build, place, name)).find((file) => fs.existsSync(file));
    if (!found) throw new Error(`${name} is not built in ${this.build}`);
    return found;
  }

  async call(name, args, extra = {}) {
    const env = { ...plainEnvironment, ...extra };
    const { stdout } = await run(this.programme(name), args, { maxBuffer: 1 << 28, env });
    return stdout;
  }

  // A seeded data folder of that size, made once a day: free times lie in the days ahead.
  async seeded({ artists, reservations }) {
    const today = new Date().toISOString().slice(0, 10);
    const folder = path.join(this.folder, `data-${today}-${artists}-${reservations}`);
    if (fs.existsSync(path.join(folder, "seeded"))) return folder;
    this.#forgetOtherDays(today);
    fs.rmSync(folder, { recursive: true, force: true });
    console.error(`  seeding ${artists} artists, ${reservations} reservations`);
    const counts = ["--artists", artists, "--years", "3", "--reservations", reservations];
    await this.call("meme", ["seed", "--demo", ...counts.map(String), `--data=${folder}`]);
    fs.writeFileSync(path.join(folder, "seeded"), "");
    return folder;
  }

  #forgetOtherDays(today) {
    for (const name of fs.readdirSync(this.folder)) {
      const old = name.startsWith("data-") && !name.startsWith(`data-${today}`);
      if (old) fs.rmSync(path.join(this.folder, name), { recursive: true });
    }
  }

  // A copy that a round may write to.
  fresh(folder) {
    const copy = path.join(this.folder, "round");
    fs.rmSync(copy, { recursive: true, force: true });
    fs.cpSync(folder, copy, { recursive: true, mode: fs.constants.COPYFILE_FICLONE });
    return copy;
  }

  // The marketplace on any free port: {url, host, pid, readySeconds, stop()}.
  async serve(folder, flags = []) {
    const port = await freePort();
    const log = fs.openSync(path.join(this.folder, "serve.log"), "w");
    const args = ["serve", `--data=${folder}`, `--http.port=${port}`, "--members.dev_sign_in=true", ...flags];
    const started = process.hrtime.bigint();
    const child = spawn(this.programme("meme"), args, { stdio: ["ignore", log, log], env: plainEnvironment });
    const server = this.#keep(child, port);
    await server.ready("/readyz");
    server.readySeconds = Number(process.hrtime.bigint() - started) / 1e9;
    return server;
  }

  // A bare Beast server that answers everything with so many bytes.
  async serveBare(bytes) {
    const port = await freePort();
    const child = spawn(this.programme("bare_beast_server"), [String(port), String(bytes)], { stdio: "ignore" });
    const server = this.#keep(child, port);
    await server.ready("/");
    return server;
  }

  #keep(child, port) {
    const server = new RunningServer(child, port);
    this.running.add(server);
    child.once("exit", () => this.running.delete(server));
    return server;
  }

  async stopAll() {
    for (const server of [...this.running]) await server.stop();
  }

  // One scenario of tools/loadgen; gives its JSON.
  async load(scenario, server, flags = {}) {
    const args = Object.entries(flags).map(([name, value]) => `--${name}=${value}`);
    const target = [`--server=127.0.0.1:${server.port}`, `--own=${process.pid}`];
    return JSON.parse(await this.call("loadgen", [scenario, ...target, ...args]));
  }
}

class RunningServer {
  constructor(child, port) {
    this.child = child;
    this.pid = child.pid;
    this.port = port;
    this.ended = new Promise((resolve) => child.once("exit", resolve));
  }

  async ready(target) {
    const patience = Date.now() + startDeadlineSeconds * 1000;
    while (Date.now() < patience) {
      if (this.child.exitCode !== null) throw new Error(`the server ended with ${this.child.exitCode}`);
      const answer = await fetch(`http://127.0.0.1:${this.port}${target}`).catch(() => null);
      await answer?.arrayBuffer();
      if (answer?.ok) return;
      await pause(5);
    }
    throw new Error(`the server was not ready within ${startDeadlineSeconds} seconds`);
  }

  // Bytes of memory: now, and at most so far.
  memory() {
    const status = fs.readFileSync(`/proc/${this.pid}/status`, "latin1");
    const of = (name) => Number(new RegExp(`${name}:\\s+(\\d+) kB`).exec(status)[1]) * 1024;
    return { now: of("VmRSS"), peak: of("VmHWM") };
  }

  async stop() {
    this.child.kill("SIGTERM");
    const patience = setTimeout(() => this.child.kill("SIGKILL"), 30_000);
    await this.ended;
    clearTimeout(patience);
  }
}

async function freePort() {
  const { createServer } = await import("node:net");
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
