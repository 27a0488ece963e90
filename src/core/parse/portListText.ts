import type { Piece, Span } from './sysctlLine.ts';

/** Why the kernel rejects a list of ports; the line then has no effect at all. */
export type PortListProblem = Span & {
  readonly kind: 'portList';
  readonly why: 'blank' | 'emptyElement' | 'reversed' | 'tooHigh' | 'notPort';
};

/**
 * The first problem in a list such as `8080,9000-9010`, as `proc_do_large_bitmap` reads it: commas without spaces,
 * ascending ranges, ports up to 65535. An empty text clears the list, and a trailing comma is allowed.
 */
export function portListProblem(list: Piece): PortListProblem | undefined {
  let start = list.start;
  const elements = list.text.split(',');
  for (const [index, element] of elements.entries()) {
    const end = start + element.length;
    const isTail = index === elements.length - 1 && element === '';
    const why = isTail ? undefined : elementProblem(element);
    if (why !== undefined) return { kind: 'portList', why, start, end: Math.max(end, start + 1) };
    start = end + 1;
  }
  return undefined;
}

function elementProblem(element: string): PortListProblem['why'] | undefined {
  if (element === '') return 'emptyElement';
  if (/\s/.test(element)) return 'blank';
  const match = /^(\d{1,20})(?:-(\d{1,20}))?$/.exec(element);
  if (match === null) return 'notPort';
  const low = Number(match[1]);
  const high = Number(match[2] ?? match[1]);
  if (low > 65535 || high > 65535) return 'tooHigh';
  return low > high ? 'reversed' : undefined;
}
