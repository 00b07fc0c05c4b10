// A server, people of every role and things of theirs, with every answer held against /openapi.json.
import assert from "node:assert/strict";
import { Contract } from "../support/contract.mjs";
import { Client } from "../support/http.mjs";
import { contact, freeSlots, freshKey, peopleOf } from "../support/people.mjs";
import { Server } from "../support/server.mjs";

export class Stage {
  static async open(options = {}) {
    const stage = new Stage();
    stage.server = await Server.start(options);
    stage.contract = await Contract.of(new Client(stage.server.url));
    stage.people = await peopleOf(stage.server.url, { judge: stage.contract.judge });
    stage.visitor = stage.people.visitor;
    [stage.customer, stage.stranger] = await stage.people.customers(2);
    [stage.artist, stage.otherArtist] = await stage.people.artists(2);
    [stage.operator] = await stage.people.operators(1);
    stage.portfolios = await stage.ownPortfolios(stage.artist);
    return stage;
  }

  async ownPortfolios(artist) {
    const answer = await this.visitor.get(`/v1/artists/${artist.person.artistId}`);
    return answer.json.portfolios.filter((p) => !p.hidden && p.place !== "visit");
  }

  portfolio(mode) {
    return this.portfolios.find((p) => p.mode === mode) ?? this.portfolios[0];
  }

  // A portfolio of that mode by any artist; the artist's client comes with it.
  async portfolioOf(mode) {
    const items = (await this.visitor.get("/v1/search?limit=50")).json.items;
    const found = items.find((i) => i.portfolio.mode === mode && i.portfolio.place !== "visit");
    assert.ok(found, `the demonstration has no portfolio in mode ${mode}`);
    const person = this.people.items.find((p) => p.artistId === found.artist.id);
    return { portfolio: found.portfolio, artist: await this.people.signIn(person) };
  }

  // Free starts that no other test of this process uses.
  async slots(portfolioId, count = 1) {
    this.used ??= new Set();
    const all = await freeSlots(this.visitor, portfolioId, { days: 62 });
    const fresh = all.reverse().filter((slot) => !this.used.has(`${portfolioId} ${slot.start}`));
    const chosen = [];
    for (const slot of fresh) {
      const apart = chosen.every(
        (c) => Math.abs(Date.parse(c.start) - Date.parse(slot.start)) > 8 * 3_600_000,
      );
      if (apart && chosen.length < count) chosen.push(slot);
    }
    assert.equal(chosen.length, count, "the demonstration has too few free times");
    for (const slot of chosen) this.used.add(`${portfolioId} ${slot.start}`);
    return chosen;
  }

  async hold(who, portfolio, slot) {
    const body = { portfolioId: portfolio.id, start: slot.start, place: "shop" };
    const answer = await who.post("/v1/holds", body, { key: freshKey() });
    assert.equal(answer.status, 201, answer.text);
    return answer.json;
  }

  async reserve(who, portfolio, slot) {
    const body = {
      portfolioId: portfolio.id,
      start: slot.start,
      place: "shop",
      contact: contact(),
    };
    const answer = await who.post("/v1/reservations", body, { key: freshKey() });
    assert.equal(answer.status, 201, answer.text);
    return answer.json;
  }

  change(who, reservation, what, body, options = {}) {
    const path = `/v1/reservations/${reservation.id}/${what}`;
    return who.post(path, body, {
      key: freshKey(),
      ifMatch: `"${reservation.version}"`,
      ...options,
    });
  }

  async close() {
    await this.server.stop();
    assert.deepEqual(this.contract.faults, [], "answers outside the description");
  }
}

export function isProblem(answer, status, code) {
  assert.equal(answer.status, status, `${answer.status} ${answer.text}`);
  assert.equal(answer.type, "application/problem+json");
  const problem = answer.json;
  assert.equal(problem.status, status);
  assert.ok(problem.type.startsWith("/problems/"), problem.type);
  assert.ok(problem.instance, "a problem without its request id");
  if (code) assert.equal(problem.code, code, answer.text);
  return problem;
}
