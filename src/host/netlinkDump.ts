import { constants, endianness } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { ChunkReader } from '../core/collect/host.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import { ok, type Outcome } from '../core/model/outcome.ts';
import { dumpEnd } from '../core/parse/netlink.ts';
import type { Libc } from './libc.ts';
import { lostAnswer, netlinkFailure, openSockDiag } from './netlinkSocket.ts';
import { Pace } from './pace.ts';

/** From include/linux/socket.h. */
const msgTrunc = 0x20;
export const msgDontWait = 0x40;

/** The kernel sends dumps in datagrams of at most 32 KiB (net/netlink/af_netlink.c, netlink_dump()). */
const bufferSize = 1 << 16;
/** A dump is produced while it is received, so data is always available at once. A kernel that sends nothing for this long hangs. */
const silenceLimitMs = 5000;

/**
 * Sends a dump request and passes on the answer, datagram by datagram. The calls do not block: each takes about 0.1
 * ms, and the event loop runs between them every few milliseconds. (Handing calls to another thread costs more than
 * the calls themselves, and errno would belong to that thread.) `namespace` is the path of another network namespace to ask.
 */
export async function netlinkDump(
  libc: Libc,
  request: Uint8Array,
  onChunk: ChunkReader,
  cancellation: Cancellation,
  namespace?: string,
): Promise<Outcome<void>> {
  const opened = openSockDiag(libc, namespace);
  if (typeof opened !== 'number') return opened;
  try {
    if (libc.send(opened, request, request.length, 0) < 0) return netlinkFailure(libc.errno(), 'ask');
    return await receive(libc, opened, onChunk, new Pace(cancellation));
  } finally {
    libc.close(opened);
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
    if (length > bufferSize) return lostAnswer(`a datagram of ${String(length)} bytes did not fit`);
    if (length < 0) {
      const errno = libc.errno();
      if (errno === EINTR) continue;
      if (errno !== EAGAIN) return netlinkFailure(errno, 'read');
      silentSince ??= performance.now();
      if (performance.now() - silentSince > silenceLimitMs)
        return lostAnswer('the kernel stopped responding');
      await setTimeout(1);
    } else {
      silentSince = undefined;
      const datagram = buffer.subarray(0, length);
      onChunk(datagram);
      const end = dumpEnd(datagram, isLittleEndian);
      if (end.kind === 'done') return ok(undefined);
      if (end.kind === 'error') return netlinkFailure(end.errno, 'dump');
      if (length === 0) return lostAnswer('the answer was cut off');
    }
    if (pace.isDue) await pace.rest();
  }
}
