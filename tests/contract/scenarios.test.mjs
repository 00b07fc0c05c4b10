// Property 20: what the scenarios of tests/scenarios are answered is held against the programme's own description.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { Contract } from "../support/contract.mjs";
import { figure } from "../support/figure.mjs";
import { Answer } from "../support/http.mjs";
import { attempt, temporaryFolder } from "../support/server.mjs";

const scenarios = process.env.TEST_SCENARIOS;

test("every answer of every scenario is described", { timeout: 120_000 }, () => {
  const folder = temporaryFolder();
  const file = path.join(folder, "answers.jsonl");
  const played = spawnSync(scenarios, ["--gtest_filter=*_in_memory", "--gtest_brief=1"], {
    env: { ...process.env, MEME_TEST_ANSWERS: file },
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  assert.equal(played.status, 0, played.stdout);
  const contract = new Contract(JSON.parse(attempt("openapi").out));
  const lines = fs
    .readFileSync(file, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  for (const { method, path: target, status, type, body } of lines) {
    const answer = new Answer(
      { statusCode: status, headers: { "content-type": type } },
      Buffer.from(body),
    );
    contract.judge({ method, path: target }, answer);
  }
  fs.rmSync(folder, { recursive: true });
  figure(20, `${lines.length} answers of scenarios`, `${contract.faults.length} invalid`);
  assert.ok(lines.length > 500, "hardly anything was asked");
  assert.deepEqual(contract.faults.slice(0, 10), []);
});
