import { readSync } from 'node:fs';
import { endianness } from 'node:os';
import { setImmediate, setTimeout } from 'node:timers/promises';
import type { StateChangeSource } from '../../core/collect/stateChangeSource.ts';
import { Stop, type Cancellation } from '../../core/model/cancellation.ts';
import { failure, withProblems, type Failure, type Outcome } from '../../core/model/outcome.ts';
import type { ChangeListener } from '../../core/model/stateChange.ts';
import { TraceEventParser, type TraceEvent } from '../../core/parse/traceEvents.ts';
import { parseTraceFormat, type TraceFormat } from '../../core/parse/traceFormat.ts';
import { Pace } from '../pace.ts';
import { errorCode } from '../systemError.ts';
import { TracedProcesses } from './tracedProcesses.ts';
import { badPages, findTracefs, traceFailure } from './tracefs.ts';
import { TraceInstance } from './traceInstance.ts';

const changeEvent = 'events/sock/inet_sock_set_state';
const exitEvent = 'events/syscalls/sys_exit_connect';
const newTaskEvent = 'events/task/task_newtask';
const renameEvent = 'events/task/task_rename';
/**
 * IPPROTO_TCP, EADDRNOTAVAIL of every platform of the package, and not CLONE_THREAD: threads are called by the name of their
 * process.
 */
const filters = new Map([
  [changeEvent, 'protocol == 6'],
  [exitEvent, 'ret == -99'],
  [newTaskEvent, '!(clone_flags & 65536)'],
]);
const namingEvents = [newTaskEvent, renameEvent];
const socketEvents = [exitEvent, changeEvent];

/** A page of the ring buffer; larger where the machine's pages are. */
const pageRoom = 1 << 16;
/** Between two readings, in milliseconds. A thread that has ended by then may have no name. */
const pauseMs = 10;
/** How long it may go on without letting other work of this process run, in milliseconds. */
const sliceMs = 8;
/** For what is left when it is told to end. */
const lastSliceMs = 50;
/** Between two looks whether something was lost, in milliseconds. */
const lossPauseMs = 1000;

/**
 * Every change of a TCP socket's state and every connect() without a local port, from the kernel's trace: root only.
 * Source: include/trace/events/sock.h; net/ipv4/af_inet.c, inet_sk_state_store().
 */
export class StateTrace implements StateChangeSource {
  readonly #namespacePath: string;

  /** @param namespacePath the network namespace: the trace tells of all. */
  constructor(namespacePath = '/proc/self/ns/net') {
    this.#namespacePath = namespacePath;
  }

  async listen(
    listener: ChangeListener,
    onListening: () => void,
    until: Cancellation,
  ): Promise<Outcome<{ readonly lost: number }>> {
    const tracefs = findTracefs();
    if (typeof tracefs !== 'string') return tracefs;
    try {
      const instance = TraceInstance.create(tracefs);
      try {
        const sinceNs = process.hrtime.bigint();
        const parser = parserFor(instance, sinceNs);
        if ('kind' in parser) return parser;
        const processes = new TracedProcesses(tracefs, this.#namespacePath, parser.tellsNames);
        // Whoever gets another name while all are read is told of afterwards.
        enable(instance, namingEvents);
        await processes.learn(new Pace(new Stop()));
        enable(instance, socketEvents);
        onListening();
        await follow(instance, { parser, processes, listener, sinceNs, until });
        return withProblems({ lost: instance.lost() }, badPages(parser.bad));
      } finally {
        instance.remove();
      }
    } catch (error) {
      return traceFailure(error);
    }
  }
}

function parserFor(instance: TraceInstance, sinceNs: bigint): TraceEventParser | Failure {
  const change = format(instance, changeEvent);
  const exit = format(instance, exitEvent);
  const naming = namingEvents.flatMap((event) => format(instance, event) ?? []);
  const isLittle = endianness() === 'LE';
  const parser = change && TraceEventParser.create({ change, exit, naming }, isLittle, sinceNs);
  return (
    parser ??
    failure(
      'unavailable',
      'no-trace-event',
      'This kernel describes TCP state changes in an unknown format.',
      'Watch without exact mode, and report this with the kernel’s version.',
    )
  );
}

/** Those that this kernel has. */
function enable(instance: TraceInstance, events: readonly string[]): void {
  for (const event of events) {
    if (!instance.has(event)) continue;
    const filter = filters.get(event);
    if (filter !== undefined) instance.write(`${event}/filter`, filter);
    instance.write(`${event}/enable`, '1');
  }
}

function format(instance: TraceInstance, event: string): TraceFormat | undefined {
  // Every kernel that traces sockets can tell their changes; without that event it throws, which says so.
  if (event !== changeEvent && !instance.has(event)) return undefined;
  return parseTraceFormat(instance.read(`${event}/format`));
}

interface Following {
  readonly parser: TraceEventParser;
  readonly processes: TracedProcesses;
  readonly listener: ChangeListener;
  readonly sinceNs: bigint;
  readonly until: Cancellation;
}

async function follow(instance: TraceInstance, following: Following): Promise<void> {
  const descriptors = instance.openPages();
  let waiting: readonly TraceEvent[] = [];
  let dropped = 0;
  let nextLossAt = performance.now() + lossPauseMs;
  for (;;) {
    const isLast = following.until.aborted;
    if (isLast)
      for (const event of [...socketEvents, ...namingEvents])
        if (instance.has(event)) instance.write(`${event}/enable`, '0');
    // Each processor has a list of its own: only what was there before the first was read is complete.
    const nowNs = Number(process.hrtime.bigint() - following.sinceNs);
    const read = readPages(descriptors, following.parser, isLast ? lastSliceMs : sliceMs);
    const completeNs = isLast ? Infinity : Math.min(nowNs, read.completeNs);
    const sorted = [...waiting, ...read.events].sort((a, b) => a.atNs - b.atNs);
    const split = sorted.findIndex(({ atNs }) => atNs > completeNs);
    tell(split < 0 ? sorted : sorted.slice(0, split), following);
    waiting = split < 0 ? [] : sorted.slice(split);
    if (isLast) return;
    if (performance.now() >= nextLossAt) {
      nextLossAt = performance.now() + lossPauseMs;
      const before = dropped;
      dropped = instance.dropped();
      if (dropped > before) following.processes.forgetNames();
    }
    await (read.completeNs < Infinity ? setImmediate() : setTimeout(pauseMs));
  }
}

const page = Buffer.allocUnsafeSlow(pageRoom);

/**
 * Reads what there is, but not for longer than a slice, of which each processor has a share.
 * @returns also until when nothing is left to be read of any processor.
 */
function readPages(descriptors: readonly number[], parser: TraceEventParser, limitMs: number) {
  const events: TraceEvent[] = [];
  let completeNs = Infinity;
  for (const descriptor of descriptors) {
    const end = performance.now() + limitMs / descriptors.length;
    for (;;) {
      const length = readPage(descriptor);
      if (length === 0) break;
      parser.push(page.subarray(0, length), events);
      if (performance.now() < end) continue;
      completeNs = Math.min(completeNs, events.at(-1)?.atNs ?? 0);
      break;
    }
  }
  return { events, completeNs };
}

/** 0 if there is nothing. */
function readPage(descriptor: number): number {
  try {
    return readSync(descriptor, page, 0, page.length, null);
  } catch (error) {
    if (errorCode(error) === 'EAGAIN') return 0;
    throw error;
  }
}

function tell(events: readonly TraceEvent[], { processes, listener }: Following): void {
  for (const event of events) {
    if (event.kind === 'named') {
      processes.named(event.thread, event.name);
      continue;
    }
    const by = event.thread === undefined ? undefined : processes.of(event.thread);
    if (event.kind === 'change')
      listener.changed({ ...event, atUs: event.atNs / 1000, ...(by !== undefined && { by }) });
    else if (by !== undefined) listener.connectFailed(by);
  }
}
