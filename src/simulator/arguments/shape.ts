/** The form of an argument, as the provider's schema declares it. */
export type Shape =
  | { readonly kind: "string" | "number" | "boolean" | "map" | "object" }
  | { readonly kind: "list"; readonly item: Shape }
  | { readonly kind: "record"; readonly members: ReadonlyMap<string, Member> };

export interface Member {
  readonly shape: Shape;
  readonly required: boolean;
}

const token = /[A-Za-z0-9]+|\[\]|[{}!:,]/g;

/** Reads a resource's arguments from their written form, such as `name: string, rules!: { port!: number }[]`. */
export function parseShape(text: string): ReadonlyMap<string, Member> {
  const tokens = text.match(token) ?? [];
  let next = 0;
  const take = (): string => tokens[next++] ?? "";
  const accept = (wanted: string): boolean => {
    if (tokens[next] !== wanted) return false;
    next++;
    return true;
  };
  const members = (): Map<string, Member> => {
    const result = new Map<string, Member>();
    while (next < tokens.length && tokens[next] !== "}") {
      const name = take();
      const required = accept("!");
      accept(":");
      result.set(name, { shape: shape(), required });
      accept(",");
    }
    return result;
  };
  const shape = (): Shape => {
    let result: Shape;
    if (accept("{")) {
      result = { kind: "record", members: members() };
      accept("}");
    } else result = { kind: take() as "string" };
    while (accept("[]")) result = { kind: "list", item: result };
    return result;
  };
  return members();
}
