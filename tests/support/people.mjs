// Signed-in people of the demonstration, each with a client of their own. Unless the caller judges answers itself, one that
// /openapi.json does not describe ends the test.
import { Contract } from "./contract.mjs";
import { Client } from "./http.mjs";

export async function peopleOf(url, options = {}) {
  const judge = options.judge ?? (await Contract.of(new Client(url))).insist;
  const visitor = new Client(url, { ...options, judge });
  const { items } = (await visitor.get("/v1/demo/people")).json;
  const signIn = async (person) => {
    const answer = await visitor.post("/v1/demo/session", { memberId: person.id });
    if (!answer.ok) throw new Error(`sign-in of ${person.name}: ${answer.status} ${answer.text}`);
    return Object.assign(visitor.as(answer.json.token), { person });
  };
  const having = (role, without = []) =>
    items.filter(
      (p) => p.roles.includes(role) && !without.some((other) => p.roles.includes(other)),
    );
  return {
    visitor,
    items,
    signIn,
    customers: (count) =>
      Promise.all(having("customer", ["artist", "operator"]).slice(0, count).map(signIn)),
    artists: (count) => Promise.all(having("artist").slice(0, count).map(signIn)),
    operators: (count) => Promise.all(having("operator").slice(0, count).map(signIn)),
  };
}

let keys = 0;
export const freshKey = () => `test-${process.pid}-${Date.now().toString(36)}-${++keys}`;

export const contact = (note) => ({
  name: "김민아",
  phone: "010-1234-5678",
  address: "서울 마포구 1",
  ...(note && { note }),
});

// The free starts of a portfolio in the next days, soonest first.
export async function freeSlots(client, portfolioId, { days = 14, place = "shop", from } = {}) {
  const query = new URLSearchParams({ days, place, ...(from && { from }) });
  const answer = await client.get(`/v1/portfolios/${portfolioId}/availability?${query}`);
  if (!answer.ok) throw new Error(`availability: ${answer.status} ${answer.text}`);
  return answer.json.days.flatMap((day) => day.slots);
}
