import * as v from "valibot";
import { type ComplianceSpec, complianceSpecSchema } from "../../../schemas/stack-rules.ts";
import { type Diagnostic, errorDiagnostic, type SourcePosition } from "../../diagnostics/diagnostic.ts";
import type { KindRegistry } from "../../kinds/kind.ts";
import type { ResolvedConfig, ResolvedDocument, ValidComponent } from "../../model/configuration.ts";
import { type JsonPath, valueAt } from "../../model/json.ts";
import { typedBySchema } from "./variable-types.ts";

type Report = (diagnostic: Diagnostic) => void;

/** Something that does not keep a rule, and where both stand. */
interface Breach {
  readonly rule: keyof ComplianceSpec;
  readonly detail: string;
  readonly hint: string;
  readonly at: SourcePosition;
  readonly address?: string;
}

/** Holds the stack and its components to its Compliance documents. */
export function checkCompliance(
  resolved: ResolvedConfig,
  components: readonly ValidComponent[],
  kinds: KindRegistry,
  report: Report,
): void {
  for (const document of resolved.documents) {
    if (document.kind !== "Compliance") continue;
    const rules = rulesOf(document);
    if (!rules) continue;
    const breaches = [
      ...regionBreaches(rules, resolved),
      ...components.flatMap((component) => componentBreaches(rules, component, kinds)),
    ];
    for (const { rule, detail, ...rest } of breaches) {
      const place = document.locate(["spec", rule], "key");
      const because = `${detail}, which ${rule} at ${place.file}:${place.line} does not allow.`;
      report(
        errorDiagnostic("COMPLIANCE_VIOLATED", {
          summary: "A rule of the stack is not kept",
          detail: because,
          ...rest,
        }),
      );
    }
  }
}

/** The rules of a document; none where it is wrong, which was reported. */
function rulesOf(document: ResolvedDocument): ComplianceSpec | undefined {
  const untyped = document.untyped.filter(([first]) => first === "spec").map((path) => path.slice(1));
  const spec = typedBySchema(complianceSpecSchema, valueAt(document.body, ["spec"]) ?? {}, untyped);
  const parsed = v.safeParse(complianceSpecSchema, spec);
  return parsed.success ? parsed.output : undefined;
}

function regionBreaches({ allowedRegions }: ComplianceSpec, resolved: ResolvedConfig): Breach[] {
  if (!allowedRegions || allowedRegions.includes(resolved.region)) return [];
  const stack = resolved.documents.find((each) => each.kind === "Stack");
  const at = stack?.locate(["spec", "provider", "region"]) ?? {
    file: `stacks/${resolved.stackName}/stack.yaml`,
    line: 1,
    column: 1,
  };
  const detail = `The stack is deployed to ${resolved.region}`;
  return [{ rule: "allowedRegions", detail, hint: `Allowed are ${allowedRegions.join(", ")}.`, at }];
}

function componentBreaches(rules: ComplianceSpec, component: ValidComponent, kinds: KindRegistry): Breach[] {
  const definition = kinds.get(component.kind);
  // A spec whose variables have no value yet has no defaults either, and nothing to be judged by.
  const spec = definition?.complianceFacts && v.safeParse(definition.spec, component.spec);
  if (!definition?.complianceFacts || !spec?.success) return [];
  const facts = definition.complianceFacts(spec.output);
  const { address } = component;
  const found: Breach[] = [];
  const add = (rule: Breach["rule"], path: JsonPath, detail: string, hint: string) =>
    found.push({ rule, detail: `${address} ${detail}`, hint, at: component.locate(["spec", ...path]), address });
  const { instanceClass, publicLoadBalancer, backupRetentionDays, encryption = [] } = facts;
  const classes = rules.allowedInstanceClasses;
  if (classes && instanceClass && !classes.some((each) => covers(each, instanceClass.value))) {
    add(
      "allowedInstanceClasses",
      instanceClass.path,
      `has the instance class ${instanceClass.value}`,
      `Allowed are ${classes.join(", ")}.`,
    );
  }
  if (rules.forbidPublicLoadBalancers && publicLoadBalancer?.value)
    add("forbidPublicLoadBalancers", publicLoadBalancer.path, "has a public load balancer", "Make it internal.");
  const least = rules.minimumBackupRetentionDays;
  if (least !== undefined && backupRetentionDays && backupRetentionDays.value < least) {
    const days = backupRetentionDays.value;
    add(
      "minimumBackupRetentionDays",
      backupRetentionDays.path,
      `keeps backups for ${days} day(s)`,
      `Keep them for at least ${least}.`,
    );
  }
  for (const { value, path } of rules.requireOwnKmsKeys ? encryption : []) {
    if (value !== undefined) continue;
    const place = path.join(".");
    add(
      "requireOwnKmsKeys",
      path,
      `has no key of your own in spec.${place}`,
      `Write it there, or into kmsKeyArns of a Security document.`,
    );
  }
  return found;
}

/** Whether an allowed class, or a family such as `db.t4g.*`, covers a class. */
const covers = (allowed: string, name: string): boolean =>
  allowed.endsWith(".*") ? name.startsWith(allowed.slice(0, -1)) : allowed === name;
