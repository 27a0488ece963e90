/** Kinds of values that a shell can complete. */
export type Completed = 'file' | 'directory';

/** An option, as `parseArgs` of `node:util` reads it, and what help, manual page and completion say about it. */
export interface OptionDescription {
  readonly type: 'boolean' | 'string';
  readonly short?: string;
  readonly multiple?: boolean;
  /** Stands for the value in the help, such as `FILE`; for options of type `string`. */
  readonly value?: string;
  /** All values, if there are only these. */
  readonly values?: readonly string[];
  readonly completes?: Completed;
  readonly text: string;
}

export type OptionDescriptions = Readonly<Record<string, OptionDescription>>;

export type ExitStatuses = readonly (readonly [status: number, meaning: string])[];

/** A command of a program. */
export interface CommandDescription {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What follows the name, such as `FILE|DIRECTORY…`. */
  readonly operands?: string;
  /** All operands, if there are only these. */
  readonly operandValues?: readonly string[];
  readonly operandCompletes?: Completed;
  /** Paragraphs. */
  readonly about: readonly string[];
  readonly options: OptionDescriptions;
  readonly exitStatuses: ExitStatuses;
}

/** A program of the npm package; with commands, or with options alone. */
export interface ProgramDescription {
  readonly name: string;
  readonly summary: string;
  readonly about: readonly string[];
  readonly commands: readonly CommandDescription[];
  readonly options: OptionDescriptions;
  readonly exitStatuses: ExitStatuses;
}

/** `--format text|json`, with its short form. */
export function optionSyntax(name: string, { short, value, values }: OptionDescription): string {
  const argument = value ?? values?.join('|');
  return `${short === undefined ? '' : `-${short}, `}--${name}${argument === undefined ? '' : ` ${argument}`}`;
}

export const helpOption = {
  help: { type: 'boolean', short: 'h', text: 'show this help' },
} as const satisfies OptionDescriptions;

export const versionOption = {
  version: { type: 'boolean', text: 'show the version' },
} as const satisfies OptionDescriptions;
