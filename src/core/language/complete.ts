import type { CompletionPlace, FormatDocument } from '../formats/fileFormat.ts';
import { formatRules } from '../formats/formats.ts';
import { knownKeyNames } from '../knowledge/knownKeys.ts';
import { isVisible } from '../model/plainText.ts';
import { procSysPath } from '../model/procSysPath.ts';
import { keyFacts } from '../rules/keyFacts.ts';
import { parameterRules } from '../rules/parameterRules.ts';
import type { TextEdit, TextPosition, TextRange } from '../model/textRange.ts';
import { rangeOf } from '../rules/textEdit.ts';
import type { DiagnosisContext } from './sysctlDiagnostic.ts';

export interface Completion {
  readonly kind: 'key' | 'value' | 'comment';
  readonly label: string;
  readonly detail?: string;
  /** The key whose description to show, for a later request. */
  readonly key?: string;
  readonly range: TextRange;
  readonly newText: string;
  /** What is compared with the text that the range has before the cursor. */
  readonly filterText: string;
  /** Lower comes first. */
  readonly rank: number;
  readonly isDeprecated?: boolean;
}

/** Completes keys, values, and our directives in comments, depending on what the cursor is in. */
export function complete(
  document: FormatDocument,
  position: TextPosition,
  context: DiagnosisContext,
): readonly Completion[] {
  const place = document.completionAt(position);
  switch (place?.kind) {
    case undefined:
      return [];
    case 'comment':
      return directives(place.before, position);
    case 'value':
      return values(place, context).flatMap((one) => asWritten(document, one, place.write));
    case 'key':
      return keys(place).flatMap((one) => asWritten(document, one, place.write));
  }
}

/** As the format writes it, which may take another range, with the quotes; none if it cannot. */
function asWritten(
  { lines }: FormatDocument,
  completion: Completion,
  write: ((text: string) => TextEdit | undefined) | undefined,
): readonly Completion[] {
  if (write === undefined) return [completion];
  const edit = write(completion.label);
  if (edit === undefined) return [];
  const { line, column } = edit.range.start;
  const quote = /^["']/.exec(lines[line]?.text.slice(column) ?? '')?.[0] ?? '';
  return [{ ...completion, ...edit, filterText: quote + completion.label }];
}

function keys({
  range,
  usesSlashes,
  suffix,
}: CompletionPlace & { readonly kind: 'key' }): readonly Completion[] {
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
      range,
      newText: written + suffix,
      filterText: written,
      rank: isDeprecated || vendorOnly !== undefined ? 2 : entry === undefined ? 1 : 0,
      isDeprecated,
    };
  });
}

function values(
  { key, range, prefix, scope }: CompletionPlace & { readonly kind: 'value' },
  context: DiagnosisContext,
): readonly Completion[] {
  const { entry } = keyFacts(key);
  const found = new Map<string, string>();
  for (const { value: choice, meaning } of entry?.value.choices ?? []) found.set(choice, meaning);
  const own = entry?.default.value;
  if (own !== undefined && own !== '')
    found.set(own, ['default', found.get(own)].filter((part) => part).join(': '));
  const running = (scope === 'host' ? context.running : undefined)?.get(key)?.value.replace(/\s+/g, ' ');
  // What cannot be seen is not inserted.
  if (running !== undefined && isVisible(running) && !found.has(running))
    found.set(running, 'on this host now');
  return [...found].map(([text, detail], rank) => ({
    kind: 'value',
    label: text,
    detail,
    key,
    range,
    newText: prefix + text,
    filterText: text,
    rank,
  }));
}

const directivePrefix = /^\s*[#;]\s*(socket-diagnostics-\S*)?$/;
const directiveRules = /^\s*[#;]\s*socket-diagnostics-disable-(?:line|file)\s+(?:\S+[\s,]+)*(\S*)$/;

function directives(before: string, { line, column }: TextPosition): readonly Completion[] {
  const rule = directiveRules.exec(before);
  const prefix = directivePrefix.exec(before);
  const typed = (rule ?? prefix)?.[1] ?? '';
  const range = rangeOf(line, { start: column - typed.length, end: column });
  if (rule !== null) {
    return [...formatRules, ...parameterRules].map(({ id }, rank) => ({
      kind: 'comment',
      label: id,
      range,
      newText: id,
      filterText: id,
      rank,
    }));
  }
  if (prefix === null) return [];
  return ['socket-diagnostics-disable-line', 'socket-diagnostics-disable-file'].map((directive, rank) => ({
    kind: 'comment',
    label: directive,
    detail: rank === 0 ? 'disable rules for the next line' : 'disable rules for this file',
    range,
    newText: `${directive} `,
    filterText: directive,
    rank,
  }));
}
