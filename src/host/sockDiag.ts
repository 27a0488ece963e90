import type { ChunkReader } from '../core/collect/host.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import { failure, type Failure, type Outcome } from '../core/model/outcome.ts';
import { loadLibc, type Libc } from './libc.ts';
import { areNativeCallsAvoided, withNativeCalls } from './nativeCalls.ts';
import { netlinkDump } from './netlinkDump.ts';

/** Dumps sockets over netlink, of another network namespace where its path is given; an outcome, not an error, where this installation cannot call the C library. */
export async function dumpSockDiag(
  request: Uint8Array,
  onChunk: ChunkReader,
  cancellation: Cancellation,
  namespace?: string,
): Promise<Outcome<void>> {
  const libc = await libcOrFailure();
  if ('kind' in libc) return libc;
  return withNativeCalls(() => netlinkDump(libc, request, onChunk, cancellation, namespace));
}

export async function libcOrFailure(): Promise<Libc | Failure> {
  if (areNativeCallsAvoided()) return crashedBefore();
  try {
    return await withNativeCalls(loadLibc);
  } catch (error) {
    return noLibc(error);
  }
}

function crashedBefore(): Failure {
  return failure(
    'unavailable',
    'netlink-crashed',
    'The server stopped while it called the C library for netlink, so this window does not use netlink any more.',
    'Reload the window to try again. Until then, ss and /proc are used.',
  );
}

function noLibc(error: unknown): Failure {
  const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
  return failure(
    'unavailable',
    'no-koffi',
    `This installation cannot use netlink on ${process.platform}-${process.arch}: ${reason}.`,
    'Install the extension build for this platform. Until then, ss and /proc are used.',
  );
}
