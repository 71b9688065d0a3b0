import { ExitCode } from "../../diagnostics/codes.ts";
import { foundationService, splitAddress } from "../../model/address.ts";
import { check } from "../../operations/check.ts";
import type { validateArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";
import { configurationRequest } from "../configuration-request.ts";
import { counted } from "../views/layout.ts";

/** `deployer validate` */
export const run: Handler<typeof validateArguments> = async (args, context) => {
  const request = await configurationRequest(args, context);
  const { config, selected, diagnostics } = check(await context.composition.repository(), request);
  const own = [...selected].filter((address) => !address.startsWith(`${foundationService}/`));
  // A service without components counts too, as long as the run was not narrowed.
  const narrowed = args.service.length > 0 || args.component.length > 0 || args.affected;
  const services = new Set(own.map((address) => splitAddress(address).service));
  if (!narrowed) for (const service of config.services) services.add(service);
  const result = {
    stack: config.stackName,
    environment: config.environment ?? null,
    services: services.size,
    components: own.length,
  };
  const where = config.environment === undefined ? "" : ` in ${config.environment}`;
  const counts = `${counted(services.size, "service")}, ${counted(own.length, "component")}`;
  return {
    exitCode: ExitCode.done,
    result,
    view: (style) => `${style.paint("✓", "green")} ${config.stackName}${where} is valid: ${counts}.\n`,
    diagnostics,
  };
};
