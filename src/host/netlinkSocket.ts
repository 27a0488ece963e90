import { constants } from 'node:os';
import { failure, type Failure } from '../core/model/outcome.ts';
import type { Libc } from './libc.ts';
import { inNamespace } from './inNamespace.ts';

/** From include/linux/socket.h and include/uapi/linux/netlink.h; the same on every architecture of the package. */
const afNetlink = 16;
const sockRaw = 3;
const sockCloexec = 0o2000000;
const netlinkSockDiag = 4;

/**
 * A descriptor for sock_diag, in this process's network namespace or in the one given by a path: a netlink socket
 * stays in the namespace where it was created. The caller must close it.
 */
export function openSockDiag(libc: Libc, namespace?: string): number | Failure {
  const open = (): number => libc.socket(afNetlink, sockRaw | sockCloexec, netlinkSockDiag);
  const opened = namespace === undefined ? open() : inNamespace(libc, namespace, open);
  return typeof opened === 'number' && opened < 0 ? netlinkFailure(libc.errno(), 'open') : opened;
}

/** The name of an error number as in the kernel's sources, for example `EPERM`. */
export function errnoName(errno: number): `E${string}` {
  // On Linux one number can have two names, and Node.js lists the C library's first.
  if (errno === constants.errno.EOPNOTSUPP) return 'EOPNOTSUPP';
  const name = Object.entries(constants.errno).find(([, number]) => number === errno)?.[0];
  return `E${name?.slice(1) ?? String(errno)}`;
}

/** The result of a netlink call. */
export function netlinkFailure(errno: number, step: 'open' | 'ask' | 'read' | 'dump' | 'join'): Failure {
  const { EACCES, EAFNOSUPPORT, ENOBUFS, ENOENT, EPERM, EPROTONOSUPPORT } = constants.errno;
  const name = errnoName(errno);
  const nextStep = 'Choose the collector “ss” or “proc”.';
  switch (errno) {
    case ENOBUFS:
      return lostAnswer('the receive buffer overflowed');
    case EACCES:
    case EPERM:
      return failure(
        'denied',
        'denied',
        `Netlink is not permitted here: ${step} failed with ${name}.`,
        nextStep,
      );
    case EAFNOSUPPORT:
    case EPROTONOSUPPORT:
    case ENOENT:
      return failure(
        'unavailable',
        'no-sock-diag',
        `This kernel does not support sock_diag: ${step} failed with ${name}.`,
        nextStep,
      );
    default:
      return failure('failed', 'failed', `sock_diag failed: ${step} returned ${name}.`, nextStep);
  }
}

export function lostAnswer(reason: string): Failure {
  return failure(
    'failed',
    'lost',
    `The kernel’s answer over netlink is incomplete: ${reason}.`,
    'Inspect again.',
  );
}
