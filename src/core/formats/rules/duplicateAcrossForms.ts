import type { AssignmentRule, DocumentProblem } from '../formatRule.ts';
import { removeFixOf } from '../formatRule.ts';
import type { Assignment } from '../assignment.ts';
import { namespaceOf } from '../kubernetes/podScope.ts';
import { notCompared } from '../reading.ts';

/**
 * One unit sets a parameter twice, in whatever forms. `sysctl -w` and the same value in a file are the usual pair, one for now
 * and one for boot, and no duplicate.
 * Source: the precedence of each format, in the guide.
 */
export const duplicateAcrossForms: AssignmentRule = {
  id: 'duplicate-across-forms',
  about:
    'One unit, such as a pod, a service or a list of tasks, sets the parameter twice, perhaps in different forms.',
  section: 'where-formats',
  severity: 'warning',
  check: ({ assignments }) => {
    const lists = new Map<string, Assignment[]>();
    for (const { assignment, key, isTemplate } of assignments) {
      const list = isTemplate ? undefined : listOf(assignment);
      if (list === undefined) continue;
      const name = `${list} ${key.path}`;
      const all = lists.get(name);
      if (all === undefined) lists.set(name, [assignment]);
      else all.push(assignment);
    }
    return [...lists.values()].flatMap((all) => {
      const inTurn = all.length < 2 ? [] : all.toSorted(byTurn);
      return inTurn.slice(1).flatMap((again, at) => problemsOf(inTurn[at] ?? again, again));
    });
  },
};

/** One that loses, and one that sets the same parameter after it. */
function problemsOf(before: Assignment, again: Assignment): readonly DocumentProblem[] {
  const { key, route, value, writtenKey, commentLine, remarks } = again;
  const isSame = before.value.text === value.text;
  const rejectedBy = before.writtenKey.text === writtenKey.text ? remarks?.list?.rejectedBy : undefined;
  const isRejected = route?.kind === 'pod' || rejectedBy !== undefined;
  const line = before.writtenKey.range.start.line + 1;
  // Two services of Compose: what joins another one starts after it; which of two that join a third one starts last is not known.
  const where = before.unit === again.unit ? '' : ' in the same network namespace';
  const isOrderKnown = before.unit === again.unit || turnOf(before).stage === 0;
  return [
    {
      range: writtenKey.range,
      severity: rejectedBy !== undefined ? 'error' : isSame && !isRejected ? 'hint' : 'warning',
      message:
        route?.kind === 'pod'
          ? `Kubernetes rejects a pod that sets ${key.dotted} twice.`
          : rejectedBy !== undefined
            ? `Line ${line} sets ${key.dotted}, too: ${rejectedBy} rejects the file.`
            : `Line ${line} sets ${key.dotted} ${isSame ? 'to the same value' : `to ${before.value.text || 'an empty value'}`}${where}.`,
      related: [{ range: before.writtenKey.range, message: 'Previously set here.' }],
      namesLine: true,
      fixes: isOrderKnown ? removeFixOf('Remove the earlier one', false, before.remove()) : [],
      ...(commentLine !== undefined && { commentLine }),
    },
    // As in a sysctl file, the line that loses is marked, too.
    {
      range: before.writtenKey.range,
      severity: 'hint',
      namesLine: true,
      message: `Line ${writtenKey.range.start.line + 1} sets ${key.dotted} again${where}.`,
      related: [{ range: writtenKey.range, message: 'Set again here.' }],
      ...(!isRejected && isOrderKnown && { tags: ['unnecessary'] as const }),
      ...(before.commentLine !== undefined && { commentLine: before.commentLine }),
    },
  ];
}

/** As they are applied, which is as they stand if nothing else is known. */
function byTurn(a: Assignment, b: Assignment): number {
  const [one, other] = [turnOf(a), turnOf(b)];
  return one.stage - other.stage || one.line - other.line;
}

function turnOf({ route, remarks, writtenKey }: Assignment): {
  readonly stage: number;
  readonly line: number;
} {
  const joins = route?.kind === 'container' ? route.network?.joins : undefined;
  return {
    stage: remarks?.list?.turn?.stage ?? joins ?? 0,
    line: remarks?.list?.turn?.line ?? writtenKey.range.start.line,
  };
}

/** What a key has to be in only once; undefined for lines of a sysctl file, which have a rule of their own, and for scripts. */
function listOf({ unit, key, scope, when, route, remarks }: Assignment): string | undefined {
  if (unit === notCompared) return undefined;
  const network = route?.kind === 'container' ? route.network?.unit : undefined;
  if (network !== undefined && namespaceOf(key.dotted) === 'network') return `network ${network}`;
  if (remarks?.list !== undefined) return `${unit} ${remarks.list.name} ${remarks.list.number ?? ''}`;
  const isList =
    route?.kind === 'pod' || route?.kind === 'container' || (scope === 'node' && when === 'boot');
  return isList ? `${unit}` : undefined;
}
