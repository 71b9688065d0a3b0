import * as v from "valibot";
import { type Diagnostic, errorDiagnostic } from "../../diagnostics/diagnostic.ts";
import { nearestName } from "../../diagnostics/nearest-name.ts";
import type { Kind, KindRegistry } from "../../kinds/kind.ts";
import { outputNames } from "../../kinds/program.ts";
import type { Address } from "../../model/address.ts";
import type { OutputReference, ResolvedComponent, ResolvedConfig } from "../../model/configuration.ts";
import { formatPath, type JsonPath } from "../../model/json.ts";
import { typesOfOutput, typesTaken } from "./output-types.ts";

type Report = (diagnostic: Diagnostic) => void;

/** Components that may be referred to, whatever is wrong with them. */
type Known = ReadonlyMap<Address, ResolvedComponent>;

/** Checks that every component, and every output of one, that is referred to exists. */
export function checkReferences(
  components: readonly ResolvedComponent[],
  resolved: ResolvedConfig,
  kinds: KindRegistry,
  report: Report,
): void {
  const known: Known = new Map(components.map((each) => [each.address, each]));
  for (const component of components) {
    for (const dependency of component.dependsOn) {
      isThere(dependency.component, component, dependency.path, known, resolved, report);
    }
    for (const reference of component.references) {
      const at = [...reference.path, "component"];
      // Whoever misspells a name uses it more than once; every place has to be corrected.
      if (isThere(reference.component, component, at, known, resolved, report))
        checkOutput(reference, component, known, kinds, report);
    }
  }
}

function isThere(
  address: Address,
  from: ResolvedComponent,
  path: JsonPath,
  known: Known,
  resolved: ResolvedConfig,
  report: Report,
): boolean {
  if (known.has(address)) return true;
  if (resolved.broken.has(address)) return false;
  const disabled = resolved.disabled.has(address);
  const nearest = nearestName(address, known.keys());
  report(
    errorDiagnostic(disabled ? "DEPENDENCY_DISABLED" : "DEPENDENCY_NOT_FOUND", {
      summary: disabled
        ? "A reference names a component that is left out of this environment"
        : "A reference names a component that does not exist",
      detail: disabled
        ? `${address} is left out${resolved.environment ? ` of ${resolved.environment}` : ""} by enabled: false.`
        : `There is no component ${address}.`,
      hint: disabled
        ? "Leave this component out, too, or remove the reference."
        : nearest
          ? `Did you mean ${nearest}?`
          : undefined,
      at: from.locate(path),
      address: from.address,
    }),
  );
  return false;
}

function checkOutput(
  reference: OutputReference,
  from: ResolvedComponent,
  known: Known,
  kinds: KindRegistry,
  report: Report,
): void {
  const producer = known.get(reference.component);
  const kind: Kind | undefined = producer && kinds.get(producer.kind);
  if (!producer || !kind) return;
  const outputs = outputNames(kind);
  if (outputs.includes(reference.output)) {
    if (isPresent(reference, from, producer, kind, report)) checkType(reference, from, kind, kinds, report);
    return;
  }
  const nearest = nearestName(reference.output, outputs);
  report(
    errorDiagnostic("OUTPUT_NOT_FOUND", {
      summary: "A reference names an output that does not exist",
      detail: `${reference.component} is a component of kind ${kind.name}, which has no output ${reference.output}; its outputs are ${outputs.join(", ")}.`,
      hint: nearest ? `Did you mean ${nearest}?` : undefined,
      at: from.locate([...reference.path, "output"]),
      address: from.address,
    }),
  );
}

/** Whether the producer, as its spec stands, will have the output at all. */
function isPresent(
  reference: OutputReference,
  from: ResolvedComponent,
  producer: ResolvedComponent,
  kind: Kind,
  report: Report,
): boolean {
  if (!kind.absentOutputs) return true;
  // A spec that was refused, or whose variables have no value yet, says nothing.
  const spec = v.safeParse(kind.spec, producer.spec);
  const absent: readonly string[] = spec.success ? kind.absentOutputs(spec.output) : [];
  if (!absent.includes(reference.output)) return true;
  const place = producer.locate(["spec"], "key");
  report(
    errorDiagnostic("OUTPUT_NOT_FOUND", {
      summary: "A reference names an output that the component does not have",
      detail: `${reference.component} has no output ${reference.output} as its spec at ${place.file}:${place.line} stands.`,
      hint: `It has the outputs ${outputNames(kind)
        .filter((name) => !absent.includes(name))
        .join(", ")}.`,
      at: from.locate([...reference.path, "output"]),
      address: from.address,
    }),
  );
  return false;
}

function checkType(
  reference: OutputReference,
  from: ResolvedComponent,
  producer: Kind,
  kinds: KindRegistry,
  report: Report,
): void {
  const consumer = kinds.get(from.kind);
  if (!consumer) return;
  const given = typesOfOutput(producer.outputs, reference.output);
  const taken = typesTaken(consumer.spec, from.spec, reference.path.slice(1));
  const wrong = given.filter((type) => !taken.includes(type));
  if (wrong.length === 0) return;
  const fitting = outputNames(producer).filter((name) => {
    const types = typesOfOutput(producer.outputs, name);
    return types.length > 0 && types.every((type) => taken.includes(type));
  });
  report(
    errorDiagnostic("WRONG_TYPE", {
      summary: "An output has another type than the field takes",
      detail: `${reference.output} of ${reference.component} is a ${wrong.join(" or a ")}, and ${formatPath(reference.path)} takes a ${taken.join(" or a ")}.`,
      hint: fitting.length > 0 ? `Outputs of that type are ${fitting.join(", ")}.` : undefined,
      at: from.locate([...reference.path, "output"]),
      address: from.address,
    }),
  );
}
