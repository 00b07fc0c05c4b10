// First load of the booker on a phone, by the browser tests' own programme.
import { execFile } from "node:child_process";
import fs from "node:fs";
import { fileURLToPath } from "node:url";

import { quietRound } from "../quiet.mjs";
import { row } from "../table.mjs";

const programme = fileURLToPath(new URL("../../../tests/browser/lighthouse.mjs", import.meta.url));

// It also ends with 1 when a figure is missed; its answer counts all the same.
function lighthouse(url) {
  return new Promise((resolve, reject) => {
    execFile("node", [programme, "--url", url], { maxBuffer: 1 << 26 }, (problem, stdout) => {
      try {
        resolve(JSON.parse(stdout).results.booker);
      } catch {
        reject(problem ?? new Error("lighthouse.mjs printed no figures"));
      }
    });
  });
}

export async function web(stage) {
  if (!fs.existsSync(programme)) throw new Error("tests/browser/lighthouse.mjs is not there");
  const data = await stage.seeded({ artists: 300, reservations: 3000 });
  const found = await quietRound(async () => {
    const server = await stage.serve(stage.fresh(data));
    const booker = await lighthouse(`http://127.0.0.1:${server.port}`);
    await server.stop();
    return booker;
  });
  const { quiet } = found;
  return [
    row({
      name: "web_javascript", what: "compressed JavaScript of the booker's first load, phone",
      value: found.scriptKilobytes, unit: "kB", reach: "≤ 170 kB", holds: found.scriptKilobytes <= 170, quiet,
    }),
    row({
      name: "web_performance", what: "Lighthouse performance of the booker, phone",
      value: found.performance, unit: "", reach: "≥ 90", holds: found.performance >= 90, quiet, detail: found,
    }),
    row({
      name: "web_accessibility", what: "Lighthouse accessibility of the booker, phone",
      value: found.accessibility, unit: "", reach: "= 100", holds: found.accessibility === 100, quiet,
    }),
  ];
}
