import { ExitCode } from "../../diagnostics/codes.ts";
import { isName, regionPattern } from "../../model/address.ts";
import { createStack, nameOfFolder, stackPlace } from "../../operations/create-stack.ts";
import type { stackInitArguments } from "../arguments/verb-arguments.ts";
import { answers } from "../ask.ts";
import type { Handler } from "../command-context.ts";
import { joinLines } from "../views/layout.ts";

/** `deployer stack init` */
export const run: Handler<typeof stackInitArguments> = async (args, context) => {
  const { composition } = context;
  const standing = await composition.standing();
  const { name, region } = await answers(
    {
      name: {
        flag: "name",
        text: "Stack name",
        refuse: (answer) => (isName(answer) ? undefined : "a name has a-z, 0-9 and single hyphens, a letter first."),
      },
      region: {
        flag: "region",
        text: "AWS Region",
        usual: "us-east-1",
        refuse: (answer) => (regionPattern.test(answer) ? undefined : "an AWS region looks like us-east-1."),
      },
    },
    { name: args.name ?? nameOfFolder(standing.folder), region: args.region },
    context,
  );
  const place = stackPlace(standing, name);
  const created = await createStack(await composition.writer(), place, { region, description: args.description });
  return {
    exitCode: ExitCode.done,
    result: { stack: name, root: place.root, created },
    view: (style) =>
      joinLines([
        `${style.paint("✓", "green")} Created the stack ${name} in ${place.root}:`,
        ...created.map((path) => `  ${path}`),
        "",
        "Next: write a service below services/, then run deployer validate.",
      ]),
    diagnostics: [],
  };
};
