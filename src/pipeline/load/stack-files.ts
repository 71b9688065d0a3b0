import { type Diagnostic, errorDiagnostic, warningDiagnostic } from "../../diagnostics/diagnostic.ts";
import type { Files, FoundFile } from "../../ports/files.ts";
import { maxFiles } from "./source-files.ts";

/** The files below a stack's folder, told apart by where they lie. */
export interface StackFiles {
  /** YAML files outside of `environments/`. */
  readonly documents: readonly FoundFile[];
  /** YAML files below `environments/<name>/`, by environment. */
  readonly patches: ReadonlyMap<string, readonly FoundFile[]>;
  /** `environments/<name>/values.yaml`, by environment. */
  readonly values: ReadonlyMap<string, readonly FoundFile[]>;
  /** Everything below a `configs/`, by the folder that holds it. */
  readonly configs: ReadonlyMap<string, readonly FoundFile[]>;
  /** Everything below a `configs/` of an environment: by environment, then by the folder that holds it. */
  readonly configOverlays: ReadonlyMap<string, ReadonlyMap<string, readonly FoundFile[]>>;
}

const yamlName = /\.ya?ml$/i;
const valuesName = /(?:^|\/)values\.ya?ml$/i;
const testName = /\.test\.ya?ml$/i;

/** Sorts the files of a stack; `folder` is `stacks/<name>`. */
export function findStackFiles(files: Files, folder: string, report: (diagnostic: Diagnostic) => void): StackFiles {
  const documents: FoundFile[] = [];
  const patches = new Map<string, FoundFile[]>();
  const values = new Map<string, FoundFile[]>();
  const configs = new Map<string, FoundFile[]>();
  const configOverlays = new Map<string, Map<string, FoundFile[]>>();
  const found = files.list(folder);
  if (found.length > maxFiles) report(tooMany(folder, found.length));
  for (const file of found.slice(0, maxFiles)) {
    const path = file.path.slice(folder.length + 1);
    const holder = configsHolder(path);
    const environment = /^environments\/([^/]+)\//.exec(path)?.[1];
    if (environment === undefined) {
      if (holder !== undefined) add(configs, `${folder}/${holder}`, file);
      else if (valuesName.test(path)) report(valuesWithoutEffect(file));
      else if (isDocument(path, file)) documents.push(file);
    } else if (holder !== undefined) {
      const overlay = configOverlays.get(environment) ?? new Map<string, FoundFile[]>();
      configOverlays.set(environment, overlay);
      add(overlay, `${folder}/${holder}`, file);
    } else if (/^environments\/[^/]+\/values\.ya?ml$/i.test(path)) add(values, environment, file);
    else if (valuesName.test(path)) report(valuesWithoutEffect(file));
    else if (isDocument(path, file)) add(patches, environment, file);
  }
  return { documents, patches, values, configs, configOverlays };
}

const isDocument = (path: string, file: FoundFile): boolean =>
  (yamlName.test(path) || (file.leavesRepository && !/\.[a-z0-9]+$/i.test(path))) && !testName.test(path);

function add(map: Map<string, FoundFile[]>, key: string, file: FoundFile): void {
  const list = map.get(key);
  if (list) list.push(file);
  else map.set(key, [file]);
}

/** The folder whose `configs/` a file lies in; a service or component may itself be called configs. */
function configsHolder(path: string): string | undefined {
  const steps = path.split("/");
  const at = steps.findIndex(
    (step, index) =>
      step === "configs" &&
      index > 0 &&
      index < steps.length - 1 &&
      !/^(?:services|components|environments)$/.test(steps[index - 1] ?? ""),
  );
  return at === -1 ? undefined : steps.slice(0, at).join("/");
}

const tooMany = (folder: string, count: number): Diagnostic =>
  errorDiagnostic("TOO_MANY_FILES", {
    summary: "The stack holds too many files",
    detail: `${folder} holds ${count} files; at most ${maxFiles} are read.`,
    hint: "Split the stack.",
  });

const valuesWithoutEffect = (file: FoundFile): Diagnostic =>
  warningDiagnostic("SETTING_WITHOUT_EFFECT", {
    summary: "A values file has no effect where it lies",
    detail: `${file.path} is not read: variables come from environments/<environment>/values.yaml only.`,
    hint: "Move its variables there.",
    at: { file: file.path, line: 1, column: 1 },
  });
