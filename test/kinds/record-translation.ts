import * as pulumi from "@pulumi/pulumi";
import * as v from "valibot";
import { registry } from "../../plugins/registry.ts";
import { outputLifter } from "../../src/adapters/pulumi/lift-output.ts";
import type { Kind } from "../../src/kinds/kit.ts";
import { componentProgram, type UpstreamComponent } from "../../src/kinds/program.ts";
import type { Address, EnvironmentName, Region, StackName } from "../../src/model/address.ts";
import type { ConfigFile } from "../../src/model/configuration.ts";
import type { JsonObject } from "../../src/model/json.ts";
import type { OutputValue } from "../../src/model/output-value.ts";
import { referencesIn } from "../../src/model/references.ts";
import { cloudAnswer, generatedState } from "./mocked-cloud.ts";

/** What a translation asked the engine for. */
export interface RecordedResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
}

export interface Translation {
  readonly resources: readonly RecordedResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
}

export interface TranslationCase {
  readonly spec: unknown;
  readonly address?: string;
  readonly stack?: string;
  readonly configFiles?: readonly ConfigFile[];
  /** Components that the spec refers to; their outputs are unknown where `upstream` holds none. */
  readonly upstream?: Readonly<Record<string, { readonly kind: string; readonly outputs?: JsonObject }>>;
  readonly retiring?: boolean;
  /** The first plan: nothing that another component makes is known. */
  readonly firstPlan?: boolean;
}

const foundation: Readonly<Record<string, { readonly kind: string; readonly outputs: JsonObject }>> = {
  "foundation/network": {
    kind: "Networking",
    outputs: {
      vpcId: "vpc-0123456789abcdef0",
      vpcCidr: "10.0.0.0/16",
      privateSubnetIds: ["subnet-0a", "subnet-0b"],
      publicSubnetIds: ["subnet-0c", "subnet-0d"],
    },
  },
  "foundation/cluster": {
    kind: "Cluster",
    outputs: {
      clusterArn: "arn:aws:ecs:us-east-1:123456789012:cluster/notification-platform-development",
      clusterName: "notification-platform-development",
    },
  },
};

/** Runs a kind's translation as the engine would, against Pulumi's mocks, and says what it made. */
export async function recordTranslation(kind: Kind, example: TranslationCase): Promise<Translation> {
  const address = (example.address ?? "notification-service/api") as Address;
  const resources: RecordedResource[] = [];
  const firstPlan = example.firstPlan ?? false;
  await pulumi.runtime.setMocks(
    {
      call: ({ token, inputs }) => cloudAnswer(token, inputs),
      newResource: ({ type, name, inputs }) =>
        firstPlan ? { id: undefined, state: inputs } : generatedState(type, name, inputs),
    },
    "notification-platform",
    address.replace("/", "."),
    firstPlan,
  );
  recordRequests(resources);
  const spec = v.parse(kind.spec, example.spec) as JsonObject;
  const program = componentProgram({
    scope: {
      stack: (example.stack ?? "notification-platform") as StackName,
      environment: "development" as EnvironmentName,
    },
    kind,
    kinds: registry,
    component: {
      address,
      region: "us-east-1" as Region,
      spec,
      labels: { team: "notifications" },
      configFiles: example.configFiles ?? [],
      references: referencesIn(spec, address.split("/")[0] ?? "").references,
    },
    upstream: upstreamOf(example, firstPlan),
    retiring: example.retiring ? { label: "d1" } : undefined,
  });
  const outputs = await known(await program(await outputLifter()));
  await pulumi.runtime.disconnect();
  return { resources: resources.sort((one, other) => (key(one) < key(other) ? -1 : 1)), outputs };
}

const key = (resource: RecordedResource): string => `${resource.type} ${resource.name}`;

function upstreamOf(example: TranslationCase, firstPlan: boolean): ReadonlyMap<Address, UpstreamComponent> {
  const all = Object.entries({ ...foundation, ...example.upstream });
  return new Map(
    all.map(([address, { kind, outputs }]) => [
      address as Address,
      {
        kind,
        outputs: firstPlan
          ? {}
          : Object.fromEntries(
              Object.entries(outputs ?? {}).map(([name, value]): [string, OutputValue] => [
                name,
                { state: "known", value },
              ]),
            ),
      },
    ]),
  );
}

/** The values of a program's outputs; "unknown" where the engine would not know one while planning. */
async function known(outputs: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>> {
  const entries = await Promise.all(
    Object.entries(outputs).map(async ([name, value]) => {
      const output = pulumi.output(value) as unknown as { isKnown: Promise<boolean>; promise(): Promise<unknown> };
      return [name, (await output.isKnown) ? await output.promise() : "unknown"] as const;
    }),
  );
  return Object.fromEntries(entries);
}

interface RegisterRequest {
  getType(): string;
  getName(): string;
  getObject(): { toJavaScript(): Record<string, unknown> };
  getProtect(): boolean | undefined;
  getIgnorechangesList(): string[];
  getDeletebeforereplace(): boolean;
  getDependenciesList(): string[];
}

/** Listens to the requests themselves, because mocks are not told about protection, ignored changes and the like. */
function recordRequests(resources: RecordedResource[]): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as {
    registerResource(request: RegisterRequest, ...rest: unknown[]): unknown;
  };
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, ...rest) => {
    if (request.getType().startsWith("aws:")) {
      resources.push({
        type: request.getType(),
        name: request.getName(),
        inputs: withoutMarkers(request.getObject().toJavaScript()) as Record<string, unknown>,
        options: {
          ...(request.getProtect() && { protect: true }),
          ...(request.getDeletebeforereplace() && { deleteBeforeReplace: true }),
          ...(request.getIgnorechangesList().length > 0 && { ignoreChanges: request.getIgnorechangesList() }),
        },
      });
    }
    return register(request, ...rest);
  };
}

const secretMarker = "4dabf18193072939515e22adb298388d";
const unknownMarker = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** Pulumi's markers on the wire as words: `{secret: …}` and "unknown"; JSON texts as JSON, so that goldens can be read. */
function withoutMarkers(value: unknown): unknown {
  if (value === unknownMarker) return "unknown";
  if (typeof value === "string" && /^[[{]/.test(value)) return { json: JSON.parse(value) as unknown };
  if (Array.isArray(value)) return value.map(withoutMarkers);
  if (typeof value !== "object" || value === null) return value;
  if (secretMarker in value && "value" in value) return { secret: withoutMarkers(value.value) };
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutMarkers(member)]));
}
