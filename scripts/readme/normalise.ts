const duration = "\\d+(?:ms|\\.\\ds|s)|\\d+m \\d\\ds";

/** Takes out of an output what differs from run to run and from machine to machine: durations, dates and commits. */
export function normalise(output: string): string {
  const lines = output
    .trimEnd()
    .split("\n")
    .map((line) => normaliseLine(line).trimEnd());
  return sortedWithinWaves(lines).join("\n");
}

function normaliseLine(line: string): string {
  return line
    .replace(new RegExp(`\\((?:${duration})\\)`, "g"), "(0.5s)")
    .replace(new RegExp(`after (?:${duration})$`), "after 0.5s")
    .replace(new RegExp(`(\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d) +(?:${duration})  +`), "$1  0.5s  ")
    .replace(/ TOOK +/, " TOOK  ")
    .replace(/\d{4}-\d\d-\d\d \d\d:\d\d/g, "2026-11-21 12:00")
    .replace(/^(deployer \d+\.\d+\.\d+) \(.*\)$/, "$1 (0123456789abcdef0123456789abcdef01234567)");
}

/** Components of one wave end in any order. */
function sortedWithinWaves(lines: readonly string[]): string[] {
  const result: string[] = [];
  let ended: string[] = [];
  for (const line of [...lines, undefined]) {
    if (line !== undefined && /^ {2}[✓✗] \S+ \w+ \(/.test(line)) ended.push(line);
    else {
      result.push(...ended.sort());
      ended = [];
      if (line !== undefined) result.push(line);
    }
  }
  return result;
}

/** The output without what stands below a heading, up to the next empty line. */
export function without(output: string, heading: string): string {
  const lines = output.split("\n");
  const start = lines.indexOf(heading);
  if (start < 0) throw new Error(`the output has no line "${heading}"`);
  const end = lines.indexOf("", start);
  return [...lines.slice(0, start + 1), "  …", ...lines.slice(end < 0 ? lines.length : end)].join("\n");
}
