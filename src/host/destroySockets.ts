import { constants, endianness } from 'node:os';
import type { CloseAnswer, ClosingOrder } from '../core/collect/socketCloser.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import { ok, type Failure, type Outcome } from '../core/model/outcome.ts';
import { destroyRequest } from '../core/parse/inetDiag.ts';
import { dumpEnd } from '../core/parse/netlink.ts';
import type { Libc } from './libc.ts';
import { msgDontWait } from './netlinkFlags.ts';
import { errnoName, lostAnswer, netlinkFailure, openSockDiag } from './netlinkSocket.ts';
import { Pace } from './pace.ts';

/** The acknowledgement repeats the request. */
const bufferSize = 1024;
const byteOrder = endianness() === 'LE' ? 'little' : 'big';

/**
 * Asks the kernel to close sockets (`SOCK_DESTROY`) one by one: the result of each is known before the next request.
 * The kernel answers within the call. Throws `CancelledError` between two sockets.
 */
export async function destroySockets(
  libc: Libc,
  { ids, families }: ClosingOrder,
  cancellation: Cancellation,
  namespace?: string,
): Promise<Outcome<readonly CloseAnswer[]>> {
  const opened = openSockDiag(libc, namespace);
  if (typeof opened !== 'number') return opened;
  const pace = new Pace(cancellation);
  const answers: CloseAnswer[] = [];
  try {
    for (const [row, family] of families.entries()) {
      const answer = destroy(libc, opened, destroyRequest(ids.at(row), family, byteOrder));
      if (typeof answer !== 'string') return answer;
      answers.push(answer);
      if (pace.isDue) await pace.rest();
    }
    return ok(answers);
  } finally {
    libc.close(opened);
  }
}

function destroy(libc: Libc, descriptor: number, request: Uint8Array): CloseAnswer | Failure {
  if (libc.send(descriptor, request, request.length, 0) < 0) return netlinkFailure(libc.errno(), 'ask');
  const buffer = new Uint8Array(bufferSize);
  for (;;) {
    const length = libc.recv(descriptor, buffer, bufferSize, msgDontWait);
    if (length < 0 && libc.errno() === constants.errno.EINTR) continue;
    if (length < 0) return netlinkFailure(libc.errno(), 'read');
    const end = dumpEnd(buffer.subarray(0, length), byteOrder === 'little');
    return end.kind === 'error' ? answerOf(end.errno) : lostAnswer('no acknowledgement arrived');
  }
}

function answerOf(errno: number): CloseAnswer {
  if (errno === 0) return 'closed';
  return errno === constants.errno.ENOENT ? 'gone' : errnoName(errno);
}
