// The one-time set-up link of a fresh marketplace, and what whoever runs the machine can do about operators and sessions.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { Client } from "../support/http.mjs";
import { peopleOf } from "../support/people.mjs";
import { Server, attempt, seededFolder, temporaryFolder } from "../support/server.mjs";

const quiet = { "members.dev_sign_in": false };
const linkOf = (text) => text.match(/\/setup#(first|again)=([\w-]{43})\b/);
const take = (client, token, name) => client.post("/v1/setup", { token, ...(name && { name }) });

const statuses = (answers) => answers.map((answer) => answer.status).sort();

test("a fresh marketplace makes its first operator exactly once", async (t) => {
  const data = path.join(temporaryFolder(), "data");
  const server = await Server.start({ data, settings: quiet });
  t.after(() => server.kill());
  const [, kind, token] = linkOf(server.lines.join("\n"));
  assert.equal(kind, "first");
  const visitor = new Client(server.url);
  assert.equal(
    (await visitor.get("/setup", { headers: { accept: "text/html" } })).status,
    200,
    "the page",
  );
  assert.equal((await take(visitor, "nonsense")).status, 410);
  assert.equal((await take(visitor, token)).status, 200);

  const late = await Promise.all(Array.from({ length: 8 }, () => take(visitor, token, "late")));
  assert.deepEqual(statuses(late), Array(8).fill(410));
  await server.stop();

  for (const file of fs.readdirSync(data)) {
    assert.ok(!fs.readFileSync(path.join(data, file)).includes(token), `${file} holds the token`);
  }
  assert.ok(!server.lines.some((line) => line.startsWith("{") && line.includes(token)), "logged");
  const again = await Server.start({ data, settings: quiet });
  assert.equal(linkOf(again.lines.join("\n")), null);
  await again.stop();
});

test("of many who open the link at once, one becomes the operator", async (t) => {
  const data = path.join(temporaryFolder(), "data");
  const server = await Server.start({ data, settings: quiet });
  t.after(() => server.kill());
  const [, , token] = linkOf(server.lines.join("\n"));
  const visitor = new Client(server.url);
  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, i) => take(visitor, token, `person ${i}`)),
  );
  assert.deepEqual(statuses(answers), [200, ...Array(15).fill(410)]);
  const won = answers.find((answer) => answer.status === 200).json;
  assert.deepEqual(won.member.roles, ["customer", "operator"]);
  const session = (await visitor.as(won.token).get("/v1/session")).json;
  assert.equal(session.member.name, won.member.name);
  await server.stop();
  assert.match(
    attempt("admin", "people", "--operators", `--data=${data}`).out,
    /c-o person \d+\n$/,
  );
});

test("whoever runs the machine makes operators and ends sessions", async (t) => {
  const data = await seededFolder({ artists: 3 });
  const start = () => Server.start({ data });
  let server = await start();
  t.after(() => server.kill());
  const people = await peopleOf(server.url);
  const [operator] = await people.operators(1);
  const [ann, bo] = await people.customers(2);
  const id = ann.person.id;

  assert.match(
    attempt("admin", "people", `--search=${ann.person.name}`, `--data=${data}`).out,
    new RegExp(`${id} +c--`),
  );
  const busy = attempt("admin", "make-operator", id, `--data=${data}`);
  assert.equal(busy.status, 1);
  assert.match(busy.problem, /in use by another meme process; stop that first/);
  await server.stop();

  const done = (...words) => {
    const told = attempt("admin", ...words, `--data=${data}`);
    assert.equal(told.status, 0, told.problem);
    return told.out;
  };
  done("make-operator", id);
  const [, kind, token] = linkOf(done("reset", id));
  assert.equal(kind, "again");
  done("sign-out", bo.person.id);
  done("rotate-key");
  server = await start();
  const signedIn = async (client) => (await client.at(server.url).get("/v1/session")).json.signedIn;
  assert.equal(await signedIn(operator), true, "an old key verifies for a while");
  assert.equal(await signedIn(bo), false);
  const visitor = new Client(server.url);
  const taken = (await take(visitor, token)).json;
  assert.equal(taken.member.id, id);
  assert.ok(taken.member.roles.includes("operator"));
  assert.equal((await take(visitor, token)).status, 410);
  await server.stop();

  done("remove-operator", id);
  server = await start();
  assert.equal(await signedIn(visitor.as(taken.token)), false);
  assert.equal(await signedIn(operator), true);
  await server.stop();
  done("sign-out", "--all");
  server = await start();
  assert.equal(await signedIn(operator), false);
  await server.stop();
});
