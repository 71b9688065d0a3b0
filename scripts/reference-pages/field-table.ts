import type { JsonSchema } from "../json-schema/json-schema.ts";

/** Heading of a table of fields. */
export const fieldHead = ["| field | type | default | what it is |", "|---|---|---|---|"];

/** One row for each field that can be set, those of sections after the section itself, those of alternatives last. */
export function fieldRows(schema: JsonSchema, prefix = ""): string[] {
  const own = Object.entries(schema.properties ?? {}).filter(([, member]) => !member.not);
  const rows = own.flatMap(([name, member]) => {
    const path = `${prefix}${name}`;
    const fallback = schema.required?.includes(name) ? "required" : valueText(member.default);
    const row = `| \`${path}\` | ${cell(typeText(member))} | ${cell(fallback)} | ${cell(member.description ?? "")} |`;
    return [row, ...fieldRows(member.type === "array" ? (member.items ?? {}) : member, pathInside(path, member))];
  });
  const [first, ...others] = schema.type === "object" ? [] : (schema.anyOf ?? []);
  // What an alternative needs is not needed where it is not chosen.
  const alternatives = others.flatMap((each) => fieldRows({ ...each, required: [] }, prefix));
  return [...new Set([...rows, ...(first ? fieldRows(first, prefix) : []), ...alternatives])];
}

const pathInside = (path: string, member: JsonSchema): string => (member.type === "array" ? `${path}[].` : `${path}.`);

const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  integer: "whole number",
  number: "number",
  boolean: "true or false",
  object: "mapping",
  null: "null",
};

/** A type in words, with its bounds. */
export function typeText(schema: JsonSchema): string {
  const { type, items, minimum, maximum } = schema;
  if (schema.enum) return schema.enum.map((each) => `\`${String(each)}\``).join(", ");
  if (schema.const !== undefined) return `\`${String(schema.const)}\``;
  if (schema.anyOf && type !== "object") return schema.anyOf.map(typeText).join(" or ");
  if (type === "array") return `list of ${plural(items ?? {})}`;
  const word = typeNames[String(type)] ?? "anything";
  if (minimum === undefined && maximum === undefined) return word;
  return `${word}, ${minimum === undefined ? `at most ${maximum}` : maximum === undefined ? `at least ${minimum}` : `${minimum} to ${maximum}`}`;
}

const plurals: Readonly<Record<string, string>> = {
  text: "texts",
  mapping: "mappings",
  number: "numbers",
  "whole number": "whole numbers",
};
const plural = (items: JsonSchema): string => plurals[typeText(items)] ?? typeText(items);

function valueText(value: unknown): string {
  if (value === undefined) return "";
  return Array.isArray(value) && value.length === 0
    ? "none"
    : `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

/** A text that can stand in a table. */
export const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
