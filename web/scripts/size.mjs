// Holds the JavaScript that a customer's first visit to the booker loads against its budget.
// The set is the entry's and the booker page's static imports plus one language, as the browser loads them.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT_BYTES = 170_000;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
const roots = ["index.html", "src/booker/booker_page.tsx", "../locales/ko.json"];

const files = new Set();
function visit(key) {
  const chunk = manifest[key];
  if (!chunk) throw new Error(`size: ${key} is not in the build manifest`);
  if (files.has(chunk.file)) return;
  files.add(chunk.file);
  for (const child of chunk.imports ?? []) visit(child);
}
for (const root of roots) visit(root);

let total = 0;
for (const file of [...files].toSorted()) {
  const bytes = gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length;
  total += bytes;
  console.log(`${String(bytes).padStart(8)}  ${file}`);
}
const verdict = total <= LIMIT_BYTES ? "within" : "OVER";
console.log(`${String(total).padStart(8)}  booker first load, gzip: ${verdict} ${LIMIT_BYTES}`);
if (total > LIMIT_BYTES) process.exit(1);
