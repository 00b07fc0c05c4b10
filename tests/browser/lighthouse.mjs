// Lighthouse on the customer's way to a booking, phone profile. Prints one JSON document; ends with 1 when a figure is missed.
//   node lighthouse.mjs [--url http://127.0.0.1:8080] [--runs 3]     without --url it serves a demonstration of its own
import lighthouse from "lighthouse";
import { chromium } from "playwright-core";
import { freePort } from "../support/ports.mjs";
import { Server } from "../support/server.mjs";
import { executablePath, flags } from "./browser.mjs";

const option = (name, fallback) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? fallback : process.argv[at + 1];
};
const runs = Number(option("runs", 3));
const given = option("url");
const server = given ? undefined : await Server.start();
const url = given ?? server.url;

async function pages() {
  const { items } = await (await fetch(`${url}/v1/search?limit=1`)).json();
  const { portfolio } = items[0];
  return {
    home: "/",
    search: "/search",
    portfolio: `/portfolios/${portfolio.id}`,
    booker: `/portfolios/${portfolio.id}/book`,
  };
}

const port = await freePort();
const browser = await chromium.launch({
  executablePath,
  headless: true,
  args: [`--remote-debugging-port=${port}`, ...flags],
});

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function measure(path) {
  const scores = {
    performance: [],
    accessibility: [],
    bestPractices: [],
    lcp: [],
    tbt: [],
    cls: [],
  };
  let scriptBytes = 0;
  let faults = [];
  for (let i = 0; i < runs; ++i) {
    const { lhr } = await lighthouse(url + path, {
      port,
      logLevel: "error",
      onlyCategories: ["performance", "accessibility", "best-practices"],
    });
    scores.performance.push(Math.round(lhr.categories.performance.score * 100));
    scores.accessibility.push(Math.round(lhr.categories.accessibility.score * 100));
    scores.bestPractices.push(Math.round(lhr.categories["best-practices"].score * 100));
    scores.lcp.push(Math.round(lhr.audits["largest-contentful-paint"].numericValue));
    scores.tbt.push(Math.round(lhr.audits["total-blocking-time"].numericValue));
    scores.cls.push(lhr.audits["cumulative-layout-shift"].numericValue);
    faults = lhr.categories.accessibility.auditRefs
      .filter(({ id }) => lhr.audits[id].score === 0)
      .map(({ id }) => id);
    const requests = lhr.audits["network-requests"].details.items;
    scriptBytes = requests
      .filter((r) => r.resourceType === "Script")
      .reduce((sum, r) => sum + r.transferSize, 0);
  }
  const medians = Object.fromEntries(
    Object.entries(scores).map(([name, values]) => [name, median(values)]),
  );
  return { path, ...medians, faults, scriptKilobytes: Math.round(scriptBytes / 100) / 10 };
}

const results = {};
for (const [name, path] of Object.entries(await pages())) results[name] = await measure(path);
await browser.close();
await server?.stop();

const missed = [];
for (const [name, result] of Object.entries(results)) {
  if (result.performance < 90) missed.push(`${name}: performance ${result.performance} < 90`);
  if (result.accessibility < 100)
    missed.push(`${name}: accessibility ${result.accessibility} < 100`);
  if (result.scriptKilobytes > 170)
    missed.push(`${name}: ${result.scriptKilobytes} kB of JavaScript > 170`);
}
console.log(JSON.stringify({ profile: "phone", runs, results, missed }, null, 2));
process.exitCode = missed.length ? 1 : 0;
