import { withoutEndBlanks } from './blanks.ts';
import { parseKernelInteger } from './kernelInteger.ts';
import { portListProblem, type PortListProblem } from './portListText.ts';
import type { Piece, Span } from './sysctlLine.ts';

/** The type of value that the kernel expects for a key. */
export type ValueShape =
  | { readonly kind: 'integers'; readonly count: number }
  | { readonly kind: 'portList' }
  /** One word of a list, such as the name of a congestion control. */
  | { readonly kind: 'word' }
  /** Any value, or unknown. */
  | { readonly kind: 'text' };

/** A problem with how the kernel reads a value, with its position in the line. */
export type ValueProblem = Span &
  (
    | { readonly kind: 'empty' }
    | { readonly kind: 'doubleEquals' }
    | { readonly kind: 'continuation' }
    | { readonly kind: 'quoted'; readonly inner: string }
    /** `harmless`: the kernel ignores it, because it already has all the numbers it needs. */
    | { readonly kind: 'inlineComment'; readonly comment: string; readonly harmless: boolean }
    | { readonly kind: 'base'; readonly base: 8 | 16; readonly token: string; readonly value: number }
    | { readonly kind: 'notInteger'; readonly token: string }
    | { readonly kind: 'extraFields'; readonly ignored: string; readonly count: number }
    | { readonly kind: 'missingFields'; readonly found: number; readonly count: number }
    | PortListProblem
  );

/**
 * Reads a value as the kernel does after the tools pass it on verbatim: integers separated by blanks; text after the
 * last expected integer is ignored, and missing integers stay unchanged (kernel/sysctl.c, do_proc_dointvec()). A
 * problem that hides others is reported alone; quotes and comments are stripped before the value is judged further.
 */
export function valueProblems(value: Piece, shape: ValueShape): readonly ValueProblem[] {
  const whole = { start: value.start, end: value.end };
  if (value.text === '')
    return shape.kind === 'integers' || shape.kind === 'word' ? [{ ...whole, kind: 'empty' }] : [];
  if (value.text.startsWith('=')) return [{ kind: 'doubleEquals', start: value.start, end: value.start + 1 }];
  if (value.text.endsWith('\\')) return [{ kind: 'continuation', start: value.end - 1, end: value.end }];
  const problems: ValueProblem[] = [];
  const commentAt = commentStart(value.text, shape);
  let rest = commentAt < 0 ? value : cut(value, 0, commentAt);
  const quoted = /^(["'])(.*)\1$/.exec(rest.text);
  if (quoted !== null) {
    problems.push({ kind: 'quoted', start: rest.start, end: rest.end, inner: quoted[2] ?? '' });
    rest = cut(rest, 1, rest.text.length - 1);
  }
  if (commentAt >= 0) {
    const comment = cut(value, commentAt, value.text.length);
    const blankBefore = /\s/.test(value.text[commentAt - 1] ?? '');
    const complete = shape.kind === 'integers' && tokensOf(rest).length >= shape.count;
    const harmless = blankBefore && (complete || shape.kind === 'text');
    problems.push({
      kind: 'inlineComment',
      start: comment.start,
      end: comment.end,
      comment: comment.text,
      harmless,
    });
  }
  return [...problems, ...shapeProblems(rest, shape)];
}

/** The intended integers, without quotes or a comment; undefined if any of them is not an integer. */
export function meantIntegers(value: string, count: number): readonly number[] | undefined {
  const plain = value
    .replace(/(?:[#;]|\/\/).*$/s, '')
    .trim()
    .replace(/^(["'])(.*)\1$/s, '$2')
    .trim();
  const tokens = plain === '' ? [] : plain.split(/\s+/).slice(0, count);
  const numbers = tokens.map((token) => parseKernelInteger(token)?.value);
  return numbers.length === 0 || numbers.includes(undefined) ? undefined : (numbers as number[]);
}

/**
 * Where an intended comment begins. In a value of unknown type, a marker only counts after a blank or a number,
 * because a `;` or `#` within a word may be part of it.
 */
function commentStart(text: string, shape: ValueShape): number {
  if (shape.kind !== 'text') return text.search(/[#;]/);
  const match = /(^(?=[#;]\s)|\s|^[\d\s-]*\d(?=[#;]))[#;]/.exec(text);
  return match === null ? -1 : match.index + (match[1]?.length ?? 0);
}

function shapeProblems(value: Piece, shape: ValueShape): readonly ValueProblem[] {
  switch (shape.kind) {
    case 'text':
    case 'word':
      return [];
    case 'portList': {
      const problem = portListProblem(value);
      return problem === undefined ? [] : [problem];
    }
    case 'integers':
      return integerProblems(tokensOf(value), shape.count);
  }
}

function integerProblems(tokens: readonly Piece[], count: number): readonly ValueProblem[] {
  const problems: ValueProblem[] = [];
  for (const { text: token, start, end } of tokens.slice(0, count)) {
    const integer = parseKernelInteger(token);
    if (integer === undefined) problems.push({ kind: 'notInteger', start, end, token });
    else if (integer.base !== 10) {
      problems.push({ kind: 'base', start, end, token, base: integer.base, value: integer.value });
    }
  }
  const refused = problems.some((problem) => problem.kind === 'notInteger');
  const last = tokens.at(-1);
  const firstExtra = tokens[count];
  if (firstExtra !== undefined && last !== undefined && !refused) {
    const ignored = tokens.slice(count).map((token) => token.text);
    problems.push({
      kind: 'extraFields',
      start: firstExtra.start,
      end: last.end,
      ignored: ignored.join(' '),
      count,
    });
  }
  if (last !== undefined && tokens[0] !== undefined && tokens.length < count && !refused) {
    problems.push({
      kind: 'missingFields',
      start: tokens[0].start,
      end: last.end,
      found: tokens.length,
      count,
    });
  }
  return problems;
}

function tokensOf(value: Piece): readonly Piece[] {
  return [...value.text.matchAll(/[^ \t\r\n\v\f]+/g)].map((match) =>
    cut(value, match.index, match.index + match[0].length),
  );
}

/** A part of a piece, trimmed at its end. */
function cut(piece: Piece, from: number, to: number): Piece {
  const text = withoutEndBlanks(piece.text.slice(from, to));
  return { text, start: piece.start + from, end: piece.start + from + text.length };
}
