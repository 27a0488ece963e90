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
  | { readonly kind: 'connectFailed'; readonly atNs: number; readonly thread: number };

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

/** Reads the events `sock/inet_sock_set_state` and `syscalls/sys_exit_connect` out of pages of a trace. */
export class TraceEventParser {
  readonly #changeId: number;
  readonly #at: Readonly<Record<(typeof changeFields)[number], number>>;
  readonly #exit: TraceFormat | undefined;
  readonly #little: boolean;
  readonly #sinceNs: bigint;
  #bad = 0;

  private constructor(
    changeId: number,
    at: Readonly<Record<(typeof changeFields)[number], number>>,
    exit: TraceFormat | undefined,
    little: boolean,
    sinceNs: bigint,
  ) {
    this.#changeId = changeId;
    this.#at = at;
    this.#exit = exit;
    this.#little = little;
    this.#sinceNs = sinceNs;
  }

  /**
   * @param exit undefined if the kernel does not trace system calls.
   * @param sinceNs what times are counted from.
   * @returns undefined if the event lacks a field, or has one of another size.
   */
  static create(
    change: TraceFormat,
    exit: TraceFormat | undefined,
    little: boolean,
    sinceNs: bigint,
  ): TraceEventParser | undefined {
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
      exit,
      little,
      sinceNs,
    );
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
      else if (id === this.#exit?.id)
        events.push({ kind: 'connectFailed', atNs, thread: view.getInt32(start + 4, this.#little) });
    });
    if (!isWhole) this.#bad++;
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
