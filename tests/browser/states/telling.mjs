// What a state is told with: the network broken on purpose, and what shows that a page has arrived.

// A browser speaks of every broken request in its console.
export const expectedFaults = /Failed to load resource|ERR_|net::/;

export const problem = (status, code, extra = {}) => ({
  status,
  contentType: "application/problem+json",
  headers: { "x-request-id": "req_7f3k2q9d" },
  body: JSON.stringify({ type: `/problems/${code}`, title: code, status, code, ...extra }),
});

export const answering = (glob, answer) => (page) =>
  page.route(glob, (route) => route.fulfill(answer));
export const failing = (glob) => answering(glob, problem(500, "internal"));
export const silent = (glob) => (page) => page.route(glob, () => {});
export const cut = (glob) => (page) => page.route(glob, (route) => route.abort());
export const json = (value) => ({ contentType: "application/json", body: JSON.stringify(value) });

// The real answer, changed.
export const changed = (glob, change) => (page) =>
  page.route(glob, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: change(await answer.json()) });
  });

export const text = (key, params) => (page) => page.getByText(page.words(key, params)).first();
export const like = (key) => (page) => page.getByText(page.pattern(key)).first();
export const dialog = (page) => page.getByRole("dialog");
export const press = (page, key) =>
  page
    .getByRole("button", { name: page.words(key) })
    .first()
    .click();

export const all = "**/v1/**";
export const search = "**/v1/search?*";
export const availability = "**/availability?*";
export const reservations = "**/v1/reservations?*";

// Two weeks without a free time.
export const full = (body) => ({
  ...body,
  days: body.days.map((day) => ({ ...day, status: "full", slots: [] })),
});
export const closed = (body) => ({
  ...body,
  days: body.days.map((day) => ({ ...day, status: "closed", slots: [] })),
});
