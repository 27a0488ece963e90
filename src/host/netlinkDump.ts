import { constants, endianness } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { ChunkReader } from '../core/collect/host.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import { failure, ok, type Failure, type Outcome } from '../core/model/outcome.ts';
import { dumpEnd } from '../core/parse/netlink.ts';
import type { Libc } from './libc.ts';
import { Pace } from './pace.ts';

/** From include/linux/socket.h and include/uapi/linux/netlink.h; the same on every architecture of the package. */
const afNetlink = 16;
const sockRaw = 3;
const sockCloexec = 0o2000000;
const netlinkSockDiag = 4;
const msgTrunc = 0x20;
const msgDontWait = 0x40;

/** The kernel makes datagrams of 32 KiB at the most for a dump (net/netlink/af_netlink.c, netlink_dump()). */
const bufferSize = 1 << 16;
/** A dump is made while it is received, so there is always more at once; a kernel that says nothing for so long hangs. */
const silenceLimitMs = 5000;

/**
 * Sends a dump request and hands on the answer, datagram by datagram. The calls do not wait: they take about 0.1 ms each,
 * and between them, every few milliseconds, the event loop runs. (Calls on another thread cost more than they take,
 * and their errno belongs to that thread.)
 */
export async function netlinkDump(
  libc: Libc,
  request: Uint8Array,
  onChunk: ChunkReader,
  cancellation: Cancellation,
): Promise<Outcome<void>> {
  const descriptor = libc.socket(afNetlink, sockRaw | sockCloexec, netlinkSockDiag);
  if (descriptor < 0) return systemFailure(libc.errno(), 'open');
  try {
    if (libc.send(descriptor, request, request.length, 0) < 0) return systemFailure(libc.errno(), 'ask');
    return await receive(libc, descriptor, onChunk, new Pace(cancellation));
  } finally {
    libc.close(descriptor);
  }
}

async function receive(
  libc: Libc,
  descriptor: number,
  onChunk: ChunkReader,
  pace: Pace,
): Promise<Outcome<void>> {
  const buffer = new Uint8Array(bufferSize);
  const { EAGAIN, EINTR } = constants.errno;
  const isLittleEndian = endianness() === 'LE';
  let silentSince: number | undefined;
  for (;;) {
    const length = libc.recv(descriptor, buffer, bufferSize, msgDontWait | msgTrunc);
    if (length > bufferSize) return lost(`a datagram of ${String(length)} bytes did not fit`);
    if (length < 0) {
      const errno = libc.errno();
      if (errno === EINTR) continue;
      if (errno !== EAGAIN) return systemFailure(errno, 'read');
      silentSince ??= performance.now();
      if (performance.now() - silentSince > silenceLimitMs) return lost('the kernel fell silent');
      await setTimeout(1);
    } else {
      silentSince = undefined;
      const datagram = buffer.subarray(0, length);
      onChunk(datagram);
      const end = dumpEnd(datagram, isLittleEndian);
      if (end.kind === 'done') return ok(undefined);
      if (end.kind === 'error') return systemFailure(end.errno, 'dump');
      if (length === 0) return lost('the answer broke off');
    }
    if (pace.isDue) await pace.rest();
  }
}

function lost(reason: string): Failure {
  return failure(
    'failed',
    'lost',
    `The kernel’s answer over netlink is not complete: ${reason}.`,
    'Inspect again.',
  );
}

function systemFailure(errno: number, step: 'open' | 'ask' | 'read' | 'dump'): Failure {
  const { EACCES, EAFNOSUPPORT, ENOBUFS, ENOENT, EPERM, EPROTONOSUPPORT } = constants.errno;
  const name = Object.entries(constants.errno).find(([, number]) => number === errno)?.[0] ?? String(errno);
  const nextStep = 'Choose the collector “ss” or “proc”.';
  switch (errno) {
    case ENOBUFS:
      return lost('the receive buffer overflowed');
    case EACCES:
    case EPERM:
      return failure(
        'denied',
        'denied',
        `Netlink may not be used here: ${step} failed with ${name}.`,
        nextStep,
      );
    case EAFNOSUPPORT:
    case EPROTONOSUPPORT:
    case ENOENT:
      return failure(
        'unavailable',
        'no-sock-diag',
        `This kernel has no sock_diag: ${step} failed with ${name}.`,
        nextStep,
      );
    default:
      return failure('failed', 'failed', `sock_diag failed: ${step} ended with ${name}.`, nextStep);
  }
}
