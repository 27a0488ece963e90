import type { ParameterEntry } from '../knowledge/parameters.ts';
import { normalizeSysctlKey, type SysctlKey } from '../parse/sysctlKey.ts';
import type { AssignmentLine, SysctlDocument } from '../parse/sysctlLine.ts';
import { valueProblems, type ValueProblem, type ValueShape } from '../parse/sysctlValue.ts';
import { keyFacts } from './keyFacts.ts';
import { keyProblem, type KeyProblem } from './keyProblem.ts';
import { hasPlaceholder } from './placeholder.ts';

/** An assignment together with the catalogue entry of its key. */
export interface JudgedAssignment {
  readonly line: AssignmentLine;
  readonly key: SysctlKey;
  readonly entry: ParameterEntry | undefined;
  readonly shape: ValueShape;
  /** A template engine will generate the line, so nothing else is known about it. */
  readonly isTemplate: boolean;
  readonly keyProblem: KeyProblem | undefined;
  readonly valueProblems: readonly ValueProblem[];
}

/** Caches judgements by line text: after a keystroke, only one line is new. */
const cache = new Map<string, Omit<JudgedAssignment, 'line'>>();
const cacheLimit = 50_000;

export function judgeAssignments(document: SysctlDocument): readonly JudgedAssignment[] {
  if (cache.size > cacheLimit) cache.clear();
  return document.lines.flatMap((line) => {
    if (line.kind !== 'assignment') return [];
    const judged = cache.get(line.text) ?? judgeAssignment(line);
    cache.set(line.text, judged);
    return [{ ...judged, line }];
  });
}

function judgeAssignment(line: AssignmentLine): Omit<JudgedAssignment, 'line'> {
  const key = normalizeSysctlKey(line.key.text);
  const entry = keyFacts(key.dotted).entry;
  const shape = shapeOf(key.dotted, entry);
  const isTemplate = hasPlaceholder(line.text);
  return {
    key,
    entry,
    shape,
    isTemplate,
    keyProblem: isTemplate ? undefined : keyProblem(line.key.text, key),
    valueProblems: isTemplate ? [] : valueProblems(line.value, shape),
  };
}

/** Keys outside the catalogue whose value is one word: net/ipv4/tcp_cong.c, net/sched/sch_api.c. */
const wordKeys: ReadonlySet<string> = new Set(['net.ipv4.tcp_congestion_control', 'net.core.default_qdisc']);

function shapeOf(dotted: string, entry: ParameterEntry | undefined): ValueShape {
  if (entry === undefined) return { kind: wordKeys.has(dotted) ? 'word' : 'text' };
  switch (entry.value.format) {
    case 'integer':
      return { kind: 'integers', count: 1 };
    case 'integerVector':
    case 'portRange':
      return { kind: 'integers', count: entry.value.fields?.length ?? 1 };
    case 'portList':
      return { kind: 'portList' };
  }
}
