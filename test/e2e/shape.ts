/** Says what is wrong with a value, or nothing. */
export type Shape = (value: unknown, path: string) => string[];

const typed =
  (type: "string" | "number" | "boolean"): Shape =>
  (value, path) =>
    typeof value === type ? [] : [`${path} is no ${type}: ${JSON.stringify(value)}`];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Small strict descriptions of JSON: keys that are missing and keys that nobody promised are both wrong. */
export const shape = {
  text: typed("string"),
  number: typed("number"),
  truth: typed("boolean"),
  anything: (() => []) as Shape,
  exactly:
    (wanted: string | number | boolean | null): Shape =>
    (value, path) =>
      value === wanted ? [] : [`${path} is ${JSON.stringify(value)} and not ${JSON.stringify(wanted)}`],
  oneOf:
    (...wanted: readonly string[]): Shape =>
    (value, path) =>
      wanted.includes(value as string) ? [] : [`${path} is ${JSON.stringify(value)} and none of ${wanted.join(", ")}`],
  time: ((value, path) =>
    typeof value === "string" && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)
      ? []
      : [`${path} is no time: ${JSON.stringify(value)}`]) as Shape,
  nullable:
    (inner: Shape): Shape =>
    (value, path) =>
      value === null ? [] : inner(value, path),
  list:
    (item: Shape): Shape =>
    (value, path) =>
      Array.isArray(value) ? value.flatMap((each, index) => item(each, `${path}[${index}]`)) : [`${path} is no list`],
  object:
    (fields: Readonly<Record<string, Shape>>): Shape =>
    (value, path) => {
      if (!isObject(value)) return [`${path} is no object`];
      const unpromised = Object.keys(value).filter((key) => !(key in fields));
      return [
        ...unpromised.map((key) => `${path}.${key} was never promised`),
        ...Object.entries(fields).flatMap(([key, field]) =>
          key in value ? field(value[key], `${path}.${key}`) : [`${path}.${key} is missing`],
        ),
      ];
    },
  map:
    (entry: Shape): Shape =>
    (value, path) =>
      isObject(value)
        ? Object.entries(value).flatMap(([key, each]) => entry(each, `${path}[${JSON.stringify(key)}]`))
        : [`${path} is no object`],
};

/** Throws where a value is not of a shape, with everything that is wrong. */
export function matches(value: unknown, wanted: Shape): void {
  const wrong = wanted(value, "$");
  if (wrong.length > 0) throw new Error(`not of the promised shape:\n${wrong.join("\n")}\n${JSON.stringify(value)}`);
}
