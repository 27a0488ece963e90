import type { AssignmentLine, SysctlLine } from '../../parse/sysctlLine.ts';

/** The value joined with the lines that its backslashes were meant to append; undefined if a following line sets another key. */
export function appendedValue(
  lines: readonly SysctlLine[],
  first: AssignmentLine,
): { readonly value: string; readonly lines: readonly number[] } | undefined {
  const parts = [withoutBackslash(first.value.text)];
  const taken: number[] = [];
  for (let index = first.index + 1; ; index++) {
    const line = lines[index];
    if (line?.kind !== 'invalid') return undefined;
    taken.push(index);
    parts.push(withoutBackslash(line.content.text));
    if (!line.content.text.endsWith('\\')) return { value: parts.join(' ').trim(), lines: taken };
  }
}

function withoutBackslash(text: string): string {
  return text.replace(/\\$/, '').trim();
}
