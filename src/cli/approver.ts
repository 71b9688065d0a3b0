import { DeployerError } from "../diagnostics/deployer-error.ts";
import type { Plan } from "../model/plan.ts";
import { isProduction } from "../model/production.ts";
import type { Approver } from "../operations/apply.ts";
import type { CommandContext } from "./command-context.ts";
import { planView } from "./views/plan-view.ts";

/** An approver that remembers whether it showed the plan: what was shown need not be shown again. */
export interface PlanApprover extends Approver {
  hasShown(): boolean;
}

/** Shows the plan and asks for consent, or takes it from `--auto-approve`. */
export function makeApprover(autoApprove: boolean, context: CommandContext): PlanApprover {
  let shown = false;
  return {
    hasShown: () => shown,
    show: async (plan, warnings) => {
      shown = true;
      if (!autoApprove || !showsNothing(context)) {
        context.show(`${planView(plan, context.style)}\n`);
        await context.report(warnings);
      }
    },
    ask: async (plan) => {
      const by = context.composition.identity.user;
      if (autoApprove) return { by, through: "flag" };
      await askAtTerminal(plan, context);
      return { by, through: "terminal" };
    },
  };
}

/** With both `--json` and `--events`, standard error holds nothing but events. */
const showsNothing = ({ globals }: CommandContext): boolean => globals.quiet || (globals.json && globals.events);

async function askAtTerminal(plan: Plan, context: CommandContext): Promise<void> {
  const { prompt } = context.composition;
  if (!prompt.interactive) {
    throw new DeployerError("APPROVAL_REQUIRED", {
      fault: "user",
      summary: "The plan needs approval",
      detail: "The plan needs approval, and there is no terminal to ask on. Nothing was changed.",
      hint: "Run the same command with --auto-approve, or at a terminal.",
    });
  }
  if (isProduction(plan.environment)) {
    context.stderr.write(`${context.style.paint("⚠ Production deployment - approval required", "yellow")}\n`);
  }
  const dangerous = plan.operation === "destroy" || plan.dataLoss.length > 0;
  const approved = dangerous ? await askForName(plan, context) : await askYesOrNo(context);
  if (approved) return;
  throw new DeployerError("NOT_APPROVED", {
    fault: "user",
    summary: "The plan was not approved",
    detail: "The plan was not approved. Nothing was changed.",
  });
}

async function askForName(plan: Plan, context: CommandContext): Promise<boolean> {
  const loss = plan.dataLoss.length > 0 ? "This destroys data. " : "";
  const answer = await context.composition.prompt.ask(`${loss}Type the stack's name (${plan.stack}) to approve: `);
  return answer?.trim() === plan.stack;
}

async function askYesOrNo(context: CommandContext): Promise<boolean> {
  for (let attempt = 0; attempt < 3; attempt++) {
    const answer = (await context.composition.prompt.ask("Approve? (yes/no): "))?.trim().toLowerCase();
    if (answer === "yes" || answer === "y") return true;
    if (answer === undefined || answer === "no" || answer === "n") return false;
  }
  return false;
}
