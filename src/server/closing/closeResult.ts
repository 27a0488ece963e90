import type { CloseAnswer } from '../../core/collect/socketCloser.ts';
import type { SocketIds } from '../../core/model/socketIds.ts';
import type { ClosedSockets } from '../../core/protocol/closeSockets.ts';

const exampleCount = 5;

/** The kernel's result for each socket, and the state after reading the sockets again, which decides. */
export function closeResult(
  ordered: { readonly ids: SocketIds; readonly textOf: (index: number) => string },
  answers: readonly CloseAnswer[],
  present: SocketIds,
): ClosedSockets {
  const alive = new Set<bigint>();
  for (let row = 0; row < present.length; row++) alive.add(present.cookie(row));
  const remaining = new Map<string, number[]>();
  let goneBefore = 0;
  for (const [index, answer] of answers.entries()) {
    if (!alive.has(ordered.ids.cookie(index))) {
      if (answer === 'gone') goneBefore++;
      continue;
    }
    const reason = reasonFor(answer);
    const known = remaining.get(reason);
    if (known === undefined) remaining.set(reason, [index]);
    else known.push(index);
  }
  const still = [...remaining.values()].reduce((sum, { length }) => sum + length, 0);
  return {
    kind: 'closed',
    closed: answers.length - still,
    goneBefore,
    remaining: [...remaining].map(([reason, indices]) => ({
      reason,
      count: indices.length,
      examples: indices.slice(0, exampleCount).map((index) => ordered.textOf(index)),
    })),
  };
}

function reasonFor(answer: CloseAnswer): string {
  switch (answer) {
    case 'closed':
      return 'the kernel reported them as closed, but they still exist';
    case 'gone':
      return 'the kernel did not find them, but they still exist';
    case 'EPERM':
    case 'EACCES':
      return `not permitted in this network namespace (${answer}): CAP_NET_ADMIN is required`;
    case 'EOPNOTSUPP':
      return 'this kernel cannot close sockets in that state (EOPNOTSUPP); closing TIME_WAIT needs a kernel from mid 2022 or later, such as 6.1';
    default:
      return `the kernel returned ${answer}`;
  }
}
