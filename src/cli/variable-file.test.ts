import { describe, expect, test } from "bun:test";
import { ConfigurationError } from "../diagnostics/deployer-error.ts";
import { parseVariableFile } from "./variable-file.ts";

const accepted: [text: string, variables: Record<string, string>][] = [
  ["", {}],
  ["# only a comment\n---\n\n", {}],
  ["VERSION=v1.0.0\nURL=https://x/?a=b\nEMPTY=\n", { VERSION: "v1.0.0", URL: "https://x/?a=b", EMPTY: "" }],
  ["VERSION: 1.10\r\nON: yes\r\nEMPTY:\r\n", { VERSION: "1.10", ON: "yes", EMPTY: "" }],
  ["export A=1 # one\nB='it''s # here'\nC: \"a\\nb\"", { A: "1", B: "it's # here", C: "a\nb" }],
  ["URL: http://x:80/#part", { URL: "http://x:80/#part" }],
  ['{"VERSION": "1.10", "ON": true}', { VERSION: "1.10", ON: "true" }],
];

const rejected: [text: string, says: string][] = [
  ["A=1\nnonsense\n", "line 2"],
  ["A:\n  nested: 1\n", "line 2"],
  ["A: [1, 2]", "line 1"],
  ['A="open', "line 1"],
  ["A:1", "line 1"],
  ['{"A": 1.10}', "A must be text"],
  ['{"A": ', "not valid JSON"],
];

describe("a variable file", () => {
  for (const [text, variables] of accepted) {
    test(`reads ${JSON.stringify(text)}`, () => expect(parseVariableFile("vars", text)).toEqual(variables));
  }
  for (const [text, says] of rejected) {
    test(`refuses ${JSON.stringify(text)}`, () => {
      try {
        parseVariableFile("vars.txt", text);
        expect.unreachable();
      } catch (error) {
        const details = error instanceof ConfigurationError ? error.diagnostics.map((each) => each.detail) : [];
        expect(details.join("\n")).toContain(says);
        expect(details.join("\n")).toStartWith("vars.txt");
      }
    });
  }
});
