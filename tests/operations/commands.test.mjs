// Every command says what it is, refuses what it cannot use with a sentence, and completes in bash.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { attempt, binary, seededFolder, temporaryFolder } from "../support/server.mjs";

const commands = attempt("help")
  .out.split("\n")
  .map((line) => line.match(/^ {2}meme (\S+)/)?.[1])
  .filter(Boolean);
const data = await seededFolder({ artists: 3 });
test.after(() => fs.rmSync(data, { recursive: true }));

test("every command has a help page", () => {
  assert.ok(commands.includes("backup") && commands.includes("admin"));
  for (const command of commands) {
    for (const flag of ["--help", "-h"]) {
      const told = attempt(command, flag);
      assert.equal(told.status, 0, told.problem);
      assert.match(told.out, new RegExp(`meme ${command}`));
    }
  }
});

test("what cannot be used is refused with a sentence and status 2", () => {
  const unusable = [
    ["frobnicate"],
    ["serve", "somewhere"],
    ["serve", "--data"],
    ["serve", "--http.prot=1"],
    ["backup"],
    ["backup", "frobnicate"],
    ["backup", "create", "--to"],
    ["backup", "create", "extra"],
    ["backup", "verify"],
    ["restore"],
    ["restore", "a", "b"],
    ["export", "everything"],
    ["export", "person"],
    ["export", "person", "ann", `--data=${data}`],
    ["export", "reservations", "--format=xml"],
    ["admin"],
    ["admin", "frobnicate", `--data=${data}`],
    ["admin", "make-operator", `--data=${data}`],
    ["admin", "sign-out", "somebody", `--data=${data}`],
    ["completion", "fish"],
  ];
  for (const words of unusable) {
    const told = attempt(...words);
    assert.equal(told.status, 2, `${words.join(" ")}: ${told.out}${told.problem}`);
    assert.equal(told.out, "", words.join(" "));
    assert.match(told.problem, /\w+ \w+ \w+/, words.join(" "));
  }
});

test("what cannot be done ends with status 1 and says why", () => {
  const nowhere = path.join(temporaryFolder(), "nothing");
  for (const words of [
    ["backup", "create", `--data=${nowhere}`],
    ["backup", "verify", nowhere],
    ["restore", nowhere, `--data=${data}`],
    ["export", "reservations", `--data=${nowhere}`],
    ["export", "person", "mem_zzzz", `--data=${data}`],
    ["admin", "people", `--data=${nowhere}`],
    ["serve", `--data=${data}`, "--http.address=192.0.2.1", "--log.level=error"],
    ["admin", "make-operator", "mem_zzzz", `--data=${data}`],
  ]) {
    const told = attempt(...words);
    assert.equal(told.status, 1, words.join(" "));
    assert.equal(told.out, "", words.join(" "));
    assert.match(told.problem, /no |not /, words.join(" "));
  }
  assert.ok(!fs.existsSync(nowhere), "looking made nothing");
});

test("bash completes commands, their words and the settings they take", () => {
  const completed = (...words) => {
    const list = words.map((word) => `'${word}'`).join(" ");
    const script = `source <('${binary}' completion bash); COMP_WORDS=(${list}); COMP_CWORD=${words.length - 1}
      compopt() { :; }; _meme; echo "\${COMPREPLY[@]}"`;
    return spawnSync("bash", ["-c", script], { encoding: "utf8" }).stdout.trim().split(" ");
  };
  assert.deepEqual(completed("meme", "bac"), ["backup"]);
  assert.deepEqual(completed("meme", "backup", "cr"), ["create"]);
  assert.deepEqual(completed("meme", "admin", "rotate"), ["rotate-key"]);
  assert.ok(completed("meme", "serve", "--http.").includes("--http.port="));
  assert.deepEqual(completed("meme", "restore", "--http."), [""]);
});

test("export tells all there is of a person and of all reservations", () => {
  const ask = (text) =>
    spawnSync("sqlite3", ["-readonly", path.join(data, "meme.db"), text], {
      encoding: "utf8",
    }).stdout.trim();
  const count = Number(ask("SELECT count(*) FROM reservation"));
  assert.ok(count > 10);
  const json = attempt("export", "reservations", `--data=${data}`);
  const rows = JSON.parse(json.out);
  assert.equal(rows.length, count);
  assert.match(rows[0].start, /^\d{4}-\d\d-\d\dT/);
  const file = path.join(temporaryFolder(), "all.csv");
  const csv = attempt("export", "reservations", "--format=csv", "--out", file, `--data=${data}`);
  assert.equal(csv.status, 0, csv.problem);
  assert.equal(fs.readFileSync(file, "utf8").split("\r\n").length, count + 2);
  assert.equal(fs.statSync(file).mode & 0o077, 0);
  assert.equal(attempt("export", "reservations", "--out", file, `--data=${data}`).status, 1);

  const customer = rows[0].customerId;
  const person = JSON.parse(attempt("export", "person", customer, `--data=${data}`).out);
  assert.equal(person.member.id, customer);
  const theirs = rows.filter((row) => row.customerId === customer);
  assert.deepEqual(person.reservations, theirs);
  assert.ok(person.history.length >= theirs.length);
});

test("the doctor ends with 1 when something failed, and says what to do", () => {
  const well = attempt("doctor", "--full", `--data=${data}`);
  assert.equal(well.status, 0, well.out);
  assert.match(well.out, /every page was read/);
  const told = attempt("doctor", `--data=${data}`, "--http.address=nonsense", "--http.prot=1");
  assert.equal(told.status, 1);
  assert.match(told.out, /FAIL {2}settings .*http\.port/);
  assert.match(told.out, /FAIL {2}port .*choose others/);
});
