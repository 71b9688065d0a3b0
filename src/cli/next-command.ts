import type { Scope } from "../model/address.ts";

/** What of a command line is repeated in the command that a user is told to run next. */
export interface RepeatedArguments {
  readonly service: readonly string[];
  readonly component: readonly string[];
  readonly affected?: boolean;
  readonly base?: string | undefined;
  readonly withDependents?: boolean;
  readonly exclude?: readonly string[];
  readonly allowDataLoss: readonly string[];
  readonly simulate: boolean;
  /** Values of variables are left out, because they may be secrets. */
  readonly variables: boolean;
}

/** A command line that a user can copy. */
export function nextCommand(verb: string, scope: Scope, repeated: RepeatedArguments): string {
  const parts = ["deployer", verb, "--stack", scope.stack, "--environment", scope.environment];
  for (const service of repeated.service) parts.push("--service", service);
  for (const component of repeated.component) parts.push("--component", component);
  if (repeated.affected && repeated.base !== undefined) parts.push("--affected", "--base", quoted(repeated.base));
  if (repeated.withDependents) parts.push("--with-dependents");
  for (const address of repeated.exclude ?? []) parts.push("--exclude", address);
  for (const address of repeated.allowDataLoss) parts.push("--allow-data-loss", address);
  if (repeated.simulate) parts.push("--simulate");
  return parts.join(" ") + (repeated.variables ? " (and the same --var)" : "");
}

/** A commit may be named with characters that a shell would take for its own. */
const quoted = (text: string): string => (/^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
