import assert from 'node:assert/strict';
import { constants } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { Libc } from '../../src/host/libc.ts';
import type { ReceiveBatch } from '../../src/host/receiveBatch.ts';

const { EAGAIN } = constants.errno;
const nothing = { errno: EAGAIN } as const;

/** What the kernel has for one `recv`: bytes, an error number, or a length that did not fit. */
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

  sendOnThread(descriptor: number, bytes: Uint8Array): Promise<number> {
    return this.#onThread(() => this.send(descriptor, bytes));
  }

  recv(_descriptor: number, buffer: Uint8Array): number {
    const answer = this.#answers.shift() ?? nothing;
    if (answer instanceof Uint8Array) {
      buffer.set(answer);
      return answer.length;
    }
    if ('length' in answer) return answer.length;
    this.#errno = answer.errno;
    return -1;
  }

  /** As recvmmsg(2): an error after a datagram is kept for the next call, unless it says that there is none. */
  batch(_flags: number, count: number, room: number): ReceiveBatch {
    const buffers: Uint8Array[] = [];
    const lengths: number[] = [];
    const receive = (descriptor: number): number => {
      for (let index = 0; index < count; index++) {
        const [next = nothing] = this.#answers;
        if (index > 0 && 'errno' in next) {
          if (next.errno === EAGAIN) this.#answers.shift();
          return index;
        }
        const buffer = (buffers[index] = new Uint8Array(room));
        const length = (lengths[index] = this.recv(descriptor, buffer));
        if (length < 0) return -1;
      }
      return count;
    };
    return {
      size: count,
      receive,
      receiveOnThread: (descriptor) => this.#onThread(() => receive(descriptor)),
      lengthOf: (index) => lengths[index] ?? 0,
      datagram: (index) => buffers[index]?.subarray(0, lengths[index]) ?? new Uint8Array(),
      free: () => {
        assert.equal(this.#calls, 0, 'freed while another thread uses it');
        this.freed++;
      },
    };
  }

  /** Batches that were freed. */
  freed = 0;
  /** Calls on other threads that have not returned. */
  #calls = 0;

  /** Whether another thread is receiving. */
  get isReceiving(): boolean {
    return this.#calls > 0;
  }

  /** Each thread has an error number of its own. */
  async #onThread(call: () => number): Promise<number> {
    this.#calls++;
    await setImmediate();
    const errno = this.#errno;
    const result = call();
    this.#errno = errno;
    this.#calls--;
    return result;
  }

  close(descriptor: number): number {
    assert.equal(this.#calls, 0, 'closed while another thread uses it');
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
