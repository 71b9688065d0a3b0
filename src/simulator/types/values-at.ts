import { isJsonObject, type Json } from "../../model/json.ts";

/** Every text at a path such as `loadBalancers[].targetGroupArn`; `[]` stands for each item of a list. */
export function valuesAt(value: Json | undefined, path: string): string[] {
  let current: (Json | undefined)[] = [value];
  for (const step of path.split(".")) {
    const isList = step.endsWith("[]");
    const name = isList ? step.slice(0, -2) : step;
    current = current.map((each) => (isJsonObject(each) ? each[name] : undefined));
    if (isList) current = current.flatMap((each) => (Array.isArray(each) ? (each as Json[]) : []));
  }
  return current.filter((each): each is string => typeof each === "string" && each !== "");
}
