// An artist's month of free times against a bare server that answers a constant body of the same size.
import { quietRound } from "../quiet.mjs";
import { row } from "../table.mjs";

async function pair(stage, data, view) {
  const flags = { connections: 64, seconds: stage.size(8, 2), "warm-up": 1 };
  const server = await stage.serve(data);
  const ours = await stage.load(view, server, flags);
  await server.stop();
  const yardstick = await stage.serveBare(Math.round(ours.body_bytes_mean));
  const bare = await stage.load("target", yardstick, { ...flags, target: "/" });
  await yardstick.stop();
  return { ours, bare };
}

export async function availability(stage) {
  const data = await stage.seeded({ artists: stage.size(20_000, 300), reservations: stage.size(100_000, 3000) });
  const rows = [];
  for (const [view, what] of [
    ["availability", "free times of an artist's 31 days over HTTP"],
    ["month", "month view of an artist over HTTP"],
  ]) {
    const { ours, bare, quiet } = await quietRound(() => pair(stage, data, view));
    rows.push(
      row({
        name: view, what: `${what}, ${Math.round(ours.body_bytes_mean)} bytes`,
        value: ours.ok_per_second, unit: "/s", limit: bare.ok_per_second, against: "bare Beast, constant body",
        reach: "≥ 0.8 ×", holds: ours.ok_per_second >= 0.8 * bare.ok_per_second, quiet,
        detail: { ours: ours.latency, bare: bare.latency },
      }),
    );
  }
  return rows;
}
