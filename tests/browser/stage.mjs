// A served demonstration, a browser, and what both are asked for by every test here.
import assert from "node:assert/strict";
import { contact, freeSlots, freshKey, peopleOf } from "../support/people.mjs";
import { Server } from "../support/server.mjs";
import { Browser, words } from "./browser.mjs";

export class Stage {
  static async open(settings = {}) {
    const stage = new Stage();
    stage.server = await Server.start({ settings });
    stage.url = stage.server.url;
    stage.people = await peopleOf(stage.url);
    stage.browser = await Browser.open();
    return stage;
  }

  async close() {
    await this.browser.close();
    await this.server.stop();
    assert.deepEqual(this.browser.faults, [], "errors in the pages");
  }

  customer(number) {
    return this.people.items.filter((p) => p.roles.length === 1 && p.roles[0] === "customer")[
      number
    ];
  }

  async portfolioOf(mode, number = 0) {
    const items = (await this.people.visitor.get("/v1/search?limit=50")).json.items;
    const found = items.filter((i) => i.portfolio.mode === mode && i.portfolio.place !== "visit")[
      number
    ];
    assert.ok(found, `no portfolio in mode ${mode}`);
    const person = this.people.items.find((p) => p.artistId === found.artist.id);
    return { ...found, person };
  }

  // A free time some days ahead, with others near it.
  async slot(portfolio, skip = 0) {
    const slots = await freeSlots(this.people.visitor, portfolio.id, { days: 30 });
    return slots[Math.min(slots.length - 1, 12 + skip * 9)];
  }

  async reserve(member, portfolio, slot) {
    const client = await this.people.signIn(member);
    const body = {
      portfolioId: portfolio.id,
      start: slot.start,
      place: "shop",
      contact: contact(),
    };
    const answer = await client.post("/v1/reservations", body, { key: freshKey() });
    assert.equal(answer.status, 201, answer.text);
    return answer.json;
  }

  async read(member, id) {
    const client = await this.people.signIn(member);
    return (await client.get(`/v1/reservations/${id}`)).json;
  }
}

export const dateOf = (slot) => slot.start.slice(0, 10);

// The time as its button shows it: "2:30", under its half of the day.
export function timeButton(page, slot) {
  const hour = Number(slot.start.slice(11, 13));
  const minute = slot.start.slice(14, 16);
  const half = words(hour < 12 ? "booker.morning" : "booker.afternoon");
  const shown = `${hour % 12 || 12}:${minute}`;
  return page.getByRole("button", { name: new RegExp(`^${half} ${shown}(\\D|$)`) });
}

export async function openBooker(page, portfolio, slot) {
  await page.goto(`/portfolios/${portfolio.id}/book?date=${dateOf(slot)}&place=shop`);
  await timeButton(page, slot).waitFor();
}

// Takes a hold by a tap and waits for its bar.
export async function takeHold(page, portfolio, slot) {
  await openBooker(page, portfolio, slot);
  await timeButton(page, slot).click();
  await page.getByRole("timer").waitFor();
}
