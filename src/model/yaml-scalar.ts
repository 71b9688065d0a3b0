/**
 * The number or boolean that a plain scalar of this text is in YAML's core schema, or undefined where it is a text, null
 * or no number that JSON can hold exactly. https://yaml.org/spec/1.2.2/#103-core-schema
 */
export function yamlScalar(text: string): number | boolean | undefined {
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  const integer = /^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/.test(text);
  if (!integer && !/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text)) return undefined;
  const number = Number(text);
  const exact = Number.isFinite(number) && (!integer || Number.isSafeInteger(number));
  return exact ? number : undefined;
}
