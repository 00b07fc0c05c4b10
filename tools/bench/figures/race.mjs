// Sixty-four customers want the same forty-eight times at the same moment.
import { quietRound } from "../quiet.mjs";
import { row } from "../table.mjs";

export async function race(stage) {
  const data = await stage.seeded({ artists: stage.size(20_000, 300), reservations: stage.size(100_000, 3000) });
  const round = await quietRound(async () => {
    const server = await stage.serve(stage.fresh(data));
    const load = await stage.load("race", server, { connections: 64, slots: 48, customers: 64 });
    await server.stop();
    return { load };
  });
  const { load } = round;
  return [
    row({
      name: "race", what: "64 connections race for 48 slots, all over after",
      value: load.all_over_seconds, unit: "s",
      against: `${load.slots_with_one_winner} slots with one winner, ${load.losers} losers answered`,
      reach: "≤ 0.1 s, one winner each", holds: load.holds && load.all_over_seconds <= 0.1,
      quiet: round.quiet, detail: load,
    }),
  ];
}
