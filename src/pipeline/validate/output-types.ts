import { type OutputType, usualOutputTypes } from "../../../schemas/value-from.ts";
import type { Json, JsonPath } from "../../model/json.ts";
import { type Schema, schemaAt } from "./schema-shape.ts";

interface Shape {
  readonly type: string;
  readonly pipe?: readonly { readonly type: string; readonly metadata?: { readonly takesOutput?: unknown } }[];
  readonly wrapped?: Shape;
  readonly options?: readonly unknown[];
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly literal?: unknown;
}

const typeNames: Readonly<Record<string, OutputType>> = {
  string: "text",
  number: "number",
  boolean: "boolean",
  array: "list",
  tuple: "list",
  object: "mapping",
  strict_object: "mapping",
  loose_object: "mapping",
  record: "mapping",
};

/** What an output of a kind can be when it is there; empty where its schema does not say. */
export function typesOfOutput(outputs: Schema, name: string): readonly OutputType[] {
  const found = new Set<OutputType>();
  const add = (type: string) => {
    const known = typeNames[type];
    if (known) found.add(known);
  };
  const visit = (shape: Shape): void => {
    if (shape.wrapped) visit(shape.wrapped);
    else if (shape.type === "union") for (const option of shape.options ?? []) visit(option as Shape);
    else if (shape.type === "picklist") for (const option of shape.options ?? []) add(typeof option);
    else if (shape.type === "literal") add(typeof shape.literal);
    else add(shape.type);
  };
  const entry = (outputs as unknown as Shape).entries?.[name];
  if (entry) visit(entry);
  return [...found];
}

/** What the `valueFrom` at a path of a spec can take. */
export function typesTaken(spec: Schema, value: Json, path: JsonPath): readonly OutputType[] {
  let shape = schemaAt(spec, value, path) as Shape | undefined;
  for (; shape; shape = shape.wrapped) {
    for (const each of shape.pipe ?? []) {
      const types = each.type === "metadata" ? each.metadata?.takesOutput : undefined;
      if (Array.isArray(types)) return types as OutputType[];
    }
  }
  return usualOutputTypes;
}
