import { findParameter, type ParameterEntry } from '../knowledge/parameters.ts';
import { normalizeSysctlKey, type SysctlKey } from '../parse/sysctlKey.ts';
import type { AssignmentLine, SysctlDocument } from '../parse/sysctlLine.ts';
import { valueProblems, type ValueProblem, type ValueShape } from '../parse/sysctlValue.ts';
import { keyProblem, type KeyProblem } from './keyProblem.ts';
import { hasPlaceholder } from './placeholder.ts';

/** An assignment with what the catalogue knows about its key. */
export interface JudgedAssignment {
  readonly line: AssignmentLine;
  readonly key: SysctlKey;
  readonly entry: ParameterEntry | undefined;
  readonly shape: ValueShape;
  /** A template engine will write the line: nothing else can be said about it. */
  readonly isTemplate: boolean;
  readonly keyProblem: KeyProblem | undefined;
  readonly valueProblems: readonly ValueProblem[];
}

export function judgeAssignments(document: SysctlDocument): readonly JudgedAssignment[] {
  return document.lines.flatMap((line) => (line.kind === 'assignment' ? [judgeAssignment(line)] : []));
}

function judgeAssignment(line: AssignmentLine): JudgedAssignment {
  const key = normalizeSysctlKey(line.key.text);
  const entry = findParameter(key.dotted);
  const shape = shapeOf(key.dotted, entry);
  const isTemplate = hasPlaceholder(line.text);
  return {
    line,
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
