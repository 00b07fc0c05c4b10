// Property 19, for backups: made while people book, they hold everything that was acknowledged before, whole. A damaged database
// is refused until one of them is restored.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { audit } from "../crash/verdict.mjs";
import { contact, freeSlots, freshKey, peopleOf } from "../support/people.mjs";
import { eventually } from "../support/wait.mjs";
import { Server, attempt, run, seededFolder, temporaryFolder } from "../support/server.mjs";

const hashOf = (file) => createHash("sha256").update(fs.readFileSync(file)).digest("hex");
const databaseIn = (data) => path.join(data, "meme.db");

// People who book and cancel until they are told to stop; what they were told, in order.
class Crowd {
  booked = [];
  stopped = false;

  async begin(server) {
    const people = await peopleOf(server.url);
    const customers = await people.customers(6);
    const { items } = (await customers[0].get("/v1/search?limit=30")).json;
    const portfolios = items
      .map((item) => item.portfolio)
      .filter(({ place, mode }) => place !== "visit" && mode === "instant");
    this.work = customers.map((customer, i) =>
      this.book(customer, portfolios[i % portfolios.length]),
    );
  }

  // A time that was cancelled is free again, so that there is no end to it.
  async book(customer, portfolio) {
    const slots = await freeSlots(customer, portfolio.id, { days: 60 });
    assert.notEqual(slots.length, 0);
    for (let i = 0; !this.stopped; ++i) {
      const { start } = slots[i % slots.length];
      const body = { portfolioId: portfolio.id, start, place: "shop", contact: contact() };
      const answer = await customer.post("/v1/reservations", body, { key: freshKey() });
      if (answer.status !== 201) continue;
      const { id, version } = answer.json;
      this.booked.push(id);
      const cancel = { key: freshKey(), ifMatch: `"${version}"` };
      await customer.post(`/v1/reservations/${id}/cancel`, {}, cancel);
    }
  }

  async end() {
    this.stopped = true;
    await Promise.all(this.work);
  }
}

const idsIn = (data) =>
  new Set(
    JSON.parse(attempt("export", "reservations", `--data=${data}`).out || "[]").map((r) => r.id),
  );

const missing = (data, ids) => {
  const there = idsIn(data);
  return ids.filter((id) => !there.has(id));
};

// While the crowd books; with all that was acknowledged before the command began, and a plain copy of
// the file at that time.
async function backupOnceThereIsMore(server, crowd) {
  const known = crowd.booked.length;
  const second = Math.floor(Date.now() / 1_000); // backups are named by it
  const goesOn = () => crowd.booked.length > known + 20 && Math.floor(Date.now() / 1_000) > second;
  await eventually(goesOn, { within: 20_000, what: "bookings" });
  const before = crowd.booked.slice();
  const plain = path.join(temporaryFolder(), "data");
  fs.mkdirSync(plain);
  fs.copyFileSync(databaseIn(server.data), databaseIn(plain));
  const told = await run(["backup", "create", `--data=${server.data}`]);
  return { backup: told.trim().split("\n").at(-1), before, plain };
}

test(
  "a backup made under load holds all that was acknowledged before it",
  { timeout: 120_000 },
  async (t) => {
    // A log that is copied late, so that the control below has something to lose.
    const settings = { "database.log_idle_kb": 65536 };
    const server = await Server.start({ data: await seededFolder({ artists: 12 }), settings });
    t.after(() => server.kill());
    const crowd = new Crowd();
    await crowd.begin(server);
    const made = [];
    try {
      for (let i = 0; i < 3; ++i) made.push(await backupOnceThereIsMore(server, crowd));
    } finally {
      await crowd.end();
    }
    await server.kill();

    // The control: a plain copy of the file is no backup.
    const lost = made.map(({ plain, before }) => missing(plain, before).length);
    assert.ok(Math.max(...lost) > 0, "plain copies lost nothing: too little was booked");
    for (const { backup, before } of made) {
      assert.equal(attempt("backup", "verify", backup).status, 0);
      const data = path.join(temporaryFolder(), "data");
      const told = attempt("restore", backup, `--data=${data}`);
      assert.equal(told.status, 0, told.problem);
      assert.deepEqual(missing(data, before), []);
      assert.deepEqual(audit(data), []);
    }
    const data = path.join(temporaryFolder(), "data");
    assert.equal(attempt("restore", made[2].backup, `--data=${data}`).status, 0);
    const again = await Server.start({ data });
    await again.stop();
  },
);

test("a damaged database does not start, says how to restore, and is kept aside", async () => {
  const data = await seededFolder({ artists: 12 });
  const backup = attempt("backup", "create", `--data=${data}`).out.trim();
  const file = fs.openSync(databaseIn(data), "r+");
  fs.writeSync(file, Buffer.alloc(64 * 1024, 0xa5), 0, 64 * 1024, 5 * 4096);
  fs.closeSync(file);
  const damaged = hashOf(databaseIn(data));

  await assert.rejects(Server.start({ data }), /is damaged[^]*meme restore BACKUP --force/);
  assert.equal(hashOf(databaseIn(data)), damaged, "a refused start changes nothing");
  const doctor = attempt("doctor", `--data=${data}`);
  assert.equal(doctor.status, 1);
  assert.match(doctor.out, /FAIL {2}database .*meme restore/);

  const dry = attempt("restore", backup, "--dry-run", "--force", `--data=${data}`);
  assert.equal(dry.status, 0, dry.problem);
  assert.equal(hashOf(databaseIn(data)), damaged);
  assert.equal(attempt("restore", backup, `--data=${data}`).status, 1, "without --force");
  assert.equal(attempt("restore", backup, "--force", `--data=${data}`).status, 0);
  const aside = fs.readdirSync(data).find((name) => name.startsWith("meme.db.replaced-"));
  assert.equal(hashOf(path.join(data, aside)), damaged);
  const server = await Server.start({ data });
  const refused = attempt("restore", backup, "--force", `--data=${data}`);
  assert.equal(refused.status, 1);
  assert.match(refused.problem, /in use/);
  await server.stop();
});

test("a backup that changed is not restored", async () => {
  const data = await seededFolder({ artists: 3 });
  const to = temporaryFolder();
  const mode = fs.statSync(to).mode;
  const backup = attempt("backup", "create", "--to", to, `--data=${data}`).out.trim();
  assert.equal(fs.statSync(to).mode, mode, "a folder that was there keeps its rights");
  fs.appendFileSync(databaseIn(backup), "x");
  assert.equal(attempt("backup", "verify", backup).status, 1);
  const before = hashOf(databaseIn(data));
  assert.equal(attempt("restore", backup, "--force", `--data=${data}`).status, 1);
  assert.equal(hashOf(databaseIn(data)), before);
});
