// From the sending of a booking to its event at every one of two thousand open streams.
import { quietRound } from "../quiet.mjs";
import { row } from "../table.mjs";

export async function events(stage) {
  const data = await stage.seeded({ artists: stage.size(20_000, 300), reservations: stage.size(100_000, 3000) });
  const streams = stage.size(2000, 200);
  const round = await quietRound(async () => {
    const server = await stage.serve(stage.fresh(data));
    const flags = { streams, rate: 5, connections: 4, seconds: stage.size(20, 3), "warm-up": 1 };
    const load = await stage.load("streams", server, flags);
    await server.stop();
    return { load };
  });
  const { load } = round;
  const complete = load.event_delay.count === load.events_expected;
  return [
    row({
      name: "event_delay_p99", what: `booking sent → event at each of ${streams} streams, p99`,
      value: load.event_delay.p99_ms, unit: "ms",
      against: `${load.event_delay.count} of ${load.events_expected} events`,
      reach: "< 50 ms", holds: complete && load.event_delay.p99_ms < 50, quiet: round.quiet, detail: load,
    }),
  ];
}
