// Holds what clients were told against each other and against the file that the server left behind.
import { spawnSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { temporaryFolder } from "../support/server.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const checker =
  process.env.TEST_CHECK_HISTORY ??
  path.join(here, "../../build/release/tools/checker/check-history");

// The violations that tools/checker finds; the history is kept when there are any.
export function judge(load) {
  const file = path.join(temporaryFolder("meme-history-"), "history.jsonl");
  fs.writeFileSync(file, load.lines());
  const result = spawnSync(checker, [file, "--clock-tolerance", "50"], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (result.error) throw result.error;
  if (result.status === 0) {
    fs.rmSync(path.dirname(file), { recursive: true });
    return [];
  }
  const lines = (result.stdout + result.stderr).trim().split("\n");
  return [`history kept in ${file}`, ...lines.slice(0, 20)];
}

// The faults of a database that nobody has open (audit/audit.sql and SQLite's own check).
export function audit(data) {
  const database = path.join(data, "meme.db");
  const query = fs.readFileSync(path.join(here, "../audit/audit.sql"), "utf8");
  const ask = (text) => {
    const result = spawnSync("sqlite3", ["-readonly", database], { input: text, encoding: "utf8" });
    return (result.stdout + result.stderr)
      .trim()
      .split("\n")
      .filter((line) => line !== "" && line !== "ok");
  };
  return [...ask(query), ...ask("PRAGMA integrity_check;")];
}
