import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";
import type { Json } from "../../model/json.ts";
import type { Outputs, OutputValue } from "../../model/output-value.ts";
import type { EngineProgress, RecordedResource } from "../../ports/engine.ts";

/** How the engine writes a value that is not known before the deployment. */
export const unknownSentinel = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** How the engine's events write a secret value: masked, or as an object with this signature and a masked ciphertext. */
const maskedSecret = "[secret]";
const secretSignature = "4dabf18193072939515e22adb298388d";

const stackType = "pulumi:pulumi:Stack";
/** Steps that change something in the account. */
const changing = new Set(["create", "update", "delete", "create-replacement", "delete-replaced", "import"]);

/** What the engine reports about one run, gathered from its events. */
export class EngineRunEvents {
  readonly steps: StepEventMetadata[] = [];
  readonly #resources = new Map<string, RecordedResource>();
  readonly #errors: { readonly urn: string | undefined; readonly message: string }[] = [];
  readonly #failed: string[] = [];
  #stackOutputs: Readonly<Record<string, unknown>> = {};

  constructor(private readonly onProgress: ((progress: EngineProgress) => void) | undefined) {}

  readonly receive = (event: EngineEvent): void => {
    if (event.resourcePreEvent) this.#started(event.resourcePreEvent.metadata);
    if (event.resOutputsEvent) this.#finished(event.resOutputsEvent.metadata);
    if (event.resOpFailedEvent) this.#hasFailed(event.resOpFailedEvent.metadata);
    if (event.diagnosticEvent?.severity === "error" && !event.diagnosticEvent.ephemeral) {
      const message = plainText(event.diagnosticEvent.message);
      if (message !== "") this.#errors.push({ urn: event.diagnosticEvent.urn, message });
    }
  };

  get resources(): RecordedResource[] {
    return [...this.#resources.values()].sort((a, b) => a.urn.localeCompare(b.urn));
  }

  /** The program's outputs: absent or unknown ones as unknown, secrets as a reference to the checkpoint that holds them. */
  outputs(names: readonly string[], pulumiStack: string): Outputs {
    const outputs: Record<string, OutputValue> = {};
    for (const name of names) outputs[name] = outputValue(this.#stackOutputs[name], `${pulumiStack}#${name}`);
    return outputs;
  }

  /** Why the run failed, in one readable paragraph; undefined where the engine gave no reason. */
  get failure(): string | undefined {
    const reasons = this.#errors
      .filter((each) => !isFollowUp(each.message))
      .map((each) => (each.urn ? `${resourceLabel(each.urn)}: ${each.message}` : each.message));
    const text = [...new Set(reasons.length > 0 ? reasons : this.#failed.map((urn) => `${resourceLabel(urn)} failed`))];
    return text.length > 0 ? text.join(" ") : undefined;
  }

  #started(metadata: StepEventMetadata): void {
    this.steps.push(metadata);
    if (changing.has(metadata.op)) this.#progress(metadata, "started");
  }

  #finished(metadata: StepEventMetadata): void {
    if (metadata.type === stackType) this.#stackOutputs = metadata.new?.outputs ?? {};
    if (isBookkeeping(metadata.type)) return;
    if (changing.has(metadata.op)) this.#progress(metadata, "finished");
    if (metadata.op === "delete") this.#resources.delete(metadata.urn);
    else if (metadata.op !== "delete-replaced" && metadata.new)
      this.#resources.set(metadata.urn, { urn: metadata.urn, type: metadata.type, id: metadata.new.id || null });
  }

  #hasFailed(metadata: StepEventMetadata): void {
    this.#failed.push(metadata.urn);
    this.#progress(metadata, "failed");
    // A resource that failed to change is still there; one that failed to be made is not.
    if (!isBookkeeping(metadata.type) && metadata.old?.id)
      this.#resources.set(metadata.urn, { urn: metadata.urn, type: metadata.type, id: metadata.old.id });
  }

  #progress(metadata: StepEventMetadata, phase: EngineProgress["phase"]): void {
    if (isBookkeeping(metadata.type)) return;
    this.onProgress?.({
      urn: metadata.urn,
      type: metadata.type,
      name: resourceName(metadata.urn),
      operation: metadata.op,
      phase,
    });
  }
}

/** The stack itself and its providers are the engine's own affair. */
export const isBookkeeping = (type: string): boolean => type === stackType || type.startsWith("pulumi:providers:");

/** The last part of a URN: the name that the kind gave the resource. */
export const resourceName = (urn: string): string => urn.slice(urn.lastIndexOf("::") + 2);

/** Whether a value, or anything in it, is not known yet. */
export function hasUnknown(value: unknown): boolean {
  if (value === unknownSentinel) return true;
  if (Array.isArray(value)) return value.some(hasUnknown);
  return typeof value === "object" && value !== null && Object.values(value).some(hasUnknown);
}

/** Whether a value is a secret. */
export const isSecret = (value: unknown): boolean =>
  value === maskedSecret || (typeof value === "object" && value !== null && secretSignature in value);

function hasSecret(value: unknown): boolean {
  if (isSecret(value)) return true;
  if (Array.isArray(value)) return value.some(hasSecret);
  return typeof value === "object" && value !== null && Object.values(value).some(hasSecret);
}

function outputValue(value: unknown, reference: string): OutputValue {
  if (hasSecret(value)) return { state: "secret", reference };
  if (value === undefined || hasUnknown(value)) return { state: "unknown" };
  return { state: "known", value: value as Json };
}

function resourceLabel(urn: string): string {
  const type = urn.split("::")[2]?.split("$").at(-1) ?? "";
  return isBookkeeping(type) ? "the component" : `${type.split(":").at(-1)} ${resourceName(urn)}`;
}

/** Lines that the engine adds after the reason was already given. */
const followUps = [
  "update failed",
  "preview failed",
  "failed to destroy",
  "One or more errors occurred",
  "resource registration",
];
const isFollowUp = (message: string): boolean => followUps.some((text) => message.startsWith(text));

/** Takes the engine's colour marks and line breaks out. */
function plainText(text: string): string {
  return text
    .replace(/<\{%[^%]*%\}>/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
