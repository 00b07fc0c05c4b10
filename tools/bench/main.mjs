// Measures the figures one after another and prints one table. README.md tells what each is held against.
import fs from "node:fs";
import path from "node:path";

import { availability } from "./figures/availability.mjs";
import { booking } from "./figures/booking.mjs";
import { events } from "./figures/events.mjs";
import { growth } from "./figures/growth.mjs";
import { race } from "./figures/race.mjs";
import { search } from "./figures/search.mjs";
import { start } from "./figures/start.mjs";
import { web } from "./figures/web.mjs";
import { Stage } from "./stage.mjs";
import { failed, printTable } from "./table.mjs";

// In the order of the table; `growth` leaves bookings in the folder that `start` wants untouched.
const figures = { book: booking, race, availability, search, events, start, growth, web };

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

const [build, argument] = process.argv.slice(2);
if (!build) {
  console.error("usage: tools/bench/run BUILD_FOLDER [FIGURE[,FIGURE…]]");
  process.exit(2);
}
const names = chosen(argument);
const stage = new Stage(path.resolve(build));
const rows = [];
for (const name of names) rows.push(...(await measure(stage, name)));

const file = path.join(stage.folder, "figures.json");
fs.writeFileSync(file, `${JSON.stringify(rows, null, 2)}\n`);
printTable(rows);
console.log(`\nThe same as JSON: ${path.relative(process.cwd(), file)}`);
process.exit(rows.every((row) => row.holds !== false) ? 0 : 1);
