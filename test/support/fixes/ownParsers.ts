import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DockerfileParser } from 'dockerfile-ast';
import { repository } from '../paths.ts';
import { structureOf } from './structure.ts';

/** A language whose parser is none of ours. */
export type OwnLanguage = InPython | OfTool | 'dockerfile' | 'nix' | 'puppet';

type InPython = 'yaml' | 'json' | 'toml' | 'ini' | 'markdown';
type OfTool = 'bash' | 'ruby' | 'hcl';

/** The reason to print if the parsers cannot run here; null if they can. */
export function ownParsersMissing(): string | null {
  const { status } = spawnSync(python, ['-c', 'import yaml, tomllib']);
  return status === 0 ? null : 'python3-yaml is not installed';
}

// Debian's own, which has Debian's packages, even if another one is first on the PATH.
const python = '/usr/bin/python3';

/** Programs that read a text from their input and say whether they can. */
const tools: Readonly<Record<OfTool, readonly [program: string, ...args: string[]]>> = {
  bash: ['bash', '-n'],
  ruby: ['ruby', '-c'],
  hcl: ['terraform', 'fmt', '-'],
};

/** The language that a file is written in; undefined where there is no parser for it. */
export function languageOf(path: string): OwnLanguage | undefined {
  const name = path.replace(/\.(?:example|j2)$/, '');
  if (/\.(?:ya?ml|bu|sls)$|(?:^|\/)user-data$/.test(name)) return 'yaml';
  if (/\.(?:json|ign|conflist)$/.test(name)) return 'json';
  if (/\.toml$|(?:^|\/)containers\.conf$|(?:^|\/)crio\.conf$/.test(name)) return 'toml';
  if (/\.(?:container|service)$|(?:^|\/)tuned\.conf$/.test(name)) return 'ini';
  if (/\.md$/.test(name)) return 'markdown';
  if (/(?:^|\/)(?:Docker|Container)file$/.test(name)) return 'dockerfile';
  const ending = name.slice(name.lastIndexOf('.') + 1);
  const byEnding = { sh: 'bash', rb: 'ruby', tf: 'hcl', nix: 'nix', pp: 'puppet' } as const;
  return Object.hasOwn(byEnding, ending) ? byEnding[ending as keyof typeof byEnding] : undefined;
}

/** What each text says, as its own language's parser reads it: words with their paths; null where it refuses the text. */
export function readAsOwn(
  texts: readonly (readonly [language: OwnLanguage, text: string])[],
): readonly (readonly string[] | null)[] {
  const forPython = texts.filter(([language]) => isInPython(language));
  const { stdout, stderr, status } = spawnSync(python, [join(repository, 'test/support/fixes/parse.py')], {
    input: JSON.stringify(forPython),
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(stderr);
  const answers = JSON.parse(stdout) as (string[] | null)[];
  return texts.map(([language, text]) => {
    if (isInPython(language)) return answers.shift() ?? null;
    switch (language) {
      case 'dockerfile':
        return dockerfileWords(text);
      case 'bash':
      case 'ruby':
      case 'hcl':
        return isAccepted(language, text) ? (structureOf(text, language) ?? []) : null;
      // There is no parser for these in Node.js or Debian: what holds a text together is looked at.
      case 'nix':
      case 'puppet':
        return structureOf(text, language);
    }
  });
}

function isInPython(language: OwnLanguage): language is InPython {
  return /^(?:yaml|json|toml|ini|markdown)$/.test(language);
}

/** A program that is not installed refuses nothing; what holds the text together is looked at all the same. */
function isAccepted(language: OfTool, text: string): boolean {
  const [program, ...args] = tools[language];
  // All three read a carriage return as a character of the line, which is none of what is asked here.
  const { status, error } = spawnSync(program, args, { input: text.replaceAll('\r\n', '\n') });
  return error === undefined ? status === 0 : structureOf(text, language) !== null;
}

/** The instructions with their arguments, and the comments. */
function dockerfileWords(text: string): readonly string[] {
  const file = DockerfileParser.parse(text);
  return [
    ...file
      .getInstructions()
      .flatMap((instruction) => [
        `\t${instruction.getKeyword()}`,
        ...(instruction.getArgumentsContent()?.split(/\s+/) ?? []).map(
          (word) => `${instruction.getKeyword()}\t${word}`,
        ),
      ]),
    ...file.getComments().map((comment) => `#\t${comment.getContent()}`),
  ];
}
