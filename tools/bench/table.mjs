// A row of the table: {name, what, value, unit, limit, against, ratio, reach, holds, quiet, detail}.
//   value is held against limit; ratio is value / limit unless told; `reach` says in words what is wanted.
//   holds is null where there is nothing to reach. quiet is false when no round was free of other load.

export function row(parts) {
  const ratio = parts.ratio ?? (parts.limit ? parts.value / parts.limit : null);
  return { limit: null, against: "", reach: "", holds: null, quiet: true, detail: {}, ...parts, ratio };
}

export function failed(name, problem) {
  return row({ name, what: `${name}: ${problem}`, value: null, unit: "", holds: false });
}

function short(number) {
  if (number === null || number === undefined) return "–";
  if (Number.isInteger(number) || Math.abs(number) >= 1000) {
    return Math.round(number).toLocaleString("en-US");
  }
  return Number(number.toPrecision(3)).toString();
}

function cells(one) {
  const verdict = one.holds === null ? "" : one.holds ? "yes" : "NO";
  return [
    one.what,
    `${short(one.value)} ${one.unit}`.trim(),
    one.limit === null ? one.against || "–" : `${short(one.limit)} ${one.unit} ${one.against}`.trim(),
    one.ratio === null ? "–" : `${short(one.ratio)} ×`,
    one.reach,
    verdict + (one.quiet ? "" : " (noisy)"),
  ];
}

// The table as Markdown.
export function tableOf(rows) {
  const head = ["What", "Measured", "Against", "Ratio", "Reach", "Holds"];
  const lines = [head, ...rows.map(cells)];
  const widths = head.map((_, column) => Math.max(...lines.map((line) => [...line[column]].length)));
  const text = (line) => {
    const padded = line.map((cell, column) => cell + " ".repeat(widths[column] - [...cell].length));
    return `| ${padded.join(" | ")} |`;
  };
  const table = [text(head), text(widths.map((width) => "-".repeat(width))), ...rows.map((one) => text(cells(one)))];
  if (rows.some((one) => !one.quiet)) {
    table.push("", "noisy: other programmes kept more than 0.2 cores busy in every round that was tried.");
  }
  return table.join("\n");
}
