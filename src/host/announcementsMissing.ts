import { endianness } from 'node:os';
import { Stop } from '../core/model/cancellation.ts';
import { failure, type Failure } from '../core/model/outcome.ts';
import { inetDiagRequest } from '../core/parse/inetDiag.ts';
import type { Libc } from './libc.ts';
import { netlinkDump } from './netlinkDump.ts';

/** Sockets in no state: the kernel answers at once, but needs what it needs for all others. */
const nothing = inetDiagRequest({
  family: 4,
  states: [],
  byteOrder: endianness() === 'LE' ? 'little' : 'big',
});

/**
 * Why the kernel announces nothing, although it lets us join its groups; undefined if it does announce. A kernel without
 * its module for TCP says nothing of the sockets that end (net/core/sock_diag.c, sock_diag_broadcast_destroy_work()),
 * which would look like a host without connections. The question makes it load the module, if it can.
 */
export async function announcementsMissing(
  libc: Libc,
  namespace: string | undefined,
): Promise<Failure | undefined> {
  const answer = await netlinkDump(libc, nothing, () => undefined, new Stop(), namespace);
  return answer.kind === 'unavailable' && isWithoutModule(answer) ? withoutModule : undefined;
}

/** What opening a socket for listening failed with, in the words of who listens. */
export function cannotListen(failed: Failure): Failure {
  return isWithoutModule(failed) ? withoutModule : failed;
}

function isWithoutModule({ problem }: Failure): boolean {
  return problem.code === 'no-sock-diag';
}

const withoutModule = failure(
  'unavailable',
  'no-tcp-diag',
  'The kernel does not announce connections that end: its module tcp_diag is not loaded and cannot be loaded automatically.',
  'Run “modprobe tcp_diag” as root, then watch again. If there is no such module, inspect TIME_WAIT instead.',
);
