// Search by free time over a million artists, in process (src/booking/search/free_time_bench.cc).
import fs from "node:fs";
import path from "node:path";

import { quietRound } from "../quiet.mjs";
import { row } from "../table.mjs";

const filtered = ["typical", "typical_by_price", "typical_by_rating", "typical_soonest", "rare"];

async function round(stage) {
  const json = path.join(stage.folder, "search.json");
  const what = "--benchmark_filter=^(free_time|memory_pass|build)";
  const how = [`--benchmark_out=${json}`, "--benchmark_out_format=json"];
  await stage.call("booking_bench", [what, ...how], { MEME_BENCH_ARTISTS: String(stage.size(1_000_000, 20_000)) });
  const runs = JSON.parse(fs.readFileSync(json, "utf8")).benchmarks;
  const of = (name) => runs.find((run) => run.name.split("/iterations")[0] === name);
  return { runs, of };
}

export async function search(stage) {
  const { runs, of, quiet } = await quietRound(() => round(stage));
  const queries = runs.filter((run) => run.name.startsWith("free_time/"));
  const p99 = (names) => Math.max(...names.map((name) => of(`free_time/${name}`).p99_ms));
  const pass = of("memory_pass").real_time;
  const typical = p99(filtered);
  const worst = queries.reduce((most, run) => (run.p99_ms > most.p99_ms ? run : most));
  const { artists, bytes } = of("build");
  const seconds = runs.find((run) => run.name.startsWith("build/")).real_time / 1000;
  const detail = Object.fromEntries(queries.map((run) => [run.name, { p50: run.p50_ms, p99: run.p99_ms }]));
  return [
    row({
      name: "search_p99", what: `search of ${artists} artists, category, district, price, any order: p99`,
      value: typical, unit: "ms", limit: pass, against: "one pass over a day's index in memory",
      reach: "< 10 ms", holds: typical < 10, quiet, detail,
    }),
    row({
      name: "search_worst_p99", what: `slowest kind of search (${worst.name.split("/")[1]}): p99`,
      value: worst.p99_ms, unit: "ms", limit: pass, against: "one pass over a day's index in memory", quiet,
    }),
    row({
      name: "search_index_bytes", what: `index of 90 days, built in ${seconds.toFixed(1)} s`,
      value: bytes / 1e9, unit: "GB", against: "", reach: "≤ 3 GB", holds: bytes <= 3e9, quiet,
    }),
  ];
}
