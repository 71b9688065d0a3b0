const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
  magenta: [35, 39],
} as const;

export type Paint = keyof typeof codes;

/** How views are drawn: how wide, and whether in colour. */
export interface Style {
  readonly width: number;
  readonly colour: boolean;
  /** Everything, rather than what most readers need. */
  readonly verbose: boolean;
  paint(text: string, ...paints: readonly Paint[]): string;
}

const narrowest = 40;
const widest = 160;

/** A style for a stream; very wide terminals are not filled, because long lines are hard to read. */
export function makeStyle(options: {
  readonly width: number;
  readonly colour: boolean;
  readonly verbose?: boolean;
}): Style {
  return {
    width: Math.min(widest, Math.max(narrowest, Math.floor(options.width) || 80)),
    colour: options.colour,
    verbose: options.verbose ?? false,
    paint(text, ...paints) {
      if (!options.colour || text === "") return text;
      return paints.reduce((inner, paint) => `\u001B[${codes[paint][0]}m${inner}\u001B[${codes[paint][1]}m`, text);
    },
  };
}
