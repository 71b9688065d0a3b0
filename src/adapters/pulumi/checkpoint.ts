import { randomUUID } from "node:crypto";
import { providerVersion } from "../../model/fingerprint.ts";
import type { JsonObject } from "../../model/json.ts";
import type { OwnedResource } from "../../ports/cloud-reader.ts";
import type { EngineTarget } from "../../ports/engine.ts";

/** A resource in the engine's checkpoint, as far as Deployer reads or writes it. */
interface CheckpointResource {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  readonly id?: string;
  readonly delete?: boolean;
  readonly parent?: string;
  readonly provider?: string;
  readonly inputs?: JsonObject;
  readonly outputs?: JsonObject;
  readonly dependencies?: readonly string[];
}

/** The part of `pulumi stack export` that matters here; https://www.pulumi.com/docs/iac/cli/commands/pulumi_stack_export/ */
export interface Checkpoint {
  readonly version: number;
  readonly deployment: {
    readonly resources?: readonly CheckpointResource[];
    readonly pending_operations?: readonly unknown[];
  };
}

export interface Adoption {
  readonly checkpoint: Checkpoint;
  readonly changed: boolean;
  readonly notes: readonly string[];
}

/**
 * Takes resources that exist in the account into a checkpoint that does not know them, and forgets operations that the
 * checkpoint holds as pending: after that it says what is there. An adopted resource depends on everything older, so
 * that it is deleted first.
 */
export function adoptInto(checkpoint: Checkpoint, target: EngineTarget, owned: readonly OwnedResource[]): Adoption {
  const resources = [...(checkpoint.deployment.resources ?? [])];
  const pending = checkpoint.deployment.pending_operations ?? [];
  const known = new Set(resources.map(identity));
  const unknown = owned.filter((each) => !known.has(identity(each)));
  if (unknown.length === 0 && pending.length === 0) return { checkpoint, changed: false, notes: [] };

  const urn = (type: string, name: string): string =>
    `urn:pulumi:${target.pulumiStack}::${target.stack}::${type}::${name}`;
  const root = bookkeeping(resources, target, urn);
  for (const found of unknown) {
    const own = urn(found.type, found.name);
    const older = resources.findIndex((each) => each.urn === own && !each.delete);
    const replaced = resources[older];
    // Of two resources under one name the checkpoint's is the one that a replacement was about to delete.
    if (replaced) resources[older] = { ...replaced, delete: true };
    resources.push({
      urn: own,
      custom: true,
      id: found.id,
      type: found.type,
      inputs: found.inputs,
      outputs: found.outputs,
      parent: root.stackUrn,
      provider: root.provider,
      dependencies: resources
        .filter((each) => each.custom && each.urn !== own && !isProvider(each))
        .map((each) => each.urn),
    });
  }
  const notes = unknown.map(
    (each) => `took ${each.type.split(":").at(-1)} ${each.name} (${each.id}) over, which an interrupted run had made`,
  );
  return {
    checkpoint: { ...checkpoint, deployment: { ...checkpoint.deployment, resources, pending_operations: [] } },
    changed: true,
    notes,
  };
}

/** What makes a resource that one and no other: an id may be shared, as by the revisions of a task definition. */
function identity(resource: Pick<CheckpointResource, "type" | "id" | "outputs">): string {
  const arn = resource.outputs?.arn;
  return `${resource.type}|${typeof arn === "string" ? arn : (resource.id ?? "")}`;
}

const isProvider = (resource: CheckpointResource): boolean => resource.type.startsWith("pulumi:providers:");

/** The stack's root and its AWS provider, which every resource names; added where the run was cut off before both. */
function bookkeeping(
  resources: CheckpointResource[],
  target: EngineTarget,
  urn: (type: string, name: string) => string,
): { readonly stackUrn: string; readonly provider: string } {
  const stackType = "pulumi:pulumi:Stack";
  let stack = resources.find((each) => each.type === stackType);
  if (!stack) {
    stack = { urn: urn(stackType, `${target.stack}-${target.pulumiStack}`), custom: false, type: stackType };
    resources.unshift(stack);
  }
  let provider = resources.find((each) => each.type === "pulumi:providers:aws");
  if (!provider) {
    const name = `default_${providerVersion.replaceAll(".", "_")}`;
    const inputs = { region: target.region, version: providerVersion };
    provider = {
      urn: urn("pulumi:providers:aws", name),
      custom: true,
      id: randomUUID(),
      type: "pulumi:providers:aws",
      inputs,
      outputs: inputs,
    };
    resources.splice(1, 0, provider);
  }
  return { stackUrn: stack.urn, provider: `${provider.urn}::${provider.id}` };
}
