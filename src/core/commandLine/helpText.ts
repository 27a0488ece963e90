import {
  type CommandDescription,
  type ExitStatuses,
  type OptionDescriptions,
  optionSyntax,
  type ProgramDescription,
} from './description.ts';

const width = 100;
/** Where the texts of options begin; a longer option has its text on the next line. */
const indent = 31;

/** The help of a program: its commands in a line each, and its own options. */
export function programHelp(program: ProgramDescription): string {
  const { name, about, commands, options, exitStatuses } = program;
  const rows = commands.map((command): Row => [command.name, command.summary]);
  return sections([
    [`Usage: ${name} ${commands.length > 0 ? 'COMMAND [ARGUMENT]…' : '[OPTION]…'}`],
    about.flatMap((paragraph, at) => [...(at > 0 ? [''] : []), ...wrap(paragraph, width)]),
    rows.length > 0 ? ['Commands:', ...rows.flatMap((row) => inColumns(row, 14))] : [],
    ['Options:', ...optionLines(options)],
    rows.length > 0 ? [`${name} COMMAND --help describes a command.`] : [],
    statusLines(exitStatuses),
  ]);
}

/** The help of one command. */
export function commandHelp(program: string, command: CommandDescription): string {
  const { name, operands, about, options, exitStatuses } = command;
  return sections([
    [`Usage: ${program} ${name} [OPTION]…${operands === undefined ? '' : ` ${operands}`}`],
    about.flatMap((paragraph, at) => [...(at > 0 ? [''] : []), ...wrap(paragraph, width)]),
    ['Options:', ...optionLines(options)],
    statusLines(exitStatuses),
  ]);
}

type Row = readonly [left: string, right: string];

function sections(parts: readonly (readonly string[])[]): string {
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function optionLines(options: OptionDescriptions): readonly string[] {
  return Object.entries(options).flatMap(([name, option]) =>
    inColumns([optionSyntax(name, option), option.text], indent),
  );
}

function statusLines(statuses: ExitStatuses): readonly string[] {
  return ['Exit status:', ...statuses.flatMap(([status, text]) => inColumns([String(status), text], 5))];
}

function inColumns([left, right]: Row, at: number): readonly string[] {
  const [first = '', ...rest] = wrap(right, width - at);
  const margin = ' '.repeat(at);
  const isLong = left.length + 4 > at;
  return [
    ...(isLong ? [`  ${left}`, margin + first] : [`  ${left}`.padEnd(at) + first]),
    ...rest.map((line) => margin + line),
  ];
}

function wrap(text: string, columns: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
