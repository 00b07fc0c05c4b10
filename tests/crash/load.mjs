// Customers and an artist who never rest: they hold, book, move, cancel, approve, retry with the same key when no answer
// comes, and write down what they asked for and were told, in the form of tools/checker.
import { NoAnswer } from "../support/http.mjs";
import { contact, freeSlots } from "../support/people.mjs";
import { after, eventually } from "../support/wait.mjs";

const now = () => Math.floor(performance.timeOrigin + performance.now());
const minutes = (text) => Math.floor(Date.parse(text) / 60_000);
const endless = "9223372036854775807";
const inactive = new Set(["declined", "canceled", "expired"]);

// Ids and answers as the numbers that a history wants.
class Numbers {
  known = new Map();
  of(text) {
    if (!this.known.has(text)) this.known.set(text, this.known.size + 1);
    return this.known.get(text);
  }
}

export class Load {
  constructor({ random, place }) {
    this.random = random;
    this.place = place; // () => Promise of the running server's URL
    this.numbers = new Numbers();
    this.history = [];
    this.reservations = new Map(); // id -> the last answer that showed it
    this.counts = {};
    this.running = true;
    this.unsettled = 0;
  }

  stop() {
    this.running = false;
  }

  count(what) {
    this.counts[what] = (this.counts[what] ?? 0) + 1;
  }

  begin(kind, client, fields = {}) {
    const member = this.numbers.of(client.person.id);
    return { kind, process: member, member, invoked: now(), ...fields };
  }

  note(operation, outcome) {
    operation.outcome = outcome;
    operation.completed = outcome === "unknown" ? BigInt(endless) : now();
    this.history.push(operation);
    this.count(`${operation.kind} ${outcome}`);
    return operation;
  }

  // Asks until there is an answer that is no fault of the server's; each try with the same key.
  async insist(client, method, path, options) {
    for (let attempt = 0; ; ++attempt) {
      const url = await this.place();
      try {
        const answer = await client.at(url).call(method, path, options);
        if (answer.status < 500) return answer;
        this.count(`answered ${answer.status}`);
      } catch (error) {
        if (!(error instanceof NoAnswer)) throw error;
        this.count("no answer");
      }
      if (!this.running && attempt > 200) return undefined;
      await after(5 + this.random.below(20));
    }
  }

  // Notes what the answer shows of a reservation.
  see(operation, shown) {
    operation.claim = this.numbers.of(shown.id);
    operation.artist = this.numbers.of(shown.artist.id);
    operation.start = minutes(shown.start);
    operation.end = minutes(shown.end);
    operation.version = shown.version;
    operation.active = !inactive.has(shown.state);
    if (shown.deadline) operation.endsAt = Date.parse(shown.deadline);
    const known = this.reservations.get(shown.id);
    if (!known || known.version <= shown.version) this.reservations.set(shown.id, shown);
  }

  async customer(client, portfolios) {
    while (this.running) {
      const choice = this.random.below(10);
      if (choice < 4) await this.book(client, this.random.pick(portfolios), false);
      else if (choice < 7) await this.book(client, this.random.pick(portfolios), true);
      else await this.change(client, this.random.chance(0.5) ? "cancel" : "reschedule");
    }
  }

  async artist(client) {
    while (this.running) {
      await this.change(
        client,
        this.random.pick(["approve", "approve", "decline", "counter-offer"]),
      );
      await after(this.random.below(30));
    }
  }

  async someSlot(client, portfolio) {
    const url = await this.place();
    try {
      const slots = await freeSlots(client.at(url), portfolio.id, { days: 30 });
      return slots.length ? this.random.pick(slots.slice(0, 40)) : undefined;
    } catch {
      return undefined; // the server is away
    }
  }

  async book(client, portfolio, held) {
    const slot = await this.someSlot(client, portfolio);
    if (!slot) return after(5);
    const where = {
      artist: this.numbers.of(portfolio.artistId),
      start: minutes(slot.start),
      end: minutes(slot.end),
    };
    const wish = { portfolioId: portfolio.id, start: slot.start, place: "shop" };
    if (!held) return this.confirm(client, { ...wish, contact: contact() }, where);
    const key = this.random.key();
    const operation = this.begin("hold", client, { ...where, key });
    const answer = await this.insist(client, "POST", "/v1/holds", { json: wish, key });
    if (!answer?.ok) return this.note(operation, answer ? "refused" : "unknown");
    const hold = answer.json;
    Object.assign(operation, {
      claim: this.numbers.of(hold.id),
      fence: hold.fence,
      endsAt: Date.parse(hold.expiresAt),
    });
    operation.answer = this.numbers.of(answer.text);
    this.note(operation, "ok");
    const body = { holdId: hold.id, fence: hold.fence, contact: contact() };
    return this.confirm(client, body, {
      ...where,
      hold: this.numbers.of(hold.id),
      fence: hold.fence,
    });
  }

  async confirm(client, body, where) {
    const key = this.random.key();
    const operation = this.begin("book", client, { ...where, key });
    const answer = await this.insist(client, "POST", "/v1/reservations", { json: body, key });
    if (!answer?.ok) return this.note(operation, answer ? "refused" : "unknown");
    this.see(operation, answer.json);
    operation.answer = this.numbers.of(answer.text);
    return this.note(operation, "ok");
  }

  pickOwn(client) {
    const own = [...this.reservations.values()].filter(
      (r) => r.customer.id === client.person.id || r.artist.id === client.person.artistId,
    );
    return own.length ? this.random.pick(own.slice(-30)) : undefined;
  }

  async change(client, what) {
    const chosen = this.pickOwn(client);
    return chosen ? this.changeThis(client, what, chosen) : after(5);
  }

  async changeThis(client, what, chosen) {
    if (inactive.has(chosen.state)) return after(5);
    const body = await this.bodyOf(client, what, chosen);
    if (!body) return after(5);
    const kind = { cancel: "release", decline: "release", reschedule: "move" }[what] ?? "approve";
    const key = this.random.key();
    const operation = this.begin(kind, client, {
      claim: this.numbers.of(chosen.id),
      artist: this.numbers.of(chosen.artist.id),
      key,
    });
    const options = { json: body, key, ifMatch: `"${chosen.version}"` };
    const answer = await this.insist(
      client,
      "POST",
      `/v1/reservations/${chosen.id}/${what}`,
      options,
    );
    if (!answer?.ok) {
      if (answer?.status === 412) await this.look(client, chosen.id);
      return this.note(operation, answer ? "refused" : "unknown");
    }
    this.see(operation, answer.json);
    operation.answer = this.numbers.of(answer.text);
    return this.note(operation, "ok");
  }

  async bodyOf(client, what, chosen) {
    if (what === "cancel" || what === "decline") return { reason: "아파요" };
    if (what === "approve") return {};
    const slot = await this.someSlot(client, { id: chosen.portfolio.id });
    return slot && { start: slot.start };
  }

  async look(client, id, kind = "read") {
    const operation = this.begin(kind, client);
    const answer = await this.insist(client, "GET", `/v1/reservations/${id}`, {});
    if (answer?.ok) {
      this.see(operation, answer.json);
      this.note(operation, "ok");
    } else if (answer) {
      const known = this.reservations.get(id);
      Object.assign(operation, {
        claim: this.numbers.of(id),
        artist: this.numbers.of(known.artist.id),
        active: false,
      });
      this.note(operation, "ok");
    }
    return answer;
  }

  // Reads back every reservation that anybody was ever told of.
  async readBack(clients, kind) {
    const byPerson = new Map(clients.map((client) => [client.person.id, client]));
    const ids = [...this.reservations.values()].map((r) => [r.id, byPerson.get(r.customer.id)]);
    const next = ids[Symbol.iterator]();
    const reader = async () => {
      for (const [id, client] of next) if (client) await this.look(client, id, kind);
    };
    await Promise.all(Array.from({ length: 8 }, reader));
    return ids.length;
  }

  lines() {
    const digits = (_, value) => (typeof value === "bigint" ? `@${value}@` : value);
    const texts = this.history.map((o) => JSON.stringify(o, digits).replace(/"@(\d+)@"/g, "$1"));
    return `${texts.join("\n")}\n`;
  }
}

// A place whose server may be away for a while.
export class Address {
  url = undefined;
  async where() {
    if (this.url) return this.url;
    return eventually(() => this.url, { within: 60_000, every: 3, what: "a running server" });
  }
}
