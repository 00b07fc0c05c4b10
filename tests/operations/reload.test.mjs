// SIGHUP: what can change at once does, the rest is said to need a restart, and nonsense changes nothing. And what a service
// manager is told.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { Client } from "../support/http.mjs";
import { Server, binary, seededFolder, temporaryFolder } from "../support/server.mjs";
import { eventually } from "../support/wait.mjs";

const events = (server, name) =>
  server.lines
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line))
    .filter((line) => line.event === name);

test("a reload takes over the log's settings and names what needs a restart", async (t) => {
  const data = await seededFolder({ artists: 3 });
  const config = path.join(temporaryFolder(), "meme.conf");
  fs.writeFileSync(config, "booking.hold_ttl = 5m\n");
  const server = await Server.start({ data, settings: { config } });
  t.after(() => server.kill());
  const client = new Client(server.url);
  const reload = async (text, event) => {
    const before = events(server, event).length;
    fs.writeFileSync(config, text);
    server.signal("SIGHUP");
    await eventually(() => events(server, event).length > before, { what: event });
    return events(server, event).at(-1);
  };
  await client.get("/v1/session");
  await eventually(() => events(server, "http.request").length > 0, { what: "a line" });

  const asked = await reload("booking.hold_ttl = 9m\n", "reload.needs_restart");
  assert.deepEqual([asked.setting, asked.holds, asked.asked], ["booking.hold_ttl", "5m", "9m"]);
  await reload("booking.hold_ttl = 5m\nhttp.log_lines_per_second = 0\n", "reload.changed");
  const lines = events(server, "http.request").length;
  for (let i = 0; i < 5; ++i) await client.get("/v1/session");
  const refused = await reload(
    "http.log_lines_per_second = 200\nlog.level = loud\n",
    "reload.refused",
  );
  assert.match(refused.problem, /log.level|loud/);
  assert.equal(events(server, "http.request").length, lines, "five requests left no line");
  assert.equal((await client.get("/readyz")).status, 200);
  await server.stop();
});

test("a service manager hears of start, reload and stop", async (t) => {
  const folder = temporaryFolder();
  const socket = path.join(folder, "notify");
  const listener = spawn("/usr/bin/python3", [
    "-uc",
    `
import socket
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind("${socket}")
while True: print(s.recv(4096).decode().replace("\\n", " "))
`,
  ]);
  let heard = "";
  listener.stdout.on("data", (piece) => (heard += piece));
  try {
    await eventually(() => fs.existsSync(socket));
    const server = await Server.start({
      data: await seededFolder({ artists: 3 }),
      env: { NOTIFY_SOCKET: socket },
    });
    t.after(() => server.kill());
    await eventually(() => heard.includes("READY=1"));
    server.signal("SIGHUP");
    await eventually(() => /RELOADING=1 MONOTONIC_USEC=\d+\nREADY=1\n/.test(heard), {
      what: heard,
    });
    await server.stop();
    await eventually(() => heard.endsWith("STOPPING=1\n"), { what: heard });
  } finally {
    listener.kill();
  }
});

test("the service unit is sound", (t) => {
  const unit = new URL("../../deploy/meme.service", import.meta.url);
  const copy = path.join(temporaryFolder(), "meme.service");
  const text = fs.readFileSync(unit, "utf8");
  fs.writeFileSync(copy, text.replace("/usr/local/bin/meme", binary));
  const told = spawnSync("systemd-analyze", ["verify", "--man=no", copy], { encoding: "utf8" });
  if (told.error) return t.skip("there is no systemd-analyze");
  assert.equal(told.status, 0, told.stderr);
  assert.equal(told.stderr, "");
});
