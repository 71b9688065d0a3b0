interface SpecBase {
  /** One line, as the help prints it. */
  readonly summary: string;
}

interface FlagBase extends SpecBase {
  /** One letter: `e` for `-e`. */
  readonly short?: string;
  /** The environment variable, where it is not the usual `DEPLOYER_` and the flag's name. */
  readonly variable?: string;
}

interface ValueFlagBase extends FlagBase {
  /** What stands for the value in the help: `NAME`. */
  readonly placeholder: string;
}

export interface SwitchSpec extends FlagBase {
  readonly kind: "switch";
}
export interface TextSpec extends ValueFlagBase {
  readonly kind: "text";
  readonly choices?: readonly string[];
  readonly required?: boolean;
}
export interface NumberSpec extends ValueFlagBase {
  readonly kind: "number";
  readonly minimum: number;
  readonly integer?: boolean;
  readonly default?: number;
}
/** `10m`, `90s`, `0`; its value is in milliseconds. */
export interface DurationSpec extends ValueFlagBase {
  readonly kind: "duration";
  readonly default?: number;
}
/** May be given several times; its variable separates values by commas. */
export interface ListSpec extends ValueFlagBase {
  readonly kind: "list";
}
/** `KEY=VALUE`, may be given several times; its variables hold one key each, after a prefix. */
export interface PairsSpec extends ValueFlagBase {
  readonly kind: "pairs";
  readonly variable: string;
}
export interface PositionSpec extends SpecBase {
  readonly kind: "position";
  readonly placeholder: string;
  readonly required: boolean;
}

export type FlagSpec = SwitchSpec | TextSpec | NumberSpec | DurationSpec | ListSpec | PairsSpec;
export type ArgumentSpec = FlagSpec | PositionSpec;

/** Arguments by the name that handlers use; a flag's name is the same in kebab-case. */
export type ArgumentSpecs = Readonly<Record<string, ArgumentSpec>>;

type ValueOf<S extends ArgumentSpec> = S extends { kind: "switch" }
  ? boolean
  : S extends { kind: "text"; required: true }
    ? TextOf<S>
    : S extends { kind: "text" }
      ? TextOf<S> | undefined
      : S extends { kind: "number" | "duration"; default: number }
        ? number
        : S extends { kind: "number" | "duration" }
          ? number | undefined
          : S extends { kind: "list" }
            ? readonly string[]
            : S extends { kind: "pairs" }
              ? Readonly<Record<string, string>>
              : S extends { kind: "position"; required: true }
                ? string
                : string | undefined;
type TextOf<S> = S extends { choices: readonly (infer Choice extends string)[] } ? Choice : string;

/** What a handler gets for a table of arguments. */
export type ValuesOf<A extends ArgumentSpecs> = { readonly [Name in keyof A]: ValueOf<A[Name]> };

/** Any value that an argument can have. */
export type ArgumentValue =
  | boolean
  | string
  | number
  | readonly string[]
  | Readonly<Record<string, string>>
  | undefined;

/** `autoApprove` as users type it: `auto-approve`. */
export const flagName = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The environment variable that stands for a flag; for pairs it is a prefix. */
export const variableName = (name: string, spec: FlagSpec): string =>
  spec.variable ?? `DEPLOYER_${flagName(name).replaceAll("-", "_").toUpperCase()}`;

/** Whether a flag is followed by a value. */
export const takesValue = (spec: FlagSpec): boolean => spec.kind !== "switch";
