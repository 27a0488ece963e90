import { constants, endianness } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { CollectedSockets } from '../core/collect/collector.ts';
import type { EndFormat, Listened, ListenRequest, SocketEndSource } from '../core/collect/socketEndSource.ts';
import type { Cancellation } from '../core/model/cancellation.ts';
import { failure, ok, valueOf, type Failure, type Outcome } from '../core/model/outcome.ts';
import { announcementsMissing, cannotListen } from './announcementsMissing.ts';
import type { Libc } from './libc.ts';
import type { LocalHost } from './localHost.ts';
import { withNativeCalls } from './nativeCalls.ts';
import { msgDontWait } from './netlinkFlags.ts';
import { readOverNetlink } from './netlinkReader.ts';
import type { ReceiveBatch } from './receiveBatch.ts';
import { netlinkFailure, openSockDiag } from './netlinkSocket.ts';
import { libcOrFailure } from './sockDiag.ts';

/** From include/uapi/asm-generic/socket.h and include/uapi/linux/netlink.h; the same on every architecture of the package. */
const afNetlink = 16;
const solSocket = 1;
const soReceiveBuffer = 8;
const soReceiveBufferForce = 33;
const soMeminfo = 55;
const solNetlink = 270;
const addMembership = 1;
/** In the array of SO_MEMINFO, include/uapi/linux/sock_diag.h: SK_MEMINFO_DROPS of SK_MEMINFO_VARS. */
const dropsIndex = 8;
const meminfoSize = 9 * 4;
/** SKNLGRP_INET_TCP_DESTROY and SKNLGRP_INET6_TCP_DESTROY, include/uapi/linux/sock_diag.h. */
const groups = [1, 3];

/** A message takes about 1.3 KB of the buffer: room for 25,000, a second of a busy host. Without root it may be less. */
const usualReceiveBuffer = 32 << 20;
/** A message has about 400 bytes, and a few more with each kernel. */
const messageRoom = 1024;
const batchSize = 128;
/** How long it may go on without letting other work of this process run, in milliseconds. */
const sliceMs = 8;
/** How long the remaining messages may take after the end. */
const lastSliceMs = 50;
/**
 * Between two looks, in milliseconds: no event loop watches a netlink socket. Each look takes the processor from what is
 * watched, so they are as rare as the buffer allows: a small one would overflow in the longer pause.
 */
const shortPauseMs = 2;
const longPauseMs = 100;
/** Room for as long a pause at 80,000 ends a second. */
const largeBuffer = 10 << 20;

/**
 * The ends of TCP sockets, as the kernel announces them to anybody: those of this process's network namespace, or of
 * another one of this machine that a path leads to.
 */
export class DestroyEvents implements SocketEndSource {
  readonly format: EndFormat = { kind: 'sock_diag', byteOrder: endianness() === 'LE' ? 'little' : 'big' };
  readonly #local: LocalHost;
  readonly #namespace: string | undefined;
  readonly #receiveBuffer: number;
  /** A few more sockets than there were: a table with room for them from the start is not copied into a larger one on the way. */
  #expected = 0;

  constructor(local: LocalHost, namespace?: string, receiveBuffer = usualReceiveBuffer) {
    this.#local = local;
    this.#namespace = namespace;
    this.#receiveBuffer = receiveBuffer;
  }

  async listen(request: ListenRequest): Promise<Outcome<Listened>> {
    const libc = await libcOrFailure();
    if ('kind' in libc) return libc;
    return withNativeCalls(() => listen(libc, request, this.#namespace, this.#receiveBuffer));
  }

  async sockets(cancellation: Cancellation): Promise<Outcome<CollectedSockets>> {
    const query = { expected: this.#expected };
    const collected = await readOverNetlink(this.#local, this.#namespace, query, cancellation);
    this.#expected = Math.ceil(1.25 * (valueOf(collected)?.table.length ?? 0));
    return collected;
  }

  spentMs(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
}

/** Joins the groups and receives until it is told to end. */
export async function listen(
  libc: Libc,
  request: ListenRequest,
  namespace: string | undefined,
  receiveBuffer: number,
): Promise<Outcome<Listened>> {
  const opened = openSockDiag(libc, namespace);
  if (typeof opened !== 'number') return cannotListen(opened);
  try {
    const refused = join(libc, opened, receiveBuffer);
    const missing = refused ?? (await announcementsMissing(libc, namespace));
    if (missing !== undefined) return missing;
    request.onListening();
    const pauseMs = receiveBufferOf(libc, opened) >= largeBuffer ? longPauseMs : shortPauseMs;
    const failed = await receive(libc, opened, request, pauseMs);
    return failed ?? ok({ lost: drops(libc, opened), problems: [] });
  } finally {
    libc.close(opened);
  }
}

function join(libc: Libc, descriptor: number, receiveBuffer: number): Failure | undefined {
  const set = (level: number, name: number, value: number): boolean => {
    const bytes = new Uint8Array(Int32Array.of(value).buffer);
    return libc.setsockopt(descriptor, level, name, bytes, bytes.length) >= 0;
  };
  if (!set(solSocket, soReceiveBufferForce, receiveBuffer)) set(solSocket, soReceiveBuffer, receiveBuffer);
  // Without an address of its own the socket gets nothing, although joining succeeds.
  const address = new Uint8Array(12);
  new DataView(address.buffer).setUint16(0, afNetlink, endianness() === 'LE');
  if (libc.bind(descriptor, address, address.length) < 0) return netlinkFailure(libc.errno(), 'join');
  for (const group of groups) if (!set(solNetlink, addMembership, group)) return notJoined(libc.errno());
  return undefined;
}

function notJoined(errno: number): Failure {
  if (errno !== constants.errno.EINVAL) return netlinkFailure(errno, 'join');
  return failure(
    'unavailable',
    'no-destroy-groups',
    'This kernel does not announce the sockets that end: that came with Linux 4.2.',
    'Inspect TIME_WAIT instead: what closed in the last 60 seconds is counted there.',
  );
}

async function receive(
  libc: Libc,
  descriptor: number,
  { onChunk, onLost, until }: ListenRequest,
  pauseMs: number,
): Promise<Failure | undefined> {
  const batch = libc.batch(msgDontWait, batchSize, messageRoom);
  let quietSince = performance.now();
  try {
    for (;;) {
      // What came before the end is still handed on.
      const isLast = until.aborted;
      const drained = drain(libc, descriptor, batch, onChunk, isLast ? lastSliceMs : sliceMs);
      if (drained.failure !== undefined) return drained.failure;
      if (drained.isOverrun) onLost?.(drops(libc, descriptor));
      if (isLast) return undefined;
      const now = performance.now();
      if (drained.received > 0) quietSince = now;
      if (drained.isCut) await setImmediate();
      else await pauseUntil(until, now - quietSince < 1000 ? pauseMs : longPauseMs);
    }
  } finally {
    batch.free();
  }
}

/** Waits, but no longer than until it is told to end. */
async function pauseUntil(until: Cancellation, ms: number): Promise<void> {
  if (until.aborted) return;
  await new Promise<void>((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      until.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    until.addEventListener('abort', end);
  });
}

interface Drained {
  readonly received: number;
  /** There may be more. */
  readonly isCut: boolean;
  /** The kernel has dropped messages. */
  readonly isOverrun: boolean;
  readonly failure?: Failure;
}

/** Receives what there is, but not for longer than a slice. */
function drain(
  libc: Libc,
  descriptor: number,
  batch: ReceiveBatch,
  onChunk: ListenRequest['onChunk'],
  limitMs: number,
): Drained {
  const { EAGAIN, EINTR, ENOBUFS } = constants.errno;
  const end = performance.now() + limitMs;
  let isOverrun = false;
  for (let received = 0; ;) {
    const count = batch.receive(descriptor);
    if (count < 0) {
      const errno = libc.errno();
      // What was lost is counted by the kernel; what comes after it is there.
      isOverrun ||= errno === ENOBUFS;
      if (errno === ENOBUFS || errno === EINTR) continue;
      const failure = errno === EAGAIN ? {} : { failure: netlinkFailure(errno, 'read') };
      return { received, isCut: false, isOverrun, ...failure };
    }
    for (let index = 0; index < count; index++) onChunk(batch.datagram(index));
    received += count;
    if (performance.now() >= end) return { received, isCut: true, isOverrun };
  }
}

/** What the kernel granted, in bytes; 0 if it does not say. */
function receiveBufferOf(libc: Libc, descriptor: number): number {
  return option(libc, descriptor, soReceiveBuffer, 4)?.[0] ?? 0;
}

/** Messages that did not fit into the receive buffer. */
function drops(libc: Libc, descriptor: number): number {
  return option(libc, descriptor, soMeminfo, meminfoSize)?.[dropsIndex] ?? 0;
}

function option(libc: Libc, descriptor: number, name: number, size: number): Uint32Array | undefined {
  const value = new Uint8Array(size);
  const length = new Uint8Array(Uint32Array.of(size).buffer);
  if (libc.getsockopt(descriptor, solSocket, name, value, length) < 0) return undefined;
  return new Uint32Array(value.buffer);
}
