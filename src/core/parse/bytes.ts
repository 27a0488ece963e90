/** Byte values of the characters that parsers look for. */
export const Byte = {
  tab: 9,
  newline: 10,
  carriageReturn: 13,
  space: 32,
  quote: 34,
  percent: 37,
  closeParenthesis: 41,
  asterisk: 42,
  comma: 44,
  dot: 46,
  zero: 48,
  nine: 57,
  colon: 58,
  openBracket: 91,
  closeBracket: 93,
  i: 105,
  t: 116,
  u: 117,
} as const;

/** The value of a hexadecimal digit by its byte, 255 for every other byte. */
export const hexValues = new Uint8Array(256).fill(255);
for (let digit = 0; digit < 10; digit++) hexValues[Byte.zero + digit] = digit;
for (let digit = 0; digit < 6; digit++) {
  hexValues['A'.charCodeAt(0) + digit] = 10 + digit;
  hexValues['a'.charCodeAt(0) + digit] = 10 + digit;
}

/** The ASCII bytes of a text. */
export function asciiBytes(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function isBlank(byte: number | undefined): boolean {
  return byte === Byte.space || byte === Byte.tab || byte === Byte.carriageReturn;
}

/** The first non-blank position at or after `at`; `end` if there is none. */
export function skipBlanks(bytes: Uint8Array, at: number, end: number): number {
  while (at < end && isBlank(bytes[at])) at++;
  return at;
}

/** The first blank position at or after `at`; `end` if there is none. */
export function skipToken(bytes: Uint8Array, at: number, end: number): number {
  while (at < end && !isBlank(bytes[at])) at++;
  return at;
}

/** The decimal number between `start` and `end`; -1 if the bytes are not a number or it exceeds 2^53. */
export function decimal(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end || end - start > 15) return -1;
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - Byte.zero;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return value;
}

/** The first position of a byte at or after `at`; `end` if there is none. */
export function find(bytes: Uint8Array, at: number, end: number, wanted: number): number {
  while (at < end && bytes[at] !== wanted) at++;
  return at;
}

/** Whether `expected` stands at `at`. */
export function startsWith(bytes: Uint8Array, at: number, end: number, expected: Uint8Array): boolean {
  if (end - at < expected.length) return false;
  for (let index = 0; index < expected.length; index++) {
    if (bytes[at + index] !== expected[index]) return false;
  }
  return true;
}
