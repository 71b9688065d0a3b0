import { type Diagnostic, errorDiagnostic, type SourcePosition } from "../../diagnostics/diagnostic.ts";
import type { Json, JsonPath } from "../../model/json.ts";
import type { Files, FoundFile } from "../../ports/files.ts";
import { readPlainYaml } from "./plain-yaml.ts";
import { parseStrictYaml, type StrictYaml } from "./strict-yaml.ts";

export const maxFileBytes = 1024 * 1024;
export const maxFiles = 20_000;

/** One YAML file, read. `values` holds null for an empty document. */
export interface YamlFile {
  readonly path: string;
  readonly values: readonly Json[];
  /** Its diagnostics were reported: what of it could be read may only serve to know what it was about. */
  readonly broken: boolean;
  locate(document: number, path: JsonPath, what?: "key" | "value"): SourcePosition;
}

/** Reads the repository's files within the limits, and reports what it cannot read. */
export interface SourceFiles {
  /** Undefined where the file could not be read at all; that is reported. */
  text(file: FoundFile): string | undefined;
  yaml(file: FoundFile): YamlFile | undefined;
}

export function openSourceFiles(files: Files, report: (diagnostic: Diagnostic) => void): SourceFiles {
  const text = (file: FoundFile): string | undefined => {
    const at = { file: file.path, line: 1, column: 1 };
    if (file.leavesRepository) {
      const detail = `${file.path} is a symbolic link to something outside of the repository.`;
      const hint = "Put the file itself into the repository.";
      report(errorDiagnostic("PATH_OUTSIDE_REPOSITORY", { summary: "A link leaves the repository", detail, hint, at }));
      return undefined;
    }
    if (file.sizeBytes > maxFileBytes) {
      const detail = `${file.path} has ${file.sizeBytes} bytes; at most ${maxFileBytes} are read.`;
      report(
        errorDiagnostic("FILE_TOO_LARGE", { summary: "A file is too large", detail, hint: "Split the file.", at }),
      );
      return undefined;
    }
    try {
      return files.read(file.path);
    } catch (error) {
      const detail = `${file.path} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
      const hint = "The file must be readable and hold UTF-8 text.";
      report(errorDiagnostic("FILE_UNREADABLE", { summary: "A file cannot be read", detail, hint, at }));
      return undefined;
    }
  };
  return {
    text,
    yaml: (file) => {
      const content = text(file);
      return content === undefined ? undefined : readYamlFile(file.path, content, report);
    },
  };
}

function readYamlFile(path: string, content: string, report: (diagnostic: Diagnostic) => void): YamlFile {
  const text = content.charCodeAt(0) === 0xfeff ? content.slice(1) : content;
  let strict: StrictYaml | undefined;
  const parse = (): StrictYaml => {
    strict ??= parseStrictYaml(text);
    return strict;
  };
  const positions = new LinePositions(path, text);
  const locate = (document: number, where: JsonPath, what: "key" | "value" = "value"): SourcePosition =>
    positions.at(parse().offsetOf(document, where, what));
  const plain = readPlainYaml(text);
  if (plain) return { path, values: plain, broken: false, locate };
  const { values, problems } = parse();
  for (const problem of problems) {
    report(
      errorDiagnostic(problem.code, {
        summary: yamlSummaries[problem.code],
        detail: problem.detail,
        hint: problem.hint,
        at: positions.at(problem.offset),
      }),
    );
  }
  return { path, values, broken: problems.length > 0, locate };
}

const yamlSummaries = {
  YAML_SYNTAX: "The file is not valid YAML",
  YAML_DUPLICATE_KEY: "A mapping holds the same key twice",
  YAML_FORBIDDEN: "The file uses YAML that is not accepted",
} as const;

/** Turns offsets into lines and columns; the lines are counted when first asked for. */
class LinePositions {
  private starts: number[] | undefined;
  constructor(
    private readonly file: string,
    private readonly text: string,
  ) {}

  at(offset: number): SourcePosition {
    this.starts ??= lineStarts(this.text);
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file: this.file, line: low + 1, column: offset - (this.starts[low] ?? 0) + 1 };
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}
