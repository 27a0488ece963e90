import { normalizeSysctlKey } from '../../parse/sysctlKey.ts';
import type { SysctlDocument, SysctlLine } from '../../parse/sysctlLine.ts';
import type { TextPosition } from '../../model/textRange.ts';
import { rangeOf } from '../../rules/textEdit.ts';
import type { CompletionPlace } from '../fileFormat.ts';

/** Keys stand before the `=`, values after it. */
export function completionAt(document: SysctlDocument, position: TextPosition): CompletionPlace | undefined {
  const { line: index, column } = position;
  const line = document.lines[index];
  if (line === undefined) return undefined;
  if (line.kind === 'comment') return { kind: 'comment', before: line.text.slice(0, column) };
  if (line.kind !== 'assignment' || column <= line.separator.start) return keyPlace(line, position);
  const { key, value, separator } = line;
  return {
    kind: 'value',
    key: normalizeSysctlKey(key.text).dotted,
    range: rangeOf(index, {
      start: value.text === '' ? column : value.start,
      end: Math.max(value.end, column),
    }),
    scope: 'host',
    prefix: value.text === '' && column === separator.end ? ' ' : '',
  };
}

function keyPlace(line: SysctlLine, { line: index, column }: TextPosition): CompletionPlace | undefined {
  const start = line.text.length - line.text.trimStart().replace(/^-\s*/, '').length;
  const hasValue = line.kind === 'assignment';
  const end = hasValue ? Math.max(line.key.end, column) : Math.max(column, start);
  if (column < start || /\s/.test(line.text.slice(start, column).trimEnd())) return undefined;
  return {
    kind: 'key',
    range: rangeOf(index, { start, end }),
    usesSlashes: /^[^.]*\//.test(line.text.slice(start)),
    suffix: hasValue ? '' : ' = ',
  };
}
