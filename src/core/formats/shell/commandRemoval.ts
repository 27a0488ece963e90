import type { Span } from '../../parse/sysctlLine.ts';
import type { FileText } from '../fileText.ts';
import type { Region } from '../region.ts';
import type { ShellCommand } from './shellCommands.ts';

/** How far an operator, or the end of a line, may be from a command: further than anybody indents. */
const nearby = 500;

/** Blanks, and line ends that a backslash takes away. */
const gap = String.raw`(?:[ \t]|\\\r?\n)*`;
const operatorAfter = new RegExp(`^${gap}(?:&&|;)${gap}`);
const operatorBefore = new RegExp(`${gap}(?:&&|;)${gap}$`);

/**
 * What is taken out with a command, in offsets of the file: one of several in a row with the operator beside it, a line that
 * it has to itself, and `whole` where it is all that there is. Undefined if something else depends on it.
 */
export function commandRemoval(
  file: FileText,
  region: Region,
  command: ShellCommand,
  whole: Span | undefined,
): Span | undefined {
  const start = command.pipedFrom?.start ?? command.start;
  const { text } = region;
  if (command.hereDocument !== undefined || command.pipedFrom?.hereDocument !== undefined) return undefined;
  const isAll =
    whole !== undefined && text.slice(0, start).trim() === '' && text.slice(command.end).trim() === '';
  if (isAll) return whole;
  const from = Math.max(0, start - nearby);
  const before = text.slice(from, start);
  const after = text.slice(command.end, command.end + nearby);
  // What decides about the command, or is decided by it, would be left hanging.
  if (
    /(?:\|\||\||\b(?:if|then|else|elif|do|while|until)|\{|\()\s*$/.test(before) ||
    /^\s*(?:\|\||\|(?!\|))/.test(after)
  )
    return undefined;
  const next = operatorAfter.exec(after);
  const rest = next === null ? '' : after.slice(next[0].length);
  if (next !== null && !/^\s*(?:#|$|\r?\n|done\b|fi\b|\})/.test(rest))
    return region.span({ start, end: command.end + next[0].length });
  const earlier = operatorBefore.exec(before);
  if (earlier !== null) return region.span({ start: from + earlier.index, end: command.end });
  const lineStart = before.lastIndexOf('\n') + 1;
  const isOwnLine =
    before.slice(lineStart).trim() === '' && /^[ \t]*;?[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/.test(after);
  const isContinued = /\\\r?\n$/.test(before.slice(0, lineStart));
  // A script of one line in something else is not taken out by lines.
  if (!isOwnLine || isContinued || !text.includes('\n')) return undefined;
  return file.wholeLines(region.span({ start, end: command.end }));
}

/** The first line of those that backslashes join, which is where a comment can stand. */
export function commandLine(region: Region, { pipedFrom, start }: ShellCommand): number {
  const { file } = region;
  const first = file.lineAt(region.offset(0));
  return file.firstJoinedLine(file.lineAt(region.offset(pipedFrom?.start ?? start)), first);
}
