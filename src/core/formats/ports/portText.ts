import type { PortRange } from '../../model/portRange.ts';
import type { Span } from '../../parse/sysctlLine.ts';

/** Ports in a text, and where they stand in it. */
export interface PortText {
  readonly ports: PortRange;
  readonly span: Span;
}

/**
 * The port, or the range of ports, at the end of a text such as `127.0.0.1:8080`, `[::]:80`, `*:443` or `9000-9010`.
 * Undefined if the text is an address without a port, a path, or a variable.
 */
export function portAtEnd(text: string): PortText | undefined {
  const match = /^(?:.*:)?(\d{1,5}(?:-\d{1,5})?)$/s.exec(text);
  const written = match?.[1];
  if (written === undefined) return undefined;
  const [low = 0, high = low] = written.split('-').map(Number);
  if (low < 1 || high > 65_535 || low > high) return undefined;
  return { ports: { low, high }, span: { start: text.length - written.length, end: text.length } };
}
