/** A piece of a text that may hold variables. */
export type TextPart =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "variable"; readonly name: string; readonly fallback: string | undefined }
  | { readonly kind: "malformed"; readonly text: string };

const reference = /^([A-Za-z_][A-Za-z0-9_]*|deployer\.[a-z]+|parameters\.[A-Za-z_][A-Za-z0-9_]*)(?::-([\s\S]*))?$/;

export const mayHoldVariables = (text: string): boolean => text.includes("${");

/** Splits `a${NAME}b${OTHER:-default}$${literal}` into its parts. */
export function parseVariableText(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let literal = "";
  const push = (part: TextPart) => {
    if (literal !== "") parts.push({ kind: "literal", text: literal });
    literal = "";
    parts.push(part);
  };
  let at = 0;
  while (at < text.length) {
    if (text.startsWith("$${", at)) {
      literal += "${";
      at += 3;
    } else if (text.startsWith("${", at)) {
      const end = text.indexOf("}", at);
      const whole = end === -1 ? text.slice(at) : text.slice(at, end + 1);
      const match = end === -1 ? null : reference.exec(text.slice(at + 2, end));
      push(match ? { kind: "variable", name: match[1] ?? "", fallback: match[2] } : { kind: "malformed", text: whole });
      at += whole.length;
    } else {
      const next = text.indexOf("$", at + 1);
      literal += text.slice(at, next === -1 ? text.length : next);
      at = next === -1 ? text.length : next;
    }
  }
  if (literal !== "" || parts.length === 0) parts.push({ kind: "literal", text: literal });
  return parts;
}
