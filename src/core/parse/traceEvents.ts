import type { TraceField, TraceFormat } from './traceFormat.ts';
import { walkTracePage } from './tracePage.ts';

/** A message of the kernel's trace. */
export type TraceEvent =
  | {
      readonly kind: 'change';
      readonly atNs: number;
      /** Absent if the kernel worked for a packet or a timer: then the thread is whatever was interrupted. */
      readonly thread?: number;
      readonly socket: number;
      readonly from: number;
      readonly to: number;
      /** Four words, most significant first; IPv4 in its mapped form. */
      readonly local: readonly number[];
      readonly localPort: number;
      readonly remote: readonly number[];
      readonly remotePort: number;
    }
  | { readonly kind: 'connectFailed'; readonly atNs: number; readonly thread: number }
  /** A thread has this name from now on: it was made, runs another program, or was renamed. */
  | { readonly kind: 'named'; readonly atNs: number; readonly thread: number; readonly name: string };

/** The formats of the events that are read. */
interface TraceFormats {
  readonly change: TraceFormat;
  /** Undefined if the kernel does not trace system calls. */
  readonly exit: TraceFormat | undefined;
  /** Of `task/task_newtask` and `task/task_rename`. */
  readonly naming: readonly TraceFormat[];
}

/** TRACE_FLAG_HARDIRQ, TRACE_FLAG_SOFTIRQ and TRACE_FLAG_NMI, include/linux/trace_events.h. */
const interruptFlags = 0x08 | 0x10 | 0x40;
const changeFields = [
  'common_flags',
  'common_pid',
  'skaddr',
  'oldstate',
  'newstate',
  'sport',
  'dport',
  'saddr_v6',
  'daddr_v6',
] as const;

/** Where an event has a thread and its name: TASK_COMM_LEN bytes, include/trace/events/task.h. */
interface NamingAt {
  readonly thread: number;
  readonly name: number;
}
const nameSize = 16;
const decoder = new TextDecoder('utf-8');

/** Reads changes of sockets, failed calls of connect() and names of threads out of pages of a trace. */
export class TraceEventParser {
  readonly #changeId: number;
  readonly #at: Readonly<Record<(typeof changeFields)[number], number>>;
  readonly #exit: number | undefined;
  readonly #naming: ReadonlyMap<number, NamingAt>;
  readonly #little: boolean;
  readonly #sinceNs: bigint;
  #bad = 0;

  private constructor(
    changeId: number,
    at: Readonly<Record<(typeof changeFields)[number], number>>,
    { exit, naming }: TraceFormats,
    little: boolean,
    sinceNs: bigint,
  ) {
    this.#changeId = changeId;
    this.#at = at;
    this.#exit = exit?.id;
    this.#naming = new Map(
      naming.flatMap((format) => {
        const found = namingAt(format);
        return found === undefined ? [] : [[format.id, found] as const];
      }),
    );
    this.#little = little;
    this.#sinceNs = sinceNs;
  }

  /**
   * @param sinceNs what times are counted from.
   * @returns undefined if the event of a change lacks a field, or has one of another size.
   */
  static create(formats: TraceFormats, little: boolean, sinceNs: bigint): TraceEventParser | undefined {
    const { change } = formats;
    const sizes = { common_flags: 1, common_pid: 4, skaddr: 8, oldstate: 4, newstate: 4, sport: 2, dport: 2 };
    const at = changeFields.map((name): readonly [string, TraceField | undefined, number] => [
      name,
      change.fields.get(name),
      name in sizes ? sizes[name as keyof typeof sizes] : 16,
    ]);
    if (at.some(([, field, size]) => field?.size !== size)) return undefined;
    const offsets = Object.fromEntries(at.map(([name, field]) => [name, field?.offset ?? 0]));
    return new TraceEventParser(
      change.id,
      offsets as Record<(typeof changeFields)[number], number>,
      formats,
      little,
      sinceNs,
    );
  }

  /** Whether every name is told that a thread gets. */
  get tellsNames(): boolean {
    return this.#naming.size === 2;
  }

  /** Pages that could not be read to their end: what else they tell is missing. */
  get bad(): number {
    return this.#bad;
  }

  /** Adds the events of a page, oldest first. */
  push(page: Uint8Array, events: TraceEvent[]): void {
    const isWhole = walkTracePage(page, this.#little, this.#sinceNs, (view, start, end, atNs) => {
      if (end - start < 8) return;
      const id = view.getUint16(start, this.#little);
      if (id === this.#changeId) this.#change(view, start, end, atNs, events);
      else if (id === this.#exit)
        events.push({ kind: 'connectFailed', atNs, thread: view.getInt32(start + 4, this.#little) });
      else this.#name(this.#naming.get(id), view, start, end, atNs, events);
    });
    if (!isWhole) this.#bad++;
  }

  #name(
    at: NamingAt | undefined,
    view: DataView,
    start: number,
    end: number,
    atNs: number,
    events: TraceEvent[],
  ): void {
    if (at === undefined || start + Math.max(at.thread + 4, at.name + nameSize) > end) return;
    const bytes = new Uint8Array(view.buffer, view.byteOffset + start + at.name, nameSize);
    const length = bytes.indexOf(0);
    const name = decoder.decode(length < 0 ? bytes : bytes.subarray(0, length));
    events.push({ kind: 'named', atNs, thread: view.getInt32(start + at.thread, this.#little), name });
  }

  #change(view: DataView, start: number, end: number, atNs: number, events: TraceEvent[]): void {
    const at = this.#at;
    const little = this.#little;
    if (start + Math.max(at.saddr_v6, at.daddr_v6) + 16 > end) return;
    const isInterrupt = (view.getUint8(start + at.common_flags) & interruptFlags) !== 0;
    const [low, high] = little ? [0, 4] : [4, 0];
    const words = (from: number): readonly number[] =>
      [0, 4, 8, 12].map((offset) => view.getUint32(start + from + offset));
    events.push({
      kind: 'change',
      atNs,
      ...(!isInterrupt && { thread: view.getInt32(start + at.common_pid, little) }),
      // Kernel addresses differ in their lower 48 bits.
      socket:
        (view.getUint32(start + at.skaddr + high, little) & 0xffff) * 2 ** 32 +
        view.getUint32(start + at.skaddr + low, little),
      from: view.getInt32(start + at.oldstate, little),
      to: view.getInt32(start + at.newstate, little),
      local: words(at.saddr_v6),
      localPort: view.getUint16(start + at.sport, little),
      remote: words(at.daddr_v6),
      remotePort: view.getUint16(start + at.dport, little),
    });
  }
}

/** Undefined if the event lacks a field, or has one of another size. */
function namingAt({ fields }: TraceFormat): NamingAt | undefined {
  const thread = fields.get('pid');
  const name = fields.get('newcomm') ?? fields.get('comm');
  return thread?.size === 4 && name?.size === nameSize
    ? { thread: thread.offset, name: name.offset }
    : undefined;
}
