import { ExitCode } from "../../diagnostics/codes.ts";
import type { noArguments } from "../arguments/verb-arguments.ts";
import type { Handler } from "../command-context.ts";

/** `deployer engine install` */
export const run: Handler<typeof noArguments> = async (_args, context) => {
  const installer = await context.composition.engineInstaller();
  const messages = await context.composition.messages();
  const found = await installer.find();
  const here = found?.version.replace(/^v/, "") === installer.pinnedVersion.replace(/^v/, "");
  const location = found && here ? found : await installer.install((line) => messages.info(line));
  return {
    exitCode: ExitCode.done,
    result: {
      path: location.path,
      version: location.version,
      foundBy: location.foundBy,
      installed: location !== found,
    },
    view: (style) =>
      `${style.paint("✓", "green")} Pulumi ${location.version} is ${location === found ? "there already" : "installed"}: ${location.path}\n`,
    diagnostics: [],
  };
};
