import type { Span } from '../../parse/sysctlLine.ts';
import type { AssignmentRemarks } from '../assignment.ts';
import { EmbeddedConf } from '../embeddedConf.ts';
import { isUnknown, unknownCharacter } from '../masks.ts';
import type { Effect, Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { commandLine, commandRemoval } from './commandRemoval.ts';
import { readContainerCommand } from './containerOptions.ts';
import { decodeEscapes } from './decodeEscapes.ts';
import { shellCommands, type HereDocument, type ShellCommand, type ShellRedirect } from './shellCommands.ts';
import type { LexOptions, ShellWord } from './shellLexer.ts';
import { addPair, wordRegion } from './shellPair.ts';
import { outsideOf, withoutWrappers } from './wrappedCommand.ts';
import { baseName } from '../../model/pathText.ts';

export interface ShellOptions extends LexOptions {
  /** There is no shell: words are passed as they are, and `>` is one of them. */
  readonly isArguments?: boolean;
  /** The depth of nesting in other scripts. */
  readonly depth?: number;
  /** What goes away with the only command there is, such as the instruction of a Dockerfile. */
  readonly whole?: Span;
}

/** Scripts in scripts: as deep as anybody writes them. */
const deepest = 4;

/** Finds what a shell script sets: with sysctl, by writing below /proc/sys and into sysctl files, and for containers. */
export function readShell(
  reading: Reading,
  region: Region,
  effect: Effect,
  options: ShellOptions = {},
): void {
  // A mention may be in parts, and is one wherever the script is cut.
  if (!mentionsParameters(region.text) && !mentionsParameters(unquoted(region.text))) return;
  const scripts: Span[] = [];
  const commands = shellCommands(region.text, { ...options, onSubstitution: (span) => scripts.push(span) });
  for (const command of commands) readCommand({ reading, region, effect, options }, command);
  const depth = (options.depth ?? 0) + 1;
  if (options.isArguments === true || depth >= deepest) return;
  for (const script of scripts) readShell(reading, region.part(script), effect, { depth });
}

/** Without what a shell takes out of words. */
function unquoted(text: string): string {
  return text.replace(/\\\r?\n|[\\'"]/g, '');
}

/** Whether it is worth looking closer. */
export function mentionsParameters(text: string): boolean {
  return /sysctl|proc\/sys/i.test(text);
}

interface Place {
  readonly reading: Reading;
  readonly region: Region;
  readonly effect: Effect;
  readonly options: ShellOptions;
  /** What goes away with the command. */
  readonly removal?: Span | undefined;
}

function readCommand(outer: Place, command: ShellCommand): void {
  const { words, leavesNamespaces } = withoutWrappers(command.words);
  const place = leavesNamespaces ? { ...outer, effect: outsideOf(outer.effect) } : outer;
  const name = baseName(words[0]?.text ?? '');
  const commentLine = commandLine(place.region, command);
  const { isArguments, whole } = place.options;
  const removal =
    isArguments === true ? undefined : commandRemoval(place.reading.file, place.region, command, whole);
  switch (name) {
    case 'sysctl':
      for (const pair of sysctlPairs(words.slice(1)))
        addPair(place, pair, commentLine, { mayRemove: true, command, ...(removal && { removal }) });
      break;
    case 'docker':
    case 'podman':
    case 'nerdctl':
      readContainerCommand(place, words, commentLine);
      break;
    case 'tee':
      for (const target of words.slice(1).filter(({ text }) => !text.startsWith('-')))
        readWrite({ ...place, removal }, command.pipedFrom ?? command, target, commentLine);
      break;
    case 'sh':
    case 'bash':
    case 'ash':
    case 'dash':
    case 'ksh':
    case 'zsh':
    case 'su':
    case 'runuser': {
      const at = words.findIndex(({ text }) => /^-[a-z]*c$|^--command$/.test(text));
      const script = at < 0 ? undefined : words[at + 1];
      const depth = (place.options.depth ?? 0) + 1;
      if (script !== undefined && depth < deepest)
        readShell(place.reading, wordRegion(place.region, script), place.effect, {
          depth,
        });
      break;
    }
    default:
  }
  if (place.options.isArguments === true) return;
  for (const redirect of command.redirects) {
    if (!/^(>|>>|>\|)$/.test(redirect.operator)) continue;
    const source = name === 'tee' ? (command.pipedFrom ?? command) : command;
    readWrite({ ...place, removal }, source, redirect.target, commentLine, redirect);
  }
}

/** The words `key=value` of a call of sysctl; none if it reads or loads files. */
function sysctlPairs(words: readonly ShellWord[]): readonly ShellWord[] {
  const pairs: ShellWord[] = [];
  for (const word of words) {
    const { text } = word;
    if (/^-[a-zA-Z]*[paAX]|^--(?:load|system|all)\b/.test(text)) return [];
    if (!text.startsWith('-') && text.includes('=')) pairs.push(word);
  }
  return pairs;
}

/** Something is written to a file: the value of a parameter, or lines of a sysctl file. */
function readWrite(
  place: Place,
  source: ShellCommand | undefined,
  target: ShellWord,
  commentLine: number,
  redirect?: ShellRedirect,
): void {
  if (/^\/proc\/sys\/./.test(target.text)) readProcWrite(place, source, target, commentLine, redirect);
  else if (isSysctlFile(target.text) && source !== undefined) readFileWrite(place, source);
  else if (target.text.endsWith('.sh') && source?.hereDocument !== undefined) {
    const { reading, region, effect, options } = place;
    const depth = (options.depth ?? 0) + 1;
    if (depth < deepest)
      readShell(reading, hereDocumentRegion(region, source.hereDocument), effect, { depth });
  }
}

/** `/etc/sysctl.conf`, and names in or like those of `/etc/sysctl.d`. */
export function isSysctlFile(path: string): boolean {
  const known = path.replaceAll(unknownCharacter, 'x');
  return (
    /(?:^|\/)sysctl\.d\/[^/]+$/i.test(known) ||
    (/(?:^|\/)[\w.-]+\.conf$/i.test(known) && /sysctl/i.test(baseName(known).slice(0, -'.conf'.length)))
  );
}

function readProcWrite(
  { reading, region, effect, removal }: Place,
  source: ShellCommand | undefined,
  target: ShellWord,
  commentLine: number,
  redirect: ShellRedirect | undefined,
): void {
  const prefix = '/proc/sys/'.length;
  const path = wordRegion(region, target);
  const key = path.part({ start: prefix, end: path.text.length });
  const written = source && outputOf(region, source);
  if (written === undefined) return;
  const remarks = redirect && descriptorRemark(reading, region, redirect);
  reading.add(
    {
      key,
      value: written,
      meantKey: key.text.includes('/') ? `/${key.text}` : key.text,
      writeKey: (dotted) => dotted.replaceAll('.', '\0').replaceAll('/', '.').replaceAll('\0', '/'),
      commentLine,
      ...(removal && { removal }),
      ...(remarks && { remarks, writeValue: () => undefined }),
    },
    effect,
  );
}

/** `echo 1> file` writes an empty line: the number is a file descriptor. */
function descriptorRemark(
  { file }: Reading,
  region: Region,
  { descriptor, start }: ShellRedirect,
): AssignmentRemarks | undefined {
  if (!/^\d+$/.test(descriptor)) return undefined;
  const end = start + descriptor.length;
  const place = { start: region.offset(end), end: region.offset(end) };
  return {
    descriptor: {
      text: descriptor,
      range: file.range(region.span({ start, end })),
      edits: [file.replace(place, ' ')],
    },
  };
}

/** What echo, printf or cat with a here-document write. */
function outputOf(region: Region, command: ShellCommand): Region | undefined {
  const { words: all, hereDocument } = command;
  const { words } = withoutWrappers(all);
  const name = baseName(words[0]?.text ?? '');
  if (hereDocument !== undefined && (name === 'cat' || name === 'tee' || name === ''))
    return trimmed(hereDocumentRegion(region, hereDocument));
  if (name !== 'echo' && name !== 'printf') return undefined;
  let rest = words.slice(1);
  while (/^-[neE]+$/.test(rest[0]?.text ?? '') && name === 'echo') rest = rest.slice(1);
  if (name === 'printf' && /%[sdi]/.test(rest[0]?.text ?? '') && rest.length > 1) rest = rest.slice(1);
  const [first] = rest;
  const last = rest.at(-1);
  if (first === undefined || last === undefined) return region.part({ start: command.end, end: command.end });
  if (first === last) {
    const own = wordRegion(region, first);
    return trimmed(/\\[nt]/.test(own.text) ? decodeEscapes(own) : own);
  }
  // echo writes one blank between its arguments.
  return region.part({ start: first.start, end: last.end });
}

function trimmed(region: Region): Region {
  const start = region.text.length - region.text.trimStart().length;
  return region.part({ start, end: Math.max(start, region.text.trimEnd().length) });
}

function readFileWrite({ reading, region, effect }: Place, source: ShellCommand): void {
  const { words } = withoutWrappers(source.words);
  const name = baseName(words[0]?.text ?? '');
  // In an image the file is there, and nothing reads it.
  const boot: Effect =
    effect.route?.kind === 'imageBuild'
      ? { ...effect, route: { kind: 'imageBuild', isFile: true } }
      : { ...effect, when: 'boot' };
  if (source.hereDocument !== undefined) {
    new EmbeddedConf(hereDocumentRegion(region, source.hereDocument)).addTo(reading, boot);
    return;
  }
  const hereString = source.redirects.find(({ operator }) => operator === '<<<');
  if (hereString !== undefined) {
    new EmbeddedConf(wordRegion(region, hereString.target)).addTo(reading, boot);
    return;
  }
  if (name !== 'echo' && name !== 'printf') return;
  const texts = words.slice(1).filter(({ text }) => text.includes('='));
  const isOneLine = texts.length === 1 || words.slice(1).every(({ text }) => !/\\n|\n/.test(text));
  const first = words.slice(1).find(({ text }) => !/^-[neE]+$/.test(text));
  const last = words.at(-1);
  // `echo net.x = 1` without quotes is one line of several words.
  if (
    isOneLine &&
    texts.length === 1 &&
    first !== undefined &&
    last !== undefined &&
    first !== last &&
    name === 'echo'
  )
    new EmbeddedConf(region.part({ start: first.start, end: last.end })).addTo(reading, boot);
  else
    for (const word of texts) new EmbeddedConf(decodeEscapes(wordRegion(region, word))).addTo(reading, boot);
}

/** Without the tabs that `<<-` takes away, which change nothing here; expansions become unknown. */
function hereDocumentRegion(region: Region, { start, end, isQuoted }: HereDocument): Region {
  const lines = region.part({ start, end });
  if (isQuoted || !/[$`]/.test(lines.text)) return lines;
  const masked = lines.text.replace(
    /\\[$`\\]|\$\{[^}\n]*\}|\$\([^)\n]*\)|`[^`\n]*`|\$[A-Za-z_]\w*/g,
    (found) => (found.startsWith('\\') ? found : unknownCharacter.repeat(found.length)),
  );
  return isUnknown(masked) ? lines.masked(masked) : lines;
}
