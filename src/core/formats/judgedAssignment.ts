import type { ParameterEntry } from '../knowledge/parameters.ts';
import type { SysctlKey } from '../parse/sysctlKey.ts';
import { valueProblems, type ValueProblem, type ValueShape } from '../parse/sysctlValue.ts';
import { keyFacts } from '../rules/keyFacts.ts';
import { keyProblem, type KeyProblem } from '../rules/keyProblem.ts';
import type { Assignment } from './assignment.ts';

/** An assignment together with the catalogue entry of its key. */
export interface JudgedAssignment<Of extends Assignment = Assignment> {
  readonly assignment: Of;
  readonly key: SysctlKey;
  readonly entry: ParameterEntry | undefined;
  readonly shape: ValueShape;
  /** A template engine will generate it, so nothing else is known about it. */
  readonly isTemplate: boolean;
  readonly keyProblem: KeyProblem | undefined;
  /** Their columns count from the start of the value. */
  readonly valueProblems: readonly ValueProblem[];
}

type Judgement = Omit<JudgedAssignment, 'assignment' | 'key' | 'isTemplate'>;

/** Caches judgements by key and value: after a keystroke, only one line is new. */
const cache = new Map<string, Judgement>();
const cacheLimit = 50_000;

/** Several features query the same document. */
const judgedLists = new WeakMap<readonly Assignment[], readonly JudgedAssignment[]>();

export function judgeAssignments<Of extends Assignment>(
  assignments: readonly Of[],
): readonly JudgedAssignment<Of>[] {
  const known = judgedLists.get(assignments);
  // A cached result belongs to the list that it was made from.
  if (known !== undefined) return known as readonly JudgedAssignment<Of>[];
  if (cache.size > cacheLimit) cache.clear();
  const judged = assignments.map((assignment) => {
    const { key, isTemplate } = assignment;
    return { ...(isTemplate ? untold(key.dotted) : judgementOf(assignment)), assignment, key, isTemplate };
  });
  judgedLists.set(assignments, judged);
  return judged;
}

/** What is known about a key and a value that no template will change. */
export function judgementOf({ key, writtenKey, value }: Assignment): Judgement {
  const name = `${writtenKey.text}=${value.text}`;
  const known = cache.get(name);
  if (known !== undefined) return known;
  const entry = keyFacts(key.dotted).entry;
  const shape = shapeOf(key.dotted, entry);
  const judgement = {
    entry,
    shape,
    keyProblem: keyProblem(writtenKey.text, key),
    valueProblems: valueProblems({ text: value.text, start: 0, end: value.text.length }, shape),
  };
  cache.set(name, judgement);
  return judgement;
}

/** The length of the intended value, without what its author meant as a comment. */
export function meantLength(text: string, problems: readonly ValueProblem[]): number {
  const comment = problems.find((problem) => problem.kind === 'inlineComment');
  return comment === undefined ? text.length : text.slice(0, comment.start).trimEnd().length;
}

function untold(dotted: string): Judgement {
  const entry = keyFacts(dotted).entry;
  return { entry, shape: shapeOf(dotted, entry), keyProblem: undefined, valueProblems: [] };
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
