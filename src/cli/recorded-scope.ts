import type { Scope } from "../model/address.ts";
import { resolveScope } from "../operations/resolve-scope.ts";
import type { Composition } from "../operations/services.ts";
import type { CommandContext } from "./command-context.ts";
import { configurationRequest, type RequestArguments } from "./configuration-request.ts";

/** What commands that read records work with: the stores, and the stack and environment that is meant. */
export async function recordedScope(
  args: RequestArguments,
  context: CommandContext,
): Promise<{ readonly services: Awaited<ReturnType<Composition["records"]>>; readonly scope: Scope }> {
  const request = await configurationRequest(args, context);
  const services = await context.composition.records({ simulate: context.globals.simulate });
  return { services, scope: resolveScope(services, request) };
}
