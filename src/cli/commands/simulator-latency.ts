import { ExitCode } from "../../diagnostics/codes.ts";
import { ConfigurationError } from "../../diagnostics/deployer-error.ts";
import type { LatencyRequest } from "../../ports/simulated-account.ts";
import type { ValuesOf } from "../arguments/argument-spec.ts";
import { usageProblem } from "../arguments/usage-problem.ts";
import type { simulatorLatencyArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";

/** `deployer simulator latency` */
export const run: Handler<typeof simulatorLatencyArguments> = async (args, context) => {
  const request = latencyRequest(args);
  if (args.scale === 0) wrong("--scale must be more than 0.");
  const account = await context.composition.simulatedAccount();
  if (request) await account.latency(request);
  if (args.scale !== undefined) await account.scale(args.scale);
  const done = [
    ...(request ? [`Calls take ${request.seconds} s.`] : []),
    ...(args.scale === undefined ? [] : [`The clock runs ${args.scale} times as fast.`]),
  ];
  return {
    exitCode: ExitCode.done,
    result: { target: request?.target ?? null, seconds: request?.seconds ?? null, scale: args.scale ?? null },
    view: (style) => `${style.paint("✓", "green")} ${done.join(" ")}\n`,
    diagnostics: [],
  };
};

function latencyRequest(args: ValuesOf<typeof simulatorLatencyArguments>): LatencyRequest | undefined {
  const targets: LatencyRequest["target"][] = [];
  if (args.component !== undefined) targets.push({ component: args.component });
  if (args.type !== undefined) targets.push({ type: args.type });
  if (args.default) targets.push("default");
  const [target] = targets;
  if (targets.length > 1) return wrong("--component, --type and --default exclude one another.");
  if (target === undefined && args.seconds === undefined && args.scale !== undefined) return undefined;
  if (target === undefined) return wrong("One of --component, --type and --default is required, or --scale.");
  if (args.seconds === undefined) return wrong("--seconds is required.");
  return { target, seconds: args.seconds };
}

function wrong(detail: string): never {
  throw new ConfigurationError([usageProblem("Wrong arguments", detail)]);
}
