import { constants, endianness } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { ChunkReader } from '../core/collect/host.ts';
import { throwIfCancelled, type Cancellation } from '../core/model/cancellation.ts';
import { ok, type Outcome } from '../core/model/outcome.ts';
import { dumpEnd, type DumpEnd } from '../core/parse/netlink.ts';
import type { Libc } from './libc.ts';
import { msgDontWait, msgTrunc } from './netlinkFlags.ts';
import { lostAnswer, netlinkFailure, openSockDiag } from './netlinkSocket.ts';
import type { ReceiveBatch } from './receiveBatch.ts';

/** The kernel sends dumps in datagrams of at most 32 KiB (net/netlink/af_netlink.c, netlink_dump()). */
const datagramRoom = 1 << 15;
/** What is received first: the whole answer of most hosts. */
const firstBatchSize = 2;
/** Ten thousand sockets, some milliseconds of the kernel's work: handing a call to a thread costs a part of one. */
const batchSize = 32;
/** Kept for the next large dump: memory of its own for each would be garbage that is collected after each. */
const spare = new WeakMap<Libc, ReceiveBatch[]>();
/** A dump is produced while it is received, so data is always available at once. A kernel that sends nothing for this long hangs. */
const silenceLimitMs = 1000;
const isLittleEndian = endianness() === 'LE';
const { EAGAIN, EINTR } = constants.errno;

/**
 * Sends a dump request and passes on the answer, datagram by datagram. The kernel makes the answer inside these calls, so another
 * thread makes them, and what has come is read meanwhile. `namespace` is the path of another network namespace to ask.
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
  const dump = new Dump(libc, opened, onChunk, cancellation);
  try {
    const sent = await libc.sendOnThread(opened, request, request.length, 0);
    // Sent again for the error number, which was the other thread's.
    if (sent < 0 && libc.send(opened, request, request.length, 0) < 0)
      return netlinkFailure(libc.errno(), 'ask');
    return await dump.receive();
  } finally {
    await dump.end();
    libc.close(opened);
  }
}

class Dump {
  readonly #libc: Libc;
  readonly #descriptor: number;
  readonly #onChunk: ChunkReader;
  readonly #cancellation: Cancellation;
  /** A small one, and two large ones, of which one is received while the other one is read. */
  readonly #batches: ReceiveBatch[] = [];
  #receiving: Promise<number> | undefined;

  constructor(libc: Libc, descriptor: number, onChunk: ChunkReader, cancellation: Cancellation) {
    this.#libc = libc;
    this.#descriptor = descriptor;
    this.#onChunk = onChunk;
    this.#cancellation = cancellation;
  }

  async receive(): Promise<Outcome<void>> {
    let silentSince: number | undefined;
    for (let turn = 0; ;) {
      const batch = this.#batch(turn);
      const received = await (this.#receiving ??= batch.receiveOnThread(this.#descriptor));
      this.#receiving = undefined;
      throwIfCancelled(this.#cancellation);
      // The error number was the other thread's: the call is made again for it.
      const count = received < 0 ? batch.receive(this.#descriptor) : received;
      if (count < 0) {
        const errno = this.#libc.errno();
        if (errno !== EAGAIN && errno !== EINTR) return netlinkFailure(errno, 'read');
        silentSince ??= performance.now();
        if (performance.now() - silentSince > silenceLimitMs) return stoppedResponding;
        await setTimeout(1);
        continue;
      }
      silentSince = undefined;
      turn = turn === 1 ? 2 : 1;
      const isMore = count === batch.size && endIn(batch.datagram(count - 1)).kind === 'more';
      if (isMore) this.#receiving = this.#batch(turn).receiveOnThread(this.#descriptor);
      for (let index = 0; index < count; index++) {
        const outcome = this.#read(batch, index);
        if (outcome !== undefined) return outcome;
      }
    }
  }

  /** Lets go of the descriptor, which the other thread may be using. */
  async end(): Promise<void> {
    await this.#receiving;
    const [small, ...large] = this.#batches;
    small?.free();
    spareOf(this.#libc).push(...large);
  }

  #batch(turn: number): ReceiveBatch {
    return (this.#batches[turn] ??= this.#newBatch(turn === 0 ? firstBatchSize : batchSize));
  }

  #newBatch(size: number): ReceiveBatch {
    const known = size === batchSize ? spareOf(this.#libc).pop() : undefined;
    return known ?? this.#libc.batch(msgDontWait | msgTrunc, size, datagramRoom);
  }

  /** Passes on a datagram; the outcome if it is the last one. */
  #read(batch: ReceiveBatch, index: number): Outcome<void> | undefined {
    const length = batch.lengthOf(index);
    if (length > datagramRoom) return lostAnswer(`a datagram of ${String(length)} bytes did not fit`);
    const datagram = batch.datagram(index);
    this.#onChunk(datagram);
    const end = endIn(datagram);
    if (end.kind === 'done') return ok(undefined);
    if (end.kind === 'error') return netlinkFailure(end.errno, 'dump');
    return length === 0 ? lostAnswer('the answer was cut off') : undefined;
  }
}

function spareOf(libc: Libc): ReceiveBatch[] {
  const known = spare.get(libc);
  if (known !== undefined) return known;
  const none: ReceiveBatch[] = [];
  spare.set(libc, none);
  return none;
}

function endIn(datagram: Uint8Array): DumpEnd {
  return dumpEnd(datagram, isLittleEndian);
}

const stoppedResponding = lostAnswer('the kernel stopped responding');
