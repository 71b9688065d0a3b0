import { describe, expect, test } from "bun:test";
import { createPlan, mixedPlan } from "../../test/golden/plan-samples.ts";
import { sampleDiagnostics } from "../../test/golden/view-samples.ts";
import { DeployerError } from "../diagnostics/deployer-error.ts";
import type { Plan } from "../model/plan.ts";
import { makeApprover } from "./approver.ts";
import type { CommandContext } from "./command-context.ts";
import { makeStyle } from "./views/style.ts";

interface Asked {
  readonly result: unknown;
  readonly shown: string;
  readonly questions: readonly string[];
  readonly reported: number;
}

async function ask(
  plan: Plan,
  autoApprove: boolean,
  answers: readonly (string | undefined)[] | undefined,
  quiet = false,
): Promise<Asked> {
  const shown: string[] = [];
  const questions: string[] = [];
  let reported = 0;
  const context = {
    globals: { quiet },
    style: makeStyle({ width: 80, colour: false }),
    stderr: { write: (text: string) => void shown.push(text) },
    show: (text: string) => void shown.push(text),
    report: async (diagnostics: readonly unknown[]) => {
      reported += diagnostics.length;
    },
    composition: {
      identity: { user: "alice@company.com" },
      prompt: {
        interactive: answers !== undefined,
        ask: async (question: string) => {
          questions.push(question);
          return answers?.[questions.length - 1];
        },
      },
    },
  } as unknown as CommandContext;
  const approver = makeApprover(autoApprove, context);
  expect(approver.hasShown()).toBe(false);
  await approver.show(plan, sampleDiagnostics.slice(2));
  const result = await approver.ask(plan).catch((error: unknown) => {
    if (error instanceof DeployerError) return error.code;
    throw error;
  });
  expect(approver.hasShown()).toBe(true);
  return { result, shown: shown.join(""), questions, reported };
}

const byAlice = (through: string) => ({ by: "alice@company.com", through });

describe("approval", () => {
  test("is given by yes, after the plan and the warnings were shown", async () => {
    const { result, shown, questions, reported } = await ask(createPlan, false, ["yes"]);
    expect(result).toEqual(byAlice("terminal"));
    expect(shown).toContain("Plan: 5 to create");
    expect(shown).not.toContain("Production");
    expect(questions).toEqual(["Approve? (yes/no): "]);
    expect(reported).toBe(1);
  });

  const answers: [answers: (string | undefined)[], result: unknown, asked: number][] = [
    [[" Y "], byAlice("terminal"), 1],
    [["no"], "NOT_APPROVED", 1],
    [[undefined], "NOT_APPROVED", 1],
    [["", "yess", "yes"], byAlice("terminal"), 3],
    [["", "", "", "yes"], "NOT_APPROVED", 3],
  ];
  for (const [given, result, asked] of answers) {
    test(`with the answers ${JSON.stringify(given)}`, async () => {
      const outcome = await ask(createPlan, false, given);
      expect([outcome.result, outcome.questions.length]).toEqual([result, asked]);
    });
  }

  test("of a plan that destroys data takes the stack's name, and says production", async () => {
    const { result, questions, shown } = await ask(mixedPlan, false, ["user-platform"]);
    expect(result).toEqual(byAlice("terminal"));
    expect(questions).toEqual(["This destroys data. Type the stack's name (user-platform) to approve: "]);
    expect(shown).toContain("⚠ Production deployment - approval required");
    expect((await ask(mixedPlan, false, ["yes"])).result).toBe("NOT_APPROVED");
  });

  test("of a destruction takes the stack's name", async () => {
    expect((await ask({ ...createPlan, operation: "destroy" }, false, ["yes"])).result).toBe("NOT_APPROVED");
  });

  test("without a terminal is an error", async () => {
    expect((await ask(createPlan, false, undefined)).result).toBe("APPROVAL_REQUIRED");
  });

  test("by flag asks nobody, and still shows the plan", async () => {
    const { result, questions, shown } = await ask(mixedPlan, true, undefined);
    expect([result, questions]).toEqual([byAlice("flag"), []]);
    expect(shown).toContain("This plan destroys data in");
    expect((await ask(mixedPlan, true, undefined, true)).shown).toBe("");
    expect((await ask(mixedPlan, false, ["no"], true)).shown).toContain("This plan destroys data in");
  });
});
