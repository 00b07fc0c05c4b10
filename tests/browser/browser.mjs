// Chromium and people in it. Each person has a context of their own: cookies, language, look and size of screen.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { Answer } from "../support/http.mjs";
import { after } from "../support/wait.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
export const executablePath = process.env.TEST_CHROMIUM ?? "/usr/bin/chromium";
export const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const phone = { width: 390, height: 844 };
export const desktop = { width: 1280, height: 900 };

const locales = Object.fromEntries(
  ["ko", "en"].map((language) => [
    language,
    JSON.parse(fs.readFileSync(path.join(root, "locales", `${language}.json`), "utf8")),
  ]),
);

// A text of the page by its key; unfilled places match anything.
export function words(key, params = {}, language = "ko") {
  const text = locales[language][key];
  if (text === undefined) throw new Error(`no text ${key}`);
  return text.replace(/\{(\w+)\}/g, (whole, name) => params[name] ?? whole);
}
export function pattern(key, language = "ko") {
  const escaped = locales[language][key].replace(/[.*+?^$()|[\]\\]/g, "\\$&");
  return new RegExp(escaped.replace(/\{\w+\}/g, ".+"));
}

export class Browser {
  static async open() {
    const browser = new Browser();
    browser.profile = fs.mkdtempSync(path.join(os.tmpdir(), "meme-chromium-"));
    browser.chromium = await chromium.launch({ executablePath, headless: true, args: flags });
    browser.faults = [];
    browser.judging = [];
    return browser;
  }

  // `judge(request, answer)` is called with what the programme answers the pages; not with what a test puts in its place.
  judge = undefined;
  judgeLater(response) {
    const { pathname, search } = new URL(response.url());
    const headers = response.headers();
    if (!this.judge || !pathname.startsWith("/v1/") || !headers["cross-origin-resource-policy"])
      return;
    const isStream = headers["content-type"]?.startsWith("text/event-stream");
    const judged = async () => {
      const bytes = isStream ? Buffer.alloc(0) : await response.body();
      const request = { method: response.request().method(), path: pathname + search };
      this.judge(request, new Answer({ statusCode: response.status(), headers }, bytes));
    };
    // A page that was left in the meantime has no bodies any more.
    this.judging.push(judged().catch(() => {}));
  }

  // A person's window on `url`. Errors in its console and failed requests are kept as faults, but for those that
  // `expects` matches: a test that breaks the network hears of it.
  async person(
    url,
    {
      size = phone,
      language = "ko",
      scheme = "light",
      member,
      reducedMotion = "reduce",
      timeZone = "Asia/Seoul",
      expects,
    } = {},
  ) {
    const context = await this.chromium.newContext({
      viewport: size,
      locale: language === "ko" ? "ko-KR" : "en-US",
      timezoneId: timeZone,
      colorScheme: scheme,
      reducedMotion,
      baseURL: url,
      hasTouch: size.width < 600,
    });
    await context.addInitScript(
      (chosen) => localStorage.setItem("meme.language", chosen),
      language,
    );
    context.on("response", (response) => this.judgeLater(response));
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on("pageerror", (error) => this.note(page, error.message, expects));
    page.on("console", (message) => this.noteConsole(page, message, expects));
    if (member) await signIn(context, url, member);
    return Object.assign(page, {
      words: (key, params) => words(key, params, language),
      pattern: (key) => pattern(key, language),
    });
  }

  // Refusals that a page shows to its user are no faults: the browser logs every status from 400.
  noteConsole(page, message, expects) {
    if (message.type() !== "error") return;
    if (/status of 4(0[0149]|09|10|12|22)/.test(message.text())) return;
    this.note(page, message.text(), expects);
  }

  note(page, fault, expects) {
    if (!expects?.test(fault)) this.faults.push(`${page.url()}: ${fault}`);
  }

  async close() {
    await Promise.race([Promise.all(this.judging), after(5_000)]);
    await this.chromium.close();
    fs.rmSync(this.profile, { recursive: true, force: true });
  }
}

// The session's cookie, as the sign-in page gets it.
async function signIn(context, url, member) {
  const answer = await context.request.post("/v1/demo/session", {
    data: { memberId: member.id },
    headers: { origin: url },
  });
  if (!answer.ok()) throw new Error(`sign-in: ${answer.status()} ${await answer.text()}`);
}
