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
/** IPPROTO_TCP, and EADDRNOTAVAIL of every platform of the package. */
const changeFilter = 'protocol == 6';
const exitFilter = 'ret == -99';

/** A page of the ring buffer; larger where the machine's pages are. */
const pageRoom = 1 << 16;
/** Between two readings, in milliseconds. A thread that has ended by then may have no name. */
const pauseMs = 10;
/** How long it may go on without letting other work of this process run, in milliseconds. */
const sliceMs = 8;
/** For what is left when it is told to end. */
const lastSliceMs = 50;

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
        const processes = new TracedProcesses(tracefs, this.#namespacePath);
        await processes.learn(new Pace(new Stop()));
        const sinceNs = process.hrtime.bigint();
        const parser = start(instance, sinceNs);
        if ('kind' in parser) return parser;
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

function start(instance: TraceInstance, sinceNs: bigint): TraceEventParser | Failure {
  const change = format(instance, changeEvent);
  const exit = instance.has(exitEvent) ? format(instance, exitEvent) : undefined;
  const isLittle = endianness() === 'LE';
  const parser = change && TraceEventParser.create(change, exit, isLittle, sinceNs);
  if (parser === undefined)
    return failure(
      'unavailable',
      'no-trace-event',
      'This kernel describes TCP state changes in an unknown format.',
      'Watch without exact mode, and report this with the kernel’s version.',
    );
  instance.write(`${changeEvent}/filter`, changeFilter);
  if (exit !== undefined) {
    instance.write(`${exitEvent}/filter`, exitFilter);
    instance.write(`${exitEvent}/enable`, '1');
  }
  instance.write(`${changeEvent}/enable`, '1');
  return parser;
}

function format(instance: TraceInstance, event: string): TraceFormat | undefined {
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
  for (;;) {
    const isLast = following.until.aborted;
    if (isLast)
      for (const event of [changeEvent, exitEvent])
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
    const by = event.thread === undefined ? undefined : processes.of(event.thread);
    if (event.kind === 'change')
      listener.changed({ ...event, atUs: event.atNs / 1000, ...(by !== undefined && { by }) });
    else if (by !== undefined) listener.connectFailed(by);
  }
}
