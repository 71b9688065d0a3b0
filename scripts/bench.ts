import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { EngineRelease } from "../src/adapters/engine-release/engine-release.ts";
import { recordAsDeployed, writeRepository } from "./bench/large-repository.ts";
import { measure, median } from "./bench/measure.ts";
import { writeQueues } from "./bench/queue-repository.ts";

/** Measures what the budgets are about and writes docs/BENCHMARKS.md. `bun run bench [--quick]`. */
const quick = process.argv.includes("--quick");
const runs = quick ? 3 : 7;
const deployer = resolve("dist/deployer");
const work = mkdtempSync(join(tmpdir(), "deployer-bench-"));

interface Row {
  readonly what: string;
  readonly budget: string;
  readonly measured: string;
  readonly command: string;
}

const ms = (value: number): string => `${value.toFixed(0)} ms`;
const mib = (value: number): string => `${value.toFixed(0)} MiB`;

async function startRows(): Promise<Row[]> {
  const rows: Row[] = [];
  for (const argument of ["version", "--help"]) {
    const { wallMs, peakMiB } = await median({ command: [deployer, argument], folder: work }, runs * 3);
    rows.push({
      what: `deployer ${argument}`,
      budget: "15 ms, 50 MB",
      measured: `${ms(wallMs)}, ${mib(peakMiB)}`,
      command: `deployer ${argument}`,
    });
  }
  return rows;
}

const planBudgets: Readonly<Record<number, string>> = { 100: "80 ms", 1000: "250 ms", 10000: "2 s" };
const validateBudgets: Readonly<Record<number, string>> = { 1000: "250 ms, 250 MB", 10000: "2.5 s" };

async function repositoryRows(): Promise<Row[]> {
  const rows: Row[] = [];
  const growth: number[] = [];
  for (const components of quick ? [100, 1000] : [100, 1000, 10000]) {
    const folder = join(work, `large-${components}`);
    mkdirSync(folder);
    writeRepository(folder, components);
    await recordAsDeployed(folder);
    // A folder where no engine is: a plan that started one would fail.
    const environment = {
      DEPLOYER_PULUMI: "/nonexistent/engine",
      DEPLOYER_SIMULATE: "1",
      DEPLOYER_ENVIRONMENT: "bench",
    };
    const validate = await median({ command: [deployer, "validate"], folder, environment }, runs);
    const plan = await median({ command: [deployer, "plan"], folder, environment }, runs);
    const apply = await median({ command: [deployer, "apply", "-y"], folder, environment }, runs);
    growth.push(plan.wallMs);
    const add = (
      what: string,
      budget: string,
      measured: { wallMs: number; peakMiB: number },
      command: string,
    ): void => {
      rows.push({
        what: `${what}, ${components} components`,
        budget,
        measured: `${ms(measured.wallMs)}, ${mib(measured.peakMiB)}`,
        command,
      });
    };
    if (validateBudgets[components])
      add("validate with graph", validateBudgets[components], validate, "deployer validate");
    add("plan with no change, no engine started", planBudgets[components] ?? "", plan, "deployer plan");
    if (components === 1000) add("apply with no change", "400 ms", apply, "deployer apply -y");
  }
  for (let index = 1; index < growth.length; index++)
    rows.push({
      what: `growth of that plan, ${100 * 10 ** (index - 1)} to ${100 * 10 ** index} components`,
      budget: "at most 11 times",
      measured: `${((growth[index] ?? 0) / (growth[index - 1] ?? 1)).toFixed(1)} times`,
      command: "from the lines above",
    });
  return rows;
}

const stacks = 20;

async function engineRows(): Promise<Row[]> {
  const engine = await new EngineRelease().find();
  if (!engine) throw new Error("the engine is not installed: run scripts/setup");
  const folder = join(work, "queues");
  writeQueues(folder, stacks);
  const environment = { DEPLOYER_SIMULATE: "1", DEPLOYER_ENVIRONMENT: "bench", DEPLOYER_PULUMI: engine.path };
  const apply = (timeout: number) =>
    measure({ command: [deployer, "apply", "-y", "--json", "--var", `TIMEOUT=${timeout}`], folder, environment });
  const plan = (timeout: number) =>
    measure({ command: [deployer, "plan", "--json", "--var", `TIMEOUT=${timeout}`], folder, environment });
  const plain = (timeout: number) =>
    measure({
      command: [
        process.execPath,
        resolve("scripts/bench/plain-automation.ts"),
        join(work, "plain"),
        `${stacks}`,
        `${timeout}`,
      ],
      folder: resolve("."),
      environment: { PATH: `${dirname(engine.path)}:${process.env.PATH}` },
    });
  mkdirSync(join(work, "plain"));
  const created = [await apply(30), await plain(30)];
  const planned = await plan(31);
  const updated = [await apply(31), await plain(31)];
  for (const each of [...created, ...updated, planned])
    if (each.exitCode !== 0) throw new Error(`a run of the engine failed: ${each.stderr}${each.stdout}`);
  const [ours, theirs] = updated;
  const cpu = ((ours?.cpuMs ?? 0) - planned.cpuMs) / stacks / 1000;
  const wall = ((ours?.wallMs ?? 0) - planned.wallMs) / stacks / 1000;
  const peerCpu = (theirs?.cpuMs ?? 0) / stacks / 1000;
  return [
    {
      what: `engine per updated component (${stacks} of 5 resources)`,
      budget: "0.25 s of CPU, 0.12 s of wall time",
      measured: `${cpu.toFixed(2)} s of CPU, ${wall.toFixed(2)} s of wall time`,
      command: "deployer apply -y less deployer plan of the same change",
    },
    {
      what: "the same with the Automation API as documented",
      budget: "more",
      measured: `${peerCpu.toFixed(2)} s of CPU, ${((theirs?.wallMs ?? 0) / stacks / 1000).toFixed(2)} s of wall time (${(peerCpu / cpu).toFixed(1)} times the CPU)`,
      command: "scripts/bench/plain-automation.ts",
    },
    {
      what: "first deployment per component, plan included",
      budget: "none",
      measured: `${((created[0]?.cpuMs ?? 0) / stacks / 1000).toFixed(2)} s of CPU, ${((created[0]?.wallMs ?? 0) / stacks / 1000).toFixed(2)} s of wall time`,
      command: "deployer apply -y",
    },
  ];
}

function page(rows: readonly Row[]): string {
  const lines = rows.map((row) => `| ${row.what} | ${row.budget} | ${row.measured} | \`${row.command}\` |`);
  return `# Benchmarks

Written by \`bun run bench\`: medians of ${runs} runs after one that is not counted, of the compiled binary as a whole process with its
children, on ${availableParallelism()} cores of a shared machine. Times depend on the machine; the ratios within one run do not.

| what | budget | measured | command |
|---|---|---|---|
${lines.join("\n")}

The repositories have 20 components in each service: 14 queues, 2 databases, and 4 services that each use a queue and a
database. They are recorded as deployed without deploying them. Engines are measured on the simulated account, where AWS
itself takes no time.
`;
}

try {
  const rows = [...(await startRows()), ...(await repositoryRows()), ...(await engineRows())];
  const text = page(rows);
  console.log(text);
  if (!quick) writeFileSync("docs/BENCHMARKS.md", text);
} finally {
  rmSync(work, { recursive: true, force: true });
}
