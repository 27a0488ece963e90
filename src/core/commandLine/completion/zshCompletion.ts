import type { Completed, OptionDescriptions, ProgramDescription } from '../description.ts';

/** For zsh's `compinit`; a file named `_` and the program's name in a folder of `fpath`. */
export function zshCompletion({ name, commands, options }: ProgramDescription): string {
  const about = commands.map((command) =>
    quoted(`${command.name}:${command.summary.replaceAll(':', '\\:')}`),
  );
  return `#compdef ${name}
if (( CURRENT == 2 )) && [[ $PREFIX != -* ]]; then
  local -a commands=(
${about.map((line) => `    ${line}`).join('\n')}
  )
  _describe command commands
  return
fi
local command=$words[2]
(( CURRENT > 2 )) || command=
if [[ -n $command ]]; then shift words; (( CURRENT-- )); fi
case $command in
${commands
  .map(({ name: command, options: own, operandValues, operandCompletes }) => {
    const operand = operandValues !== undefined ? `:(${operandValues.join(' ')})` : action(operandCompletes);
    return `  ${command}) _arguments ${[...specs(own), quoted(`*: ${operand}`)].join(' ')} ;;`;
  })
  .join('\n')}
  *) _arguments ${specs(options).join(' ')} ;;
esac
`;
}

function specs(options: OptionDescriptions): readonly string[] {
  return Object.entries(options).map(([name, { type, multiple, values, completes, text }]) => {
    const repeat = multiple === true ? '*' : '';
    const about = text.replaceAll(/[[\]:\\]/g, String.raw`\$&`);
    const argument =
      type === 'boolean'
        ? ''
        : `:value:${values === undefined ? action(completes).slice(1) : `(${values.join(' ')})`}`;
    return quoted(`${repeat}--${name}[${about}]${argument}`);
  });
}

function action(completes: Completed | undefined): string {
  return completes === undefined ? ': ' : completes === 'file' ? ':_files' : ':_files -/';
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
