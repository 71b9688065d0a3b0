import { describe, expect, setDefaultTimeout, test } from "bun:test";
import type { EnvelopeDiagnostic } from "./envelope.ts";
import { listing } from "./file-listing.ts";
import { makeWorld, type World } from "./world.ts";

setDefaultTimeout(120_000);

const folder = "stacks/shop/services/cart/components";

const component = (kind: string, name: string, spec: string): string =>
  `apiVersion: components.deployer.io/v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  service: cart\n  stack: shop\nspec:\n${spec}\n`;

const microservice = (name: string, more: string): string =>
  component(
    "MicroService",
    name,
    `  image:\n    repository: example.com/app\n    tag: v1\n  runtime:\n    platform: fargate\n  ports:\n    - name: http\n      port: 80\n${more}`,
  );

interface Mistake {
  readonly code: string;
  /** `file:line:column` below the folder of components. */
  readonly place: string;
  readonly files: Readonly<Record<string, string>>;
  readonly says: readonly RegExp[];
}

const mistakes: Readonly<Record<string, Mistake>> = {
  "broken YAML": {
    code: "YAML_SYNTAX",
    place: "broken/sqs.yaml:2:1",
    files: { "broken/sqs.yaml": "kind: [SQS\nmetadata: x\n" },
    says: [/YAML/],
  },
  "an unknown kind": {
    code: "UNKNOWN_KIND",
    place: "kind/sqs.yaml:2:7",
    files: { "kind/sqs.yaml": component("SQSS", "kind", "  {}") },
    says: [/SQSS/, /Did you mean SQS\?/],
  },
  "an unknown field": {
    code: "UNKNOWN_FIELD",
    place: "field/sqs.yaml:8:3",
    files: { "field/sqs.yaml": component("SQS", "field", "  visibilityTimeoutSecond: 30") },
    says: [/visibilityTimeoutSecond /, /Did you mean visibilityTimeoutSeconds\?/],
  },
  "a wrong type": {
    code: "WRONG_TYPE",
    place: "type/sqs.yaml:8:9",
    files: { "type/sqs.yaml": component("SQS", "type", "  fifo: many") },
    says: [/spec\.fifo/, /many/],
  },
  "a missing variable": {
    code: "VARIABLE_MISSING",
    place: "variable/app.yaml:10:10",
    files: { "variable/app.yaml": microservice("variable", "").replace("tag: v1", 'tag: "${NOWHERE}"') },
    says: [/NOWHERE/],
  },
  "a cycle": {
    code: "DEPENDENCY_CYCLE",
    place: "one/sqs.yaml:8:15",
    files: {
      "one/sqs.yaml": component("SQS", "one", "  dependsOn: [two]"),
      "two/sqs.yaml": component("SQS", "two", "  dependsOn: [one]"),
    },
    says: [/cart\/one -> cart\/two -> cart\/one/, /one\/sqs\.yaml:8/, /two\/sqs\.yaml:8/],
  },
  "a missing component": {
    code: "DEPENDENCY_NOT_FOUND",
    place: "component/sqs.yaml:8:15",
    files: { "component/sqs.yaml": component("SQS", "component", "  dependsOn: [frist]") },
    says: [/cart\/frist/, /Did you mean (cart\/)?first\?/],
  },
  "a missing output": {
    code: "OUTPUT_NOT_FOUND",
    place: "output/app.yaml:20:17",
    files: {
      "output/app.yaml": microservice(
        "output",
        "  environment:\n    - name: A\n      valueFrom:\n        component: first\n        output: adress",
      ),
    },
    says: [/adress/, /\burl\b/],
  },
  "two components of one address": {
    code: "DUPLICATE_DOCUMENT",
    place: "same/two.yaml:4:9",
    files: { "same/one.yaml": component("SQS", "same", "  {}"), "same/two.yaml": component("SQS", "same", "  {}") },
    says: [/same\/one\.yaml:4/],
  },
};

function worldWith(...wrong: readonly Mistake[]): World {
  const world = makeWorld("queues");
  for (const { files } of wrong) {
    for (const [path, text] of Object.entries(files)) world.write(`${folder}/${path}`, text);
  }
  return world;
}

const placeOf = ({ file, line, column }: EnvelopeDiagnostic): string =>
  `${file?.replace(`${folder}/`, "")}:${line}:${column}`;

const summaryOf = (each: EnvelopeDiagnostic): string => `${each.code} ${placeOf(each)}`;

describe("a mistake in the configuration is told once, with its place, and nothing is written:", () => {
  test.each(Object.entries(mistakes))("%s", async (_name, mistake) => {
    using world = worldWith(mistake);
    const before = listing(world.repository);
    for (const command of ["validate", "plan", "apply -y"]) {
      const { exitCode, diagnostics, result } = await world.json(command);
      expect(diagnostics.map(summaryOf)).toEqual([`${mistake.code} ${mistake.place}`]);
      expect({ exitCode, result }).toEqual({ exitCode: 3, result: null });
      const said = `${diagnostics[0]?.summary} ${diagnostics[0]?.detail} ${diagnostics[0]?.hint}`;
      for (const pattern of mistake.says) expect(said).toMatch(pattern);
    }
    const { exitCode, stdout, stderr } = await world.run("plan");
    expect({ exitCode, stdout }).toEqual({ exitCode: 3, stdout: "" });
    expect(stderr).toContain(`error[${mistake.code}] ${folder}/${mistake.place}`);
    expect(stderr).not.toMatch(/\n\s+at \S+ \(|node_modules|\$bunfs/);
    expect(listing(world.repository)).toEqual(before);
  });

  test("all of them at once", async () => {
    using world = worldWith(...Object.values(mistakes));
    const before = listing(world.repository);
    const { exitCode, diagnostics } = await world.json("apply -y");
    expect(exitCode).toBe(3);
    expect(diagnostics.map(summaryOf).sort()).toEqual(
      Object.values(mistakes)
        .map((each) => `${each.code} ${each.place}`)
        .sort(),
    );
    expect(listing(world.repository)).toEqual(before);
  });
});

describe("wrong usage ends with 64:", () => {
  test.each([
    ["a command that does not exist", "deploy", /Unknown command/],
    ["a misspelt command", "aply", /Did you mean deployer apply|apply/],
    ["a flag that does not exist", "apply --auto-aprove", /--auto-approve/],
    ["a value that is no number", "apply --parallelism many", /parallelism/],
    ["a value that is missing", "plan --environment", /--environment/],
    ["a word too much", "status here", /here/],
    ["a command group without a command", "simulator", /needs one of/],
    ["a fault of nothing", "simulator fail --operation create", /--component, --type or both/],
    ["a format that nobody knows", "graph --output graph.gif", /\.svg/],
  ])("%s", async (_name, command, says) => {
    using world = makeWorld("queues");
    const before = listing(world.repository);
    const { exitCode, stdout, stderr } = await world.run(command);
    expect(exitCode).toBe(64);
    expect(stdout).toBe("");
    expect(stderr).toMatch(says);
    expect(listing(world.repository)).toEqual(before);
    expect((await world.json(command)).exitCode).toBe(64);
  });

  test("without --simulate, because this version knows no other account", async () => {
    using world = makeWorld("queues");
    const { exitCode, stderr } = await world.run("plan", { DEPLOYER_SIMULATE: undefined });
    expect(exitCode).toBe(64);
    expect(stderr).toContain("--simulate");
  });
});

test("a folder that is no deployment repository is told from one", async () => {
  using world = makeWorld("queues");
  const { exitCode, stderr } = await world.run(`validate -C ${world.home}`);
  expect(exitCode).toBe(3);
  expect(stderr).toContain("REPOSITORY_NOT_FOUND");
});
