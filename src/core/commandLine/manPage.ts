import {
  type ExitStatuses,
  type OptionDescriptions,
  optionSyntax,
  type ProgramDescription,
} from './description.ts';

/** The manual page of a program in section 1, in the macros of man(7). */
export function manPage(program: ProgramDescription, version: string): string {
  const { name, summary, about, commands, options, exitStatuses } = program;
  return [
    `.TH ${name.toUpperCase()} 1 "" "${name} ${version}" "User Commands"`,
    '.SH NAME',
    `${escaped(name)} \\- ${escaped(summary)}`,
    '.SH SYNOPSIS',
    ...(commands.length === 0
      ? [`.B ${escaped(name)}`, escaped('[OPTION]…')]
      : commands.flatMap((command, at) => [
          ...(at > 0 ? ['.br'] : []),
          `.B ${escaped(`${name} ${command.name}`)}`,
          escaped(`[OPTION]…${command.operands === undefined ? '' : ` ${command.operands}`}`),
        ])),
    '.SH DESCRIPTION',
    ...paragraphs(about),
    ...commands.flatMap((command) => [
      `.SH ${escaped(command.name.toUpperCase())}`,
      ...paragraphs(command.about),
      ...optionItems(command.options),
      '.PP',
      escaped('The exit status is:'),
      ...statusItems(command.exitStatuses),
    ]),
    '.SH OPTIONS',
    ...optionItems(options),
    '.SH EXIT STATUS',
    ...statusItems(exitStatuses),
    '',
  ].join('\n');
}

function paragraphs(texts: readonly string[]): readonly string[] {
  return texts.flatMap((text) => ['.PP', escaped(text)]);
}

function optionItems(options: OptionDescriptions): readonly string[] {
  return Object.entries(options).flatMap(([name, option]) => [
    '.TP',
    `.B ${escaped(optionSyntax(name, option))}`,
    escaped(option.text),
  ]);
}

function statusItems(statuses: ExitStatuses): readonly string[] {
  return statuses.flatMap(([status, text]) => ['.TP', `.B ${String(status)}`, escaped(text)]);
}

/** groff_char(7): a bare hyphen may become a typographic one, which cannot be pasted; a dot in column 1 is a macro. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('…', '\\&...')
    .replaceAll('“', '\\(lq')
    .replaceAll('”', '\\(rq')
    .replaceAll("'", '\\(aq')
    .replace(/^\./, '\\&.');
}
