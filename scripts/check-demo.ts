import { readFileSync } from "node:fs";

// For scripts/demo: reads what a command said with --json and ends with 1 unless it is what the demo promises.
const wanted = ["notification-service/api", "notification-service/database", "notification-service/queue"];

interface Component {
  readonly address: string;
  readonly state?: string;
  readonly health?: string;
  readonly action?: string;
}

interface Answer {
  readonly ok: boolean;
  readonly exitCode: number;
  readonly result: {
    readonly status?: string;
    readonly components: readonly Component[];
  };
}

/** What is wrong with a status: a component that is missing, that is not recorded as deployed, or that is not healthy. */
function statusProblems(answer: Answer): string[] {
  const byAddress = new Map(answer.result.components.map((each) => [each.address, each]));
  const unhealthy = wanted
    .filter((address) => byAddress.get(address)?.health !== "HEALTHY")
    .map((address) => `${address} is ${byAddress.get(address)?.health ?? "missing"}, not HEALTHY`);
  // Parts of the foundation may have nothing to ask AWS for, but none may be ill.
  const others = answer.result.components
    .filter(({ address }) => !wanted.includes(address))
    .filter(({ health }) => health !== "HEALTHY" && health !== "NONE")
    .map(({ address, health }) => `${address} is ${health}`);
  const unfinished = answer.result.components
    .filter(({ state }) => state !== "SUCCEEDED")
    .map(({ address, state }) => `${address} is recorded as ${state}`);
  return [...unhealthy, ...others, ...unfinished];
}

/** What is wrong with an apply that should have had nothing to do. */
function changeProblems(answer: Answer): string[] {
  const changed = answer.result.components
    .filter((each) => each.action !== "NO_OP")
    .map((each) => `${each.address} had the action ${each.action}`);
  return answer.result.status === "NO_CHANGES" ? changed : [`the status is ${answer.result.status}`, ...changed];
}

const [mode, path] = process.argv.slice(2);
const answer = JSON.parse(readFileSync(path ?? "", "utf8")) as Answer;
const problems = mode === "status" ? statusProblems(answer) : changeProblems(answer);
if (!answer.ok || answer.exitCode !== 0) problems.unshift(`the command ended with exit code ${answer.exitCode}`);
for (const problem of problems) console.error(`demo: ${problem}`);
if (problems.length > 0) process.exit(1);
