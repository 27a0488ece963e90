/** Takes one event of a page; the bytes from `start` to `end` are the event as its format says. */
export type TraceEventReader = (view: DataView, start: number, end: number, atNs: number) => void;

/** Of `struct buffer_data_page`, kernel/trace/ring_buffer.c: a time of 8 bytes, and what is used with some flags above. */
const usedAt = 8;
const dataAt = 16;
const usedMask = 0x0fffffff;
/** Of `struct ring_buffer_event`, include/linux/ring_buffer.h. */
const RingType = { padding: 29, timeExtend: 30, timeStamp: 31 } as const;
const deltaBits = 27;

/**
 * Walks the events of one page that `trace_pipe_raw` gave, on a 64-bit machine. Never throws: a page that is not as it
 * should be ends where that shows.
 * @param sinceNs what times are counted from, on the clock of the trace.
 * @returns false if the page is not as it should be.
 */
export function walkTracePage(
  page: Uint8Array,
  little: boolean,
  sinceNs: bigint,
  onEvent: TraceEventReader,
): boolean {
  if (page.length < dataAt) return false;
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  const began = view.getBigUint64(0, little);
  let at = dataAt;
  const stop = dataAt + (view.getUint32(little ? usedAt : usedAt + 4, little) & usedMask);
  if (stop > page.length) return false;
  let now = Number(began - sinceNs);
  while (at + 4 <= stop) {
    const head = view.getUint32(at, little);
    // Bit fields begin at the low end on little-endian machines, and at the high end on others.
    const type = little ? head & 31 : head >>> deltaBits;
    const delta = little ? head >>> 5 : head & (2 ** deltaBits - 1);
    if (type === RingType.padding) {
      if (delta === 0) return true;
      if (at + 8 > stop) return false;
      at += 4 + view.getUint32(at + 4, little);
    } else if (type === RingType.timeExtend || type === RingType.timeStamp) {
      if (at + 8 > stop) return false;
      const long = (BigInt(view.getUint32(at + 4, little)) << BigInt(deltaBits)) + BigInt(delta);
      // A stamp lacks the five highest bits of the time.
      now =
        type === RingType.timeExtend ? now + Number(long) : Number(((began >> 59n) << 59n) + long - sinceNs);
      at += 8;
    } else {
      now += delta;
      const isLong = type === 0;
      if (isLong && at + 8 > stop) return false;
      const start = isLong ? at + 8 : at + 4;
      const length = isLong ? view.getUint32(at + 4, little) - 4 : type * 4;
      if (length < 0 || start + length > stop) return false;
      onEvent(view, start, start + length, now);
      at = start + ((length + 3) & ~3);
    }
  }
  return true;
}
