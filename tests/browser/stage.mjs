// A served demonstration, a browser, and what both are asked for by every test here.
import assert from "node:assert/strict";
import { Contract } from "../support/contract.mjs";
import { figure } from "../support/figure.mjs";
import { Client } from "../support/http.mjs";
import { contact, freeSlots, freshKey, peopleOf } from "../support/people.mjs";
import { Server } from "../support/server.mjs";
import { Browser, words } from "./browser.mjs";

export class Stage {
  static async open(settings = {}) {
    const stage = new Stage();
    [stage.server, stage.browser] = await Promise.all([Server.start({ settings }), Browser.open()]);
    stage.url = stage.server.url;
    stage.contract = await Contract.of(new Client(stage.url));
    stage.browser.judge = stage.contract.judge;
    stage.people = await peopleOf(stage.url, { judge: stage.contract.judge });
    return stage;
  }

  async close() {
    await this.browser.close();
    await this.server.stop();
    const { judging, faults } = this.browser;
    figure(20, `${judging.length} answers to pages`, `${this.contract.faults.length} invalid`);
    assert.deepEqual(this.contract.faults, [], "answers outside the description");
    assert.deepEqual(faults, [], "errors in the pages");
  }

  customer(number) {
    const customers = this.people.items.filter((p) => p.roles.join() === "customer");
    assert.ok(customers[number], `only ${customers.length} customers`);
    return customers[number];
  }

  async portfolioOf(mode, number = 0) {
    const items = (await this.people.visitor.get("/v1/search?limit=50")).json.items;
    const found = items.filter((i) => i.portfolio.mode === mode && i.portfolio.place !== "visit");
    assert.ok(found[number], `no portfolio ${number} in mode ${mode}`);
    const person = this.people.items.find((p) => p.artistId === found[number].artist.id);
    return { ...found[number], person };
  }

  // Free times some days ahead that do not touch each other: by two hours at least, however long buffers are.
  async slots(portfolio, { skip = 4 } = {}) {
    const all = await freeSlots(this.people.visitor, portfolio.id, { days: 30 });
    const apart = [];
    for (const slot of all.slice(skip)) {
      const last = apart.at(-1);
      if (!last || Date.parse(slot.start) - Date.parse(last.end) >= 2 * 3600_000) apart.push(slot);
    }
    return apart;
  }

  async slot(portfolio, number = 0) {
    const slots = await this.slots(portfolio);
    assert.ok(slots[number], `only ${slots.length} times`);
    return slots[number];
  }

  async reserve(member, portfolio, slot) {
    const client = await this.people.signIn(member);
    const body = {
      portfolioId: portfolio.id,
      start: slot.start,
      place: "shop",
      contact: { ...contact(), name: member.name },
    };
    const answer = await client.post("/v1/reservations", body, { key: freshKey() });
    assert.equal(answer.status, 201, answer.text);
    return answer.json;
  }

  // One step of a reservation by `member`: "approve", "cancel", "counter-offer", …
  async change(member, { id }, step, body) {
    const client = await this.people.signIn(member);
    const { version } = (await client.get(`/v1/reservations/${id}`)).json;
    const answer = await client.post(`/v1/reservations/${id}/${step}`, body, {
      key: freshKey(),
      ifMatch: `"${version}"`,
    });
    assert.equal(answer.status, 200, answer.text);
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
  const half = page.words(hour < 12 ? "booker.morning" : "booker.afternoon");
  const shown = `${hour % 12 || 12}:${minute}`;
  return page.getByRole("button", { name: new RegExp(`^${half} ${shown}(\\D|$)`) });
}

// The same button once the time cannot be had any more: it then tells why.
export const goneButton = (page, slot) =>
  timeButton(page, slot).and(page.locator('[aria-haspopup="dialog"]'));

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

export async function fillDetails(page, { name = "김민아", phone = "010-1234-5678", note } = {}) {
  await page.getByLabel(page.words("contact.name")).fill(name);
  await page.getByLabel(page.words("contact.phone")).fill(phone);
  if (note) await page.getByLabel(page.words("contact.note")).fill(note);
}

export { words };
