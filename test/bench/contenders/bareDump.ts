import { endianness } from 'node:os';
import { inetDiagRequest } from '../../../src/core/parse/inetDiag.ts';
import { loadLibc, type Libc } from '../../../src/host/libc.ts';
import type { Run } from '../peer.ts';

const [afNetlink, sockRaw, netlinkSockDiag] = [16, 3, 4];
const bufferSize = 1 << 16;
/** `struct nlmsghdr` and `struct inet_diag_msg`; attributes may follow. */
const messageSize = 16 + 72;

/** The floor: the same question to the kernel, and of the answer only the messages are counted. */
export async function bareDump(): Promise<() => Promise<Run>> {
  const libc = await loadLibc();
  return () => {
    const start = performance.now();
    const sockets = dump(libc);
    return Promise.resolve({ ms: performance.now() - start, sockets });
  };
}

function dump(libc: Libc): number {
  const little = endianness() === 'LE';
  const request = inetDiagRequest({ byteOrder: little ? 'little' : 'big' });
  const buffer = new Uint8Array(bufferSize);
  const view = new DataView(buffer.buffer);
  const descriptor = libc.socket(afNetlink, sockRaw, netlinkSockDiag);
  libc.send(descriptor, request, request.length, 0);
  let sockets = 0;
  for (;;) {
    const length = libc.recv(descriptor, buffer, bufferSize, 0);
    if (length <= 0) throw new Error('the dump broke off');
    let at = 0;
    for (; at + messageSize <= length; at += view.getUint32(at, little)) sockets++;
    if (at < length) break; // Shorter than a socket is only what ends a dump.
  }
  libc.close(descriptor);
  return sockets;
}
