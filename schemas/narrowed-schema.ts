/** A JSON Schema with definitions, of which this file only follows the references. */
export interface DefinedSchema {
  readonly $schema: string;
  readonly definitions: Readonly<Record<string, object>>;
}

/** One definition of a schema as a schema of its own, with the definitions that it needs. */
export function narrowedSchema(combined: DefinedSchema, name: string): DefinedSchema | undefined {
  const wanted = combined.definitions[name];
  if (!wanted) return undefined;
  const definitions: Record<string, object> = {};
  const follow = (schema: object): void => {
    for (const [, referred = ""] of JSON.stringify(schema).matchAll(/"\$ref":"#\/definitions\/([^"]+)"/g)) {
      const definition = combined.definitions[referred];
      if (!definition || referred in definitions) continue;
      definitions[referred] = definition;
      follow(definition);
    }
  };
  follow(wanted);
  return { $schema: combined.$schema, ...wanted, definitions };
}
