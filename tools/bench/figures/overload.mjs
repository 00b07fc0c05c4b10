// More requests than can be served: what is admitted is served in time, the rest is refused at once. The control lifts the
// bounds, so that everything waits for too long.
import { quietRound } from "../quiet.mjs";
import { row } from "../table.mjs";

const goodWithinSeconds = 1;
const crowd = 12_000; // connections; each waits for its answer before it asks again
const unbounded = [
  "--http.in_flight_max=1000000", "--database.write_queue_max=1000000", "--database.batch_max=512",
];

async function underLoad(stage, data, flags, factors) {
  const server = await stage.serve(stage.fresh(data), ["--http.connections_max=20000", ...flags]);
  const shared = { customers: 1000, portfolios: stage.size(20_000, 300), "good-within": goodWithinSeconds };
  const seconds = stage.size(8, 2);
  const peak = await stage.load("book", server, { ...shared, connections: 64, seconds, "warm-up": 1 });
  const open = (factor, connections, seed) =>
    stage.load("book", server, {
      ...shared, connections, seconds, seed, "warm-up": stage.size(2, 1),
      rate: Math.max(1, Math.round(peak.good_per_second * factor)),
    });
  const loads = {};
  for (const [i, factor] of factors.entries()) loads[factor] = await open(factor, stage.size(crowd, 500), i + 2);
  // From the very end of the overload on.
  const half = await open(0.5, 64, 9);
  await server.stop();
  return { peak: peak.good_per_second, loads, half };
}

// Seconds until what is asked at half of the capacity is served again, and stays so.
function recovery({ peak, half }) {
  const wanted = 0.9 * 0.5 * peak;
  return half.seconds_good.findLastIndex((good) => good < wanted) + 1;
}

export async function overload(stage) {
  const data = await stage.seeded({ artists: stage.size(20_000, 300), reservations: stage.size(100_000, 3000) });
  const round = await quietRound(async () => ({
    bounded: await underLoad(stage, data, [], [2, 3]),
    control: await underLoad(stage, data, unbounded, [2]),
  }));
  const { bounded, control, quiet } = round;
  const what = (factor) => `bookings within ${goodWithinSeconds} s when ${factor} × as many are asked for`;
  const line = (factor) =>
    row({
      name: `overload_${factor}`, what: what(factor), value: bounded.loads[factor].good_per_second, unit: "/s",
      limit: bounded.peak, against: "closed loop", reach: factor === 2 ? "≥ 0.9 ×" : "",
      holds: factor === 2 ? bounded.loads[2].good_per_second >= 0.9 * bounded.peak : null, quiet,
      detail: bounded.loads[factor],
    });
  return [
    line(2),
    line(3),
    row({
      name: "overload_recovery", what: "after that, until half of it is served again", value: recovery(bounded), unit: "s",
      reach: "< 5 s", holds: recovery(bounded) < 5, quiet, detail: bounded.half,
    }),
    row({
      name: "overload_control", what: `control: ${what(2)}, nothing bounded`, value: control.loads[2].good_per_second,
      unit: "/s", limit: control.peak, against: "closed loop", reach: "< 0.9 ×, must fail",
      holds: control.loads[2].good_per_second < 0.9 * control.peak, quiet, detail: control.loads[2],
    }),
  ];
}
