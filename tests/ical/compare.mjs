// compare EXPAND CORPUS: reads the corpus and random calendars with the reader and with ical.js and reports every difference.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { busyOf } from "./busy.mjs";
import { randomCalendar } from "./random_calendar.mjs";
import { differs } from "./differs.mjs";

const [expand, corpus, seed = "1", count = "600"] = process.argv.slice(2);
const window = ["2026-02-28", "2027-04-04"];

function ours(home, files) {
  const text = execFileSync(expand, [home, ...window, ...files], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  const blocks = new Map();
  for (const block of text.split(/^== /m).slice(1)) {
    const [file, ...lines] = block.trimEnd().split("\n");
    blocks.set(
      file,
      lines.filter((line) => !line.startsWith("left out")),
    );
  }
  return blocks;
}

function theirs(file, home) {
  try {
    return busyOf(readFileSync(file, "utf8"), home, ...window);
  } catch (problem) {
    return [`ical.js: ${problem.message}`];
  }
}

let compared = 0;
let different = 0;
function compare(home, files, excused = () => null) {
  const blocks = ours(home, files);
  for (const file of files) {
    const reason = excused(file);
    if (reason?.hangs) continue;
    const mine = blocks.get(file);
    const other = theirs(file, home);
    const same = mine.join("\n") === other.join("\n");
    if (reason) {
      if (same) report(file, ["is listed in differs.mjs, but does not differ"], []);
      continue;
    }
    compared += 1;
    if (!same) report(file, mine, other);
  }
}

function report(file, mine, other) {
  different += 1;
  const only = (a, b) => a.filter((line) => !b.includes(line)).slice(0, 5);
  console.log(
    `${file}\n  reader:  ${only(mine, other).join("\n           ")}\n  ical.js: ${only(other, mine).join("\n           ")}`,
  );
  if (file.startsWith(tmpdir()))
    console.log(
      readFileSync(file, "utf8")
        .replaceAll("\r", "")
        .replace(/^BEGIN:VTIMEZONE[^]*?END:VTIMEZONE\n/gm, ""),
    );
}

const homes = new Map();
for (const line of readFileSync(join(corpus, "expected.txt"), "utf8").split("\n")) {
  const found = line.match(/^== (\S+) \((\S+)\)$/);
  if (found) homes.set(found[1], found[2]);
}
for (const home of new Set(homes.values())) {
  const names = readdirSync(corpus)
    .filter((file) => file.endsWith(".ics"))
    .map((file) => file.replace(".ics", ""))
    .filter((name) => homes.get(name) === home);
  const reasons = new Map(names.map((name) => [join(corpus, `${name}.ics`), differs[name]]));
  compare(home, [...reasons.keys()], (file) => reasons.get(file));
}

const folder = mkdtempSync(join(tmpdir(), "calendars-"));
try {
  const files = Array.from({ length: Number(count) }, (_, i) => {
    const file = join(folder, `${i}.ics`);
    writeFileSync(file, randomCalendar(Number(seed) * 100_000 + i));
    return file;
  });
  compare("Asia/Seoul", files);
} finally {
  rmSync(folder, { recursive: true });
}
console.log(
  `${compared} calendars compared, ${different} differ, ${Object.keys(differs).length} known differences`,
);
process.exit(different === 0 ? 0 : 1);
