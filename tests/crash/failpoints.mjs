// Every failpoint on the way of a write, as the source names them.
import { execSync } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const source = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../../src");

export function failpointsOfWrites() {
  const pattern =
    'MEME_FAILPOINT\\("(booking\\.|outbox\\.|sql\\.(commit|batch|checkpoint))[^"]*"\\)';
  const found = execSync(`grep -rhoE '${pattern}' ${source} --include=*.cc --include=*.h`, {
    encoding: "utf8",
  });
  return [
    ...new Set(
      found
        .trim()
        .split("\n")
        .map((line) => line.match(/"([^"]+)"/)[1]),
    ),
  ].sort();
}
