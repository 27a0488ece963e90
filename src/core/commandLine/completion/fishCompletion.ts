import type { OptionDescription, OptionDescriptions, ProgramDescription } from '../description.ts';

/** For fish: a file of the program's name in a folder of `fish_complete_path`. */
export function fishCompletion({ name, commands, options }: ProgramDescription): string {
  const line = (...words: readonly string[]): string => ['complete', '-c', name, ...words].join(' ');
  const start = '-n __fish_use_subcommand';
  return [
    `# fish completion for ${name}`,
    line('-f'),
    ...commands.map((command) => line(start, '-a', command.name, '-d', quoted(command.summary))),
    ...optionWords(options).map((words) => line(start, ...words)),
    ...commands.flatMap((command) => {
      const within = `-n ${quoted(`__fish_seen_subcommand_from ${command.name}`)}`;
      return [
        ...optionWords(command.options).map((words) => line(within, ...words)),
        ...(command.operandValues === undefined
          ? []
          : [line(within, '-a', quoted(command.operandValues.join(' ')))]),
        ...(command.operandCompletes === undefined ? [] : [line(within, '-F')]),
      ];
    }),
    '',
  ].join('\n');
}

function optionWords(options: OptionDescriptions): readonly (readonly string[])[] {
  return Object.entries(options).map(([name, option]) => [
    ...(option.short === undefined ? [] : ['-s', option.short]),
    '-l',
    name,
    ...argumentWords(option),
    '-d',
    quoted(option.text),
  ]);
}

function argumentWords({ type, values, completes }: OptionDescription): readonly string[] {
  if (type === 'boolean') return [];
  if (values !== undefined) return ['-x', '-a', quoted(values.join(' '))];
  return [completes === undefined ? '-x' : '-rF'];
}

function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", String.raw`\'`)}'`;
}
