// Draws the README's picture: home, a time in hand, an artist's day, as a phone shows them.
//   node screens.mjs [../../docs/pictures/screens.png]
import fs from "node:fs";
import { fileURLToPath } from "node:url";
import { Stage, dateOf, takeHold } from "./stage.mjs";

const target =
  process.argv[2] ?? fileURLToPath(new URL("../../docs/pictures/screens.png", import.meta.url));
const size = { width: 367, height: 791 };
const look = { size, language: "en" };
const stage = await Stage.open();
const { portfolio } = await stage.portfolioOf("instant");
const [slot, ...booked] = await stage.slots(portfolio);
const asked = await stage.portfolioOf("approve");

async function home() {
  const page = await stage.browser.person(stage.url, look);
  await page.goto("/");
  await page.getByRole("article").first().waitFor();
  return page;
}

async function booker() {
  await stage.reserve(stage.customer(1), portfolio, booked[0]);
  const page = await stage.browser.person(stage.url, { ...look, member: stage.customer(0) });
  await takeHold(page, portfolio, slot);
  return page;
}

async function desk() {
  const times = await stage.slots(asked.portfolio);
  const day = times.filter((time) => dateOf(time) === dateOf(times[0]));
  for (const [number, time] of day.entries()) {
    const made = await stage.reserve(stage.customer(number), asked.portfolio, time);
    if (number > 0) await stage.change(asked.person, made, "approve");
  }
  const page = await stage.browser.person(stage.url, { ...look, member: asked.person });
  await page.goto(`/artist?date=${dateOf(times[0])}`);
  await page.getByText(page.words("today.answer")).waitFor();
  return page;
}

const shots = [];
for (const open of [home, booker, desk]) {
  const page = await open();
  await page.evaluate(() => document.fonts.ready);
  await page.waitForFunction(() =>
    [...document.images].every((image) => image.complete || image.loading === "lazy"),
  );
  shots.push((await page.screenshot()).toString("base64"));
  await page.context().close();
}
const wide = { width: size.width * shots.length, height: size.height };
const sheet = await stage.browser.person(stage.url, { size: wide });
const images = shots.map((shot) => `<img src="data:image/png;base64,${shot}">`).join("");
await sheet.setContent(
  `<style>body{margin:0;display:flex}img+img{outline:1px solid #eae2da}</style>${images}`,
);
await sheet.waitForFunction(() => [...document.images].every((image) => image.complete));
fs.writeFileSync(target, await sheet.screenshot());
await stage.close();
console.log(`wrote ${target}`);
