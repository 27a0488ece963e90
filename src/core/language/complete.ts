import { knownKeyNames } from '../knowledge/knownKeys.ts';
import { procSysPath } from '../model/procSysPath.ts';
import { normalizeSysctlKey } from '../parse/sysctlKey.ts';
import type { AssignmentLine, SysctlDocument, SysctlLine } from '../parse/sysctlLine.ts';
import { documentRules } from '../rules/documentRules.ts';
import { keyFacts } from '../rules/keyFacts.ts';
import { parameterRules } from '../rules/parameterRules.ts';
import type { TextPosition, TextRange } from '../model/textRange.ts';
import { rangeOf } from '../rules/textEdit.ts';
import type { DiagnosisContext } from './sysctlDiagnostic.ts';

export interface Completion {
  readonly kind: 'key' | 'value' | 'comment';
  readonly label: string;
  readonly detail?: string;
  /** The key whose description fits, for a later question. */
  readonly key?: string;
  readonly range: TextRange;
  readonly newText: string;
  /** Smaller comes first. */
  readonly rank: number;
  readonly isDeprecated?: boolean;
}

/** Keys before the `=`, values after it, directives of ours in a comment. */
export function complete(
  document: SysctlDocument,
  position: TextPosition,
  context: DiagnosisContext,
): readonly Completion[] {
  const line = document.lines[position.line];
  if (line === undefined) return [];
  if (line.kind === 'comment') return directives(line.text, position);
  if (line.kind === 'assignment' && position.column > line.separator.start)
    return values(line, position, context);
  return keys(line, position);
}

function keys(line: SysctlLine, { line: index, column }: TextPosition): readonly Completion[] {
  const start = line.text.length - line.text.trimStart().replace(/^-\s*/, '').length;
  const hasValue = line.kind === 'assignment';
  const end = hasValue ? Math.max(line.key.end, column) : Math.max(column, start);
  if (column < start || /\s/.test(line.text.slice(start, column).trimEnd())) return [];
  const usesSlashes = /^[^.]*\//.test(line.text.slice(start));
  return knownKeyNames.map((key): Completion => {
    const { entry } = keyFacts(key);
    const written = usesSlashes ? procSysPath(key).slice('/proc/sys/'.length) : key;
    const { removed, noEffect, vendorOnly } = entry?.versions ?? {};
    const isDeprecated = removed !== undefined || noEffect !== undefined;
    return {
      kind: 'key',
      label: written,
      ...(removed && { detail: `removed in Linux ${removed.by}` }),
      key,
      range: rangeOf(index, { start, end }),
      newText: hasValue ? written : `${written} = `,
      rank: isDeprecated || vendorOnly !== undefined ? 2 : entry === undefined ? 1 : 0,
      isDeprecated,
    };
  });
}

function values(
  { key, value, separator, index }: AssignmentLine,
  { column }: TextPosition,
  context: DiagnosisContext,
): readonly Completion[] {
  const { dotted } = normalizeSysctlKey(key.text);
  const { entry } = keyFacts(dotted);
  const range = rangeOf(index, {
    start: value.text === '' ? column : value.start,
    end: Math.max(value.end, column),
  });
  const gap = value.text === '' && column === separator.end ? ' ' : '';
  const found = new Map<string, string>();
  for (const { value: choice, meaning } of entry?.value.choices ?? []) found.set(choice, meaning);
  const own = entry?.default.value;
  if (own !== undefined && own !== '')
    found.set(own, ['default', found.get(own)].filter((part) => part).join(': '));
  const running = context.running?.get(dotted)?.value.replace(/\s+/g, ' ');
  if (running !== undefined && !found.has(running)) found.set(running, 'on this host now');
  return [...found].map(([text, detail], rank) => ({
    kind: 'value',
    label: text,
    detail,
    key: dotted,
    range,
    newText: gap + text,
    rank,
  }));
}

const directivePrefix = /^\s*[#;]\s*(socket-diagnostics-\S*)?$/;
const directiveRules = /^\s*[#;]\s*socket-diagnostics-disable-(?:line|file)\s+(?:\S+[\s,]+)*(\S*)$/;

function directives(text: string, { line, column }: TextPosition): readonly Completion[] {
  const before = text.slice(0, column);
  const rule = directiveRules.exec(before);
  const prefix = directivePrefix.exec(before);
  const typed = (rule ?? prefix)?.[1] ?? '';
  const range = rangeOf(line, { start: column - typed.length, end: column });
  if (rule !== null) {
    return [...documentRules, ...parameterRules].map(({ id }, rank) => ({
      kind: 'comment',
      label: id,
      range,
      newText: id,
      rank,
    }));
  }
  if (prefix === null) return [];
  return ['socket-diagnostics-disable-line', 'socket-diagnostics-disable-file'].map((directive, rank) => ({
    kind: 'comment',
    label: directive,
    detail: rank === 0 ? 'switch rules off for the next line' : 'switch rules off for this file',
    range,
    newText: `${directive} `,
    rank,
  }));
}
