import { asciiBytes, Byte, startsWith } from './bytes.ts';

const minutes = asciiBytes('min');
const seconds = asciiBytes('sec');
const milliseconds = asciiBytes('ms');

/**
 * A duration as `ss` prints it, in milliseconds: `59sec`, `1min2sec`, `954ms`, `9.373sec`. Before iproute2 6.11 the last
 * form was printed `9.373ms`; plain milliseconds never have a fraction, so a fraction always means seconds and the
 * version does not matter. An empty text is 0. -1 if the text is not a duration.
 * Source: misc/ss.c, print_ms_timer().
 */
export function ssDuration(bytes: Uint8Array, start: number, end: number): number {
  let total = 0;
  let at = start;
  while (at < end) {
    const digits = at;
    let value = 0;
    for (; at < end && isDigit(bytes[at]); at++) value = value * 10 + (bytes[at] ?? 0) - Byte.zero;
    if (at === digits) return -1;
    if (startsWith(bytes, at, end, minutes)) {
      total += value * 60_000;
      at += minutes.length;
    } else if (startsWith(bytes, at, end, seconds)) {
      total += value * 1000;
      at += seconds.length;
    } else if (startsWith(bytes, at, end, milliseconds)) {
      total += value;
      at += milliseconds.length;
    } else if (bytes[at] === Byte.dot) {
      let fraction = 0;
      let scale = 1000;
      for (at++; at < end && isDigit(bytes[at]); at++) {
        scale /= 10;
        fraction += ((bytes[at] ?? 0) - Byte.zero) * scale;
      }
      if (!startsWith(bytes, at, end, seconds) && !startsWith(bytes, at, end, milliseconds)) return -1;
      at += startsWith(bytes, at, end, seconds) ? seconds.length : milliseconds.length;
      total += value * 1000 + Math.round(fraction);
    } else return -1;
  }
  return total;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= Byte.zero && byte <= Byte.nine;
}
