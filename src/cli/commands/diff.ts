import { ExitCode } from "../../diagnostics/codes.ts";
import { ConfigurationError } from "../../diagnostics/deployer-error.ts";
import { diff } from "../../operations/diff.ts";
import { usageProblem } from "../arguments/usage-problem.ts";
import type { diffArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { configurationRequest } from "../configuration-request.ts";
import { diffJson, diffView } from "../views/diff-view.ts";

/** `deployer diff` */
export const run: Handler<typeof diffArguments> = async (args, context) => {
  const environments = twoEnvironments([args.first, args.second], args.environment);
  const request = await configurationRequest({ ...args, environment: undefined }, context);
  const report = diff(await context.composition.repository(), request, environments);
  const differ = report.onlyLeft.length + report.onlyRight.length + report.changed.length > 0;
  return {
    exitCode: args.detailedExitcode && differ ? ExitCode.changesFound : ExitCode.done,
    result: diffJson(report),
    view: (style) => diffView(report, style),
    diagnostics: report.diagnostics,
  };
};

/** Two arguments, two flags, or one argument that the environment of the flag (or variable) is compared with. */
function twoEnvironments(
  positions: readonly (string | undefined)[],
  flags: readonly string[],
): readonly [string, string] {
  const named = positions.filter((each) => each !== undefined);
  const [left, right, ...others] = named.length === 2 ? named : [...flags, ...named];
  if (left !== undefined && right !== undefined && others.length === 0 && left !== right) return [left, right];
  const said = [...flags, ...named];
  throw new ConfigurationError([
    usageProblem(
      "Two environments are needed",
      left !== undefined && left === right
        ? `${left} would be compared with itself.`
        : `The command compares two environments, and ${said.length} ${said.length === 1 ? "was" : "were"} named.`,
      "Run for example: deployer diff staging production",
    ),
  ]);
}
