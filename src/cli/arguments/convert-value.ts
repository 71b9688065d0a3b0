import type { ArgumentValue, FlagSpec } from "./argument-spec.ts";
import { parseDuration } from "./parse-duration.ts";

/** A value that was read, or what it should have been. */
export type Converted = { readonly value: ArgumentValue } | { readonly expected: string };

const truths: Readonly<Record<string, boolean>> = {
  "1": true,
  true: true,
  yes: true,
  on: true,
  "0": false,
  false: false,
  no: false,
  off: false,
};

/** Reads a flag's text as what the flag takes. Lists and pairs give one item, in the form of the whole. */
export function convertValue(spec: FlagSpec, text: string): Converted {
  switch (spec.kind) {
    case "switch": {
      const value = truths[text.toLowerCase()];
      return value === undefined ? { expected: "true or false" } : { value };
    }
    case "text":
      if (spec.choices && !spec.choices.includes(text)) return { expected: `one of ${spec.choices.join(", ")}` };
      return text === "" ? { expected: "a value that is not empty" } : { value: text };
    case "number":
      return convertNumber(spec, text);
    case "duration": {
      const value = parseDuration(text);
      return value === undefined ? { expected: "a time such as 10m, 90s or 0" } : { value };
    }
    case "list":
      return text === "" ? { expected: "a value that is not empty" } : { value: [text] };
    case "pairs": {
      const equals = text.indexOf("=");
      const key = text.slice(0, equals);
      return equals < 1 || /\s/.test(key) ? { expected: "KEY=VALUE" } : { value: { [key]: text.slice(equals + 1) } };
    }
  }
}

function convertNumber(spec: Extract<FlagSpec, { kind: "number" }>, text: string): Converted {
  const value = Number(text);
  const right = /^-?\d+(\.\d+)?$/.test(text) && value >= spec.minimum && (!spec.integer || Number.isSafeInteger(value));
  return right ? { value } : { expected: `${spec.integer ? "a whole number" : "a number"}, at least ${spec.minimum}` };
}
