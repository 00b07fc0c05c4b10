// Measures the figures one after another and prints one table. README.md tells what each is held against.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { availability } from "./figures/availability.mjs";
import { booking } from "./figures/booking.mjs";
import { events } from "./figures/events.mjs";
import { growth } from "./figures/growth.mjs";
import { overload } from "./figures/overload.mjs";
import { race } from "./figures/race.mjs";
import { search } from "./figures/search.mjs";
import { start } from "./figures/start.mjs";
import { web } from "./figures/web.mjs";
import { Stage } from "./stage.mjs";
import { failed, tableOf } from "./table.mjs";

// In the order of the table; `growth` leaves bookings in the folder that `start` wants untouched.
const figures = { book: booking, race, availability, search, events, overload, start, growth, web };

function chosen(argument) {
  const names = argument ? argument.split(",") : Object.keys(figures);
  const unknown = names.filter((name) => !figures[name]);
  if (unknown.length === 0) return names;
  console.error(`There is no figure ${unknown.join(", ")}; there are ${Object.keys(figures).join(", ")}.`);
  process.exit(2);
}

async function measure(stage, name) {
  console.error(`\n${name}`);
  try {
    return await figures[name](stage);
  } catch (problem) {
    console.error(`  ${problem.stack}`);
    return [failed(name, problem.message)];
  } finally {
    await stage.stopAll();
  }
}

// A full run of everything is what the documents may quote.
function writeDocument(rows) {
  const document = fileURLToPath(new URL("../../docs/figures.md", import.meta.url));
  const cpus = os.cpus();
  const machine = `${cpus.length} cores of ${cpus[0].model.trim()}, ${Math.round(os.totalmem() / 2 ** 30)} GiB`;
  const day = new Date().toISOString().slice(0, 10);
  const told = `Written by \`make bench\` on ${day}: ${machine}, the load generator on the same machine. Each figure stands
next to the limit that was measured in the same round; tools/bench/README.md says how.`;
  fs.writeFileSync(document, `# Figures\n\n${told}\n\n${tableOf(rows)}\n`);
  console.log(`The same as a document: ${path.relative(process.cwd(), document)}`);
}

const [build, argument] = process.argv.slice(2);
if (!build) {
  console.error("usage: tools/bench/run BUILD_FOLDER [FIGURE[,FIGURE…]]");
  process.exit(2);
}
const names = chosen(argument);
const stage = new Stage(path.resolve(build));
const file = path.join(stage.folder, "figures.json");
const rows = [];
for (const name of names) {
  rows.push(...(await measure(stage, name)));
  fs.writeFileSync(file, `${JSON.stringify(rows, null, 2)}\n`); // what is known so far, should the rest be interrupted
}
console.log(`\n${tableOf(rows)}\n\nThe same as JSON: ${path.relative(process.cwd(), file)}`);
if (!argument && !stage.small) writeDocument(rows);
process.exit(rows.every((row) => row.holds !== false) ? 0 : 1);
