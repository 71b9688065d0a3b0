import { expect } from "bun:test";
import { matches, shape } from "./shape.ts";

export interface EnvelopeDiagnostic {
  readonly severity: string;
  readonly code: string;
  readonly summary: string;
  readonly detail: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly address: string | null;
  readonly hint: string | null;
}

/** The document that `--json` prints. */
export interface Envelope {
  readonly formatVersion: "1.0";
  readonly command: string;
  readonly ok: boolean;
  readonly exitCode: number;
  readonly diagnostics: readonly EnvelopeDiagnostic[];
  readonly result: unknown;
}

const envelopeShape = shape.object({
  formatVersion: shape.exactly("1.0"),
  command: shape.text,
  ok: shape.truth,
  exitCode: shape.number,
  diagnostics: shape.list(
    shape.object({
      severity: shape.oneOf("error", "warning", "info"),
      code: shape.text,
      summary: shape.text,
      detail: shape.text,
      file: shape.nullable(shape.text),
      line: shape.nullable(shape.number),
      column: shape.nullable(shape.number),
      address: shape.nullable(shape.text),
      hint: shape.nullable(shape.text),
    }),
  ),
  result: shape.anything,
});

/** Reads what a command printed on standard output, which has to be one document of the promised form and nothing else. */
export function readEnvelope(stdout: string, exitCode: number | null, stderr: string): Envelope {
  let document: unknown;
  try {
    document = JSON.parse(stdout);
  } catch (error) {
    throw new Error(`no JSON document (${error}), exit ${exitCode}:\n${stdout}\n${stderr}`);
  }
  matches(document, envelopeShape);
  const envelope = document as Envelope;
  expect(envelope.exitCode).toBe(exitCode as number);
  expect(envelope.ok).toBe(exitCode === 0 || exitCode === 2);
  return envelope;
}
