import type * as v from "valibot";
import { commonSpecSchema } from "../../schemas/component.ts";
import { livenessSchema } from "../../schemas/container-probe.ts";
import { containerSecretSchema } from "../../schemas/container-secret.ts";
import { environmentVariableSchema } from "../../schemas/environment-variable.ts";
import { ipv4CidrSchema } from "../../schemas/ipv4-cidr.ts";
import { labelsSchema } from "../../schemas/metadata.ts";
import { valueFromSchema } from "../../schemas/value-from.ts";
import { type JsonSchema, mapMembers } from "./json-schema.ts";

const name = "[a-z](?:-?[a-z0-9])*";
const address: JsonSchema = {
  type: "string",
  pattern: `^(?:${name}/)?${name}$`,
  patternErrorMessage: "must be service/component, or the bare name of a component of the same service",
};
const octet = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
const block: JsonSchema = {
  type: "string",
  pattern: `^${octet}(?:\\.${octet}){3}/(?:3[0-2]|[12]?\\d)$`,
  patternErrorMessage: "must be an IPv4 block such as 10.0.0.0/16",
};

/** Rules that stand in code, in `check`s and in the pipeline, and that JSON Schema can say all the same. */
const rules: readonly (readonly [v.GenericSchema, (schema: JsonSchema) => JsonSchema])[] = [
  [ipv4CidrSchema, () => block],
  [labelsSchema, (schema) => ({ ...schema, propertyNames: { ...schema.propertyNames, ...freeKey } })],
  [environmentVariableSchema, (schema) => ({ ...schema, anyOf: exactlyOne("value", "valueFrom") })],
  [containerSecretSchema, (schema) => ({ ...schema, anyOf: exactlyOne("secretRef", "valueFrom") })],
  [livenessSchema, (schema) => ({ ...schema, anyOf: exactlyOne("http", "command") })],
  [valueFromSchema, (schema) => withMember(schema, "component", (member) => ({ ...member, ...address }))],
  [commonSpecSchema, (schema) => withMember(schema, "dependsOn", (member) => ({ ...member, items: address }))],
];

const freeKey: JsonSchema = {
  pattern: "^(?![aA][wW][sS]:|[dD][eE][pP][lL][oO][yY][eE][rR]:)",
  patternErrorMessage: "must not begin with aws: or deployer:",
};

const exactlyOne = (one: string, other: string): JsonSchema[] => [
  { required: [one], properties: { [other]: { type: "null" } } },
  { required: [other], properties: { [one]: { type: "null" } } },
];

const withMember = (schema: JsonSchema, name: string, change: (member: JsonSchema) => JsonSchema): JsonSchema => ({
  ...schema,
  properties: mapMembers(schema.properties ?? {}, (member, each) => (each === name ? change(member) : member)),
});

const byBase = new Map(rules.map(([schema, say]) => [baseOf(schema), say]));

/** What a schema's converted form says when its rules in code are added. */
export const withRulesInCode = (schema: unknown, converted: JsonSchema): JsonSchema =>
  byBase.get(schema)?.(converted) ?? converted;

/** The schema that a pipe begins with, which stays the same object in whatever pipes are made of it. */
function baseOf(schema: unknown): unknown {
  const { pipe } = schema as { readonly pipe?: readonly unknown[] };
  return pipe ? baseOf(pipe[0]) : schema;
}
