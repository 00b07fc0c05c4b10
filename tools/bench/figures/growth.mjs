// What a booking costs the server with a thousand artists and with a million, on artists picked at random.
import { quietRound } from "../quiet.mjs";
import { row } from "../table.mjs";
import { large } from "./start.mjs";

// Processor time of a booking, and how many a second at most.
async function cost(stage, folder, portfolios) {
  const server = await stage.serve(folder);
  const shared = { connections: 64, portfolios, "warm-up": 0, seconds: 120, "server-pid": server.pid };
  // The first load fills caches and does not count.
  await stage.load("book", server, { ...shared, bookings: stage.size(20_000, 500) });
  const load = await stage.load("book", server, { ...shared, bookings: stage.size(100_000, 2000), seed: 2 });
  await server.stop();
  return load;
}

export async function growth(stage) {
  const few = { artists: stage.size(1000, 100), reservations: stage.size(10_000, 1000) };
  const small = await stage.seeded(few);
  const big = await stage.seeded(large(stage));
  const round = await quietRound(async () => ({
    few: await cost(stage, stage.fresh(small), few.artists),
    many: await cost(stage, big, stage.size(100_000, 2000)),
  }));
  const { few: before, many: after } = round;
  const each = (load) => load.server_microseconds_each;
  const what = `${few.artists} → ${large(stage).artists} artists`;
  return [
    row({
      name: "growth_cost", what: `server time of a booking, ${what}`, value: each(after), unit: "µs",
      limit: each(before), against: "with the few", reach: "≤ 1.3 ×",
      holds: each(after) <= 1.3 * each(before), quiet: round.quiet, detail: round,
    }),
    row({
      name: "growth_rate", what: `bookings at most, ${what}`, value: after.ok_per_second, unit: "/s",
      limit: before.ok_per_second, against: "with the few", reach: "≥ 1/1.3 ×",
      holds: after.ok_per_second * 1.3 >= before.ok_per_second, quiet: round.quiet,
    }),
  ];
}
