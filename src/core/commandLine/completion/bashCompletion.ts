import type {
  CommandDescription,
  Completed,
  OptionDescriptions,
  ProgramDescription,
} from '../description.ts';

/** For bash's `complete`, without the package bash-completion. */
export function bashCompletion(program: ProgramDescription): string {
  const name = functionName(program.name);
  return `# bash completion for ${program.name}
${name}() {
  local word=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} command=
  if (( COMP_CWORD > 1 )); then command=\${COMP_WORDS[1]}; fi
  COMPREPLY=()
  case $command,$previous in
${program.commands.flatMap(({ name: command, options }) => valueCases(command, options)).join('\n')}
  esac
  case $command in
${program.commands.map(commandCase).join('\n')}
    *) COMPREPLY=($(compgen -W '${[...program.commands.map(({ name: command }) => command), ...longOptions(program.options)].join(' ')}' -- "$word")) ;;
  esac
}
complete -o filenames -F ${name} ${program.name}
`;
}

function functionName(program: string): string {
  return `_${program.replaceAll('-', '_')}`;
}

function longOptions(options: OptionDescriptions): readonly string[] {
  return Object.keys(options).map((name) => `--${name}`);
}

function valueCases(command: string, options: OptionDescriptions): readonly string[] {
  return Object.entries(options).flatMap(([name, { type, values, completes }]) => {
    if (type === 'boolean') return [];
    const reply =
      values !== undefined ? fromWords(values) : completes !== undefined ? fromFiles(completes) : ':';
    return [`    ${command},--${name}) ${reply}; return ;;`];
  });
}

function commandCase({ name, options, operandValues, operandCompletes }: CommandDescription): string {
  const words = fromWords([...longOptions(options), ...(operandValues ?? [])]);
  return operandCompletes === undefined
    ? `    ${name}) ${words} ;;`
    : `    ${name}) if [[ $word == -* ]]; then ${words}; else ${fromFiles(operandCompletes)}; fi ;;`;
}

function fromWords(words: readonly string[]): string {
  return `COMPREPLY=($(compgen -W '${words.join(' ')}' -- "$word"))`;
}

/** One name a line, so that blanks stay within a name. */
function fromFiles(completes: Completed): string {
  return `mapfile -t COMPREPLY < <(compgen -${completes === 'file' ? 'f' : 'd'} -- "$word")`;
}
