import type { Style } from "./style.ts";

/** Text from outside without the characters by which it could move the cursor, hide what it says, or turn it around. */
export const plainText = (text: string): string =>
  Bun.stripANSI(text)
    .replaceAll("\t", "  ")
    .replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]/gu, (character) => (character === "\n" ? "\n" : ""));

/** Columns that a text takes on a terminal. */
export const displayWidth = (text: string): number => Bun.stringWidth(text);

/** Fills up to a width with spaces on the right. */
export const padRight = (text: string, width: number): string =>
  text + " ".repeat(Math.max(0, width - displayWidth(text)));

/** Cuts a plain text to a width, with an ellipsis where something is missing. */
export function truncate(text: string, width: number): string {
  if (displayWidth(text) <= width) return text;
  let kept = "";
  for (const character of text) {
    if (displayWidth(kept + character) > width - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Breaks a text into lines of at most a width, at spaces where there are any; lines of the text stay apart. */
export function wrapLines(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of plainText(text).trimEnd().split("\n")) {
    const indent = /^ */.exec(paragraph)?.[0] ?? "";
    let line = indent;
    let empty = true;
    for (const word of paragraph.trim().split(/ +/)) {
      if (!empty && displayWidth(line) + 1 + displayWidth(word) > width) {
        lines.push(line);
        line = indent;
        empty = true;
      }
      // A word longer than the line (an ARN, a URL) is left whole: broken, it could not be copied.
      line += empty ? word : ` ${word}`;
      empty = false;
    }
    lines.push(line);
  }
  return lines;
}

/** A paragraph with every line indented; the first line may have another beginning of the same width. */
export function paragraph(text: string, style: Style, indent: number, first?: string): string[] {
  const lines = wrapLines(text, Math.max(20, style.width - indent));
  return lines.map((line, index) => (index === 0 && first !== undefined ? first : " ".repeat(indent)) + line);
}

/**
 * Rows in columns, two spaces apart. The last column is wrapped to the width, unless it is to stay whole, as what
 * people copy must. Cells may be painted.
 */
export function columns(
  rows: readonly (readonly string[])[],
  style: Style,
  indent = 0,
  last: "wrapped" | "whole" = "wrapped",
): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.slice(0, -1).forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, displayWidth(cell));
    });
  }
  const lines: string[] = [];
  for (const row of rows) {
    const cells = row.slice(0, -1).map((cell, index) => `${padRight(cell, widths[index] ?? 0)}  `);
    const start = " ".repeat(indent) + cells.join("");
    const lastCell = row[row.length - 1] ?? "";
    const room = style.width - displayWidth(start);
    if (last === "whole" || displayWidth(lastCell) <= room || room < 20) lines.push(`${start}${lastCell}`.trimEnd());
    else {
      wrapLines(lastCell, room).forEach((line, index) => {
        lines.push(((index === 0 ? start : " ".repeat(displayWidth(start))) + line).trimEnd());
      });
    }
  }
  return lines;
}

/** Lines as a text that ends with a line end; nothing stays nothing. */
export const joinLines = (lines: readonly string[]): string => (lines.length === 0 ? "" : `${lines.join("\n")}\n`);

/** `1 component`, `3 components`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;
