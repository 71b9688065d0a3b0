import type { Json } from "../../model/json.ts";
import { displayWidth, plainText, truncate } from "./layout.ts";

/** A property's value on one line; strings in quotes, what is not known or secret in words. */
export function valueText(value: Json | undefined): string {
  if (value === undefined) return "(none)";
  if (value === "[secret]") return "(secret)";
  if (value === "[unknown]") return "(known after deployment)";
  return plainText(JSON.stringify(value));
}

/** Two values side by side in a width. Where they must be cut, the cut leaves the place where they differ. */
export function valuePair(before: string, after: string, room: number): readonly [string, string] {
  if (displayWidth(before) + displayWidth(after) <= room) return [before, after];
  const half = Math.max(12, Math.floor(room / 2));
  let common = 0;
  while (common < before.length && before[common] === after[common]) common++;
  const start = Math.max(0, common - Math.floor(half / 3));
  const cut = (text: string): string =>
    displayWidth(text) <= half ? text : truncate(start === 0 ? text : `…${text.slice(start)}`, half);
  return [cut(before), cut(after)];
}

/** `aws:ecs/service:Service` as `ecs.Service`. */
export function typeText(type: string): string {
  const [, module = "", name = ""] = type.split(":");
  const service = module.split("/")[0] ?? "";
  return name === "" ? type : service === "" ? name : `${service}.${name}`;
}
