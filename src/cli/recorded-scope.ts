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

/** Whether an address belongs to the services and components that a command is narrowed to; none means all. */
export function isSelected(
  address: string,
  selection: { readonly service: readonly string[]; readonly component: readonly string[] },
): boolean {
  if (selection.service.length === 0 && selection.component.length === 0) return true;
  const [service = "", component] = address.split("/");
  if (selection.service.includes(service)) return true;
  return selection.component.some((each) => each === address || each === component);
}
