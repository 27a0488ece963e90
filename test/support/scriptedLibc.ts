import { constants } from 'node:os';
import type { Libc } from '../../src/host/libc.ts';
import type { ReceiveBatch } from '../../src/host/receiveBatch.ts';

const { EAGAIN } = constants.errno;

/** What the kernel answers to one `recv`: bytes, an error number, or a length that did not fit. */
export type Answer = Uint8Array | { readonly errno: number } | { readonly length: number };

/** A C library with scripted answers, which no kernel gives on demand. */
export class ScriptedLibc implements Libc {
  readonly closed: number[] = [];
  /** What was sent, in order. */
  readonly sent: Uint8Array[] = [];
  readonly #answers: Answer[];
  readonly #open: number;
  #errno = 0;

  constructor(answers: readonly Answer[], open = 9) {
    this.#answers = [...answers];
    this.#open = open;
    if (open < 0) this.#errno = -open;
  }

  socket(): number {
    return this.#open < 0 ? -1 : this.#open;
  }

  /** What `bind`, `setsockopt` and `getsockopt` were called with, in order. */
  readonly options: string[] = [];

  bind(): number {
    this.options.push('bind');
    return 0;
  }

  /** Options of this level are refused. */
  refused: { readonly level: number; readonly errno: number } | undefined;

  setsockopt(_descriptor: number, level: number, name: number): number {
    this.options.push(`set ${String(level)} ${String(name)}`);
    if (level !== this.refused?.level) return 0;
    this.#errno = this.refused.errno;
    return -1;
  }

  getsockopt(_descriptor: number, level: number, name: number): number {
    this.options.push(`get ${String(level)} ${String(name)}`);
    return 0;
  }

  send(_descriptor: number, bytes: Uint8Array): number {
    this.sent.push(bytes.slice());
    return bytes.length;
  }

  recv(_descriptor: number, buffer: Uint8Array): number {
    const answer = this.#answers.shift() ?? { errno: EAGAIN };
    if (answer instanceof Uint8Array) {
      buffer.set(answer);
      return answer.length;
    }
    if ('length' in answer) return answer.length;
    this.#errno = answer.errno;
    return -1;
  }

  /** One datagram at a time. */
  batch(_flags: number, _count: number, room: number): ReceiveBatch {
    const buffer = new Uint8Array(room);
    let length = 0;
    return {
      receive: (descriptor) => {
        length = this.recv(descriptor, buffer);
        return length < 0 ? -1 : 1;
      },
      datagram: () => buffer.subarray(0, length),
      free: () => undefined,
    };
  }

  close(descriptor: number): number {
    this.closed.push(descriptor);
    return 0;
  }

  setns(): number {
    return 0;
  }

  errno(): number {
    return this.#errno;
  }
}

/** A message without a socket, of this type and with this result. */
export function netlinkMessage(type: number, result = 0): Uint8Array {
  const bytes = Buffer.alloc(20);
  bytes.writeUInt32LE(20, 0);
  bytes.writeUInt16LE(type, 4);
  bytes.writeInt32LE(result, 16);
  return Uint8Array.from(bytes);
}
