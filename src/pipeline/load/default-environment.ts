import type { StackName } from "../../model/address.ts";
import { isJsonObject, valueAt } from "../../model/json.ts";
import type { Files } from "../../ports/files.ts";
import type { DefaultEnvironment } from "./choose-environment.ts";
import { stackFolder } from "./choose-stack.ts";
import { openSourceFiles, type YamlFile } from "./source-files.ts";
import { findStackFiles } from "./stack-files.ts";

const path = ["spec", "defaultEnvironment"];

/** What `spec.defaultEnvironment` says in one file, where that holds the Stack document. */
export function defaultEnvironmentIn(file: YamlFile): DefaultEnvironment | undefined {
  for (const [index, value] of file.values.entries()) {
    const name = isJsonObject(value) && value.kind === "Stack" ? valueAt(value, path) : undefined;
    if (typeof name === "string") return { name, at: file.locate(index, path) };
  }
  return undefined;
}

/** `spec.defaultEnvironment` of a stack, without reading more than its own document in the usual case. */
export function readDefaultEnvironment(files: Files, stack: StackName): DefaultEnvironment | undefined {
  const silent = () => {};
  const source = openSourceFiles(files, silent);
  const { documents } = findStackFiles(files, stackFolder(stack), silent);
  const usual = `${stackFolder(stack)}/stack.yaml`;
  const byNearness = [...documents].sort((a, b) => Number(b.path === usual) - Number(a.path === usual));
  for (const file of byNearness) {
    const yaml = source.yaml(file);
    if (yaml && !yaml.broken && yaml.values.some((value) => isJsonObject(value) && value.kind === "Stack")) {
      return defaultEnvironmentIn(yaml);
    }
  }
  return undefined;
}
