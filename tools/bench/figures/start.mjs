// Starting with everything that a large marketplace has, from cold and from warm files.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { quietRound } from "../quiet.mjs";
import { row } from "../table.mjs";

export const large = (stage) => ({
  artists: stage.size(1_000_000, 2000), reservations: stage.size(10_000_000, 20_000),
});

// Takes the files out of the page cache.
function forget(folder) {
  for (const name of fs.readdirSync(folder)) {
    const file = path.join(folder, name);
    if (!fs.statSync(file).isFile()) continue;
    execFileSync("dd", [`if=${file}`, "iflag=nocache", "count=0"], { stdio: "ignore" });
  }
}

async function startOnce(stage, data) {
  const server = await stage.serve(data);
  const memory = server.memory();
  const seconds = server.readySeconds;
  await server.stop();
  return { seconds, memory };
}

export async function start(stage) {
  const data = await stage.seeded(large(stage));
  const round = await quietRound(async () => {
    forget(data);
    const cold = await startOnce(stage, data);
    const warm = await startOnce(stage, data);
    return { cold, warm };
  });
  const { artists, reservations } = large(stage);
  const what = `with ${artists} artists and ${reservations} reservations`;
  const peak = Math.max(round.cold.memory.peak, round.warm.memory.peak);
  return [
    row({
      name: "start_seconds", what: `start ${what}, files cold`, value: round.cold.seconds, unit: "s",
      limit: round.warm.seconds, against: "files warm", reach: "< 10 s", holds: round.cold.seconds < 10,
      quiet: round.quiet, detail: { cold: round.cold, warm: round.warm },
    }),
    row({
      name: "start_memory", what: `memory at most ${what}`, value: peak / 1e9, unit: "GB",
      against: "", reach: "≤ 4 GB", holds: peak <= 4e9, quiet: round.quiet,
    }),
  ];
}
