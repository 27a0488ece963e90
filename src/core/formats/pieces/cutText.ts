import type { Reading } from '../reading.ts';
import { lineBreaks } from '../text/lines.ts';
import type { Piece } from './piece.ts';

/** Where a piece ends: at the beginning of a line, or with the text. */
export interface Cut {
  readonly end: number;
  /** What the reader of the next piece needs before it. */
  readonly context: string;
}

/** A piece that was read. */
export interface ReadPiece extends PieceText {
  readonly reading: Reading;
}

/** How the texts of a format fall into pieces that can be read alone. */
export interface Cutter {
  /**
   * The text as the reader takes it, with every place where it was. A line of it follows from the same line of the text. The text
   * itself if absent.
   */
  readonly masked?: (text: string) => string;
  /**
   * The first place after `from` where the text can be cut. `from` is such a place, and `context` is what was given with it. The
   * answer follows from the text between the two and the line after it, and from nothing else, so that it holds for other texts
   * with these lines.
   */
  readonly next: (text: string, from: number, context: string) => Cut;
  /** Whether also what does not look as if it set parameters is read in a piece, because lines around it may say that it does. */
  readonly readsAll?: boolean;
  /**
   * Whether a piece was read as the whole would be; if one was not, the text is not cut. Always true if absent. Not asked about a
   * whole text.
   */
  readonly isAlone?: (piece: ReadPiece) => boolean;
}

/** Whether a piece stands alone of which its reader notes what depends on more than it. */
export function dependsOnNothing({ reading }: ReadPiece): boolean {
  return !reading.dependsOnMore;
}

/** Less is not worth the work that each piece costs by itself. */
export const leastLines = 32;

/** A piece before it is read. */
export interface PieceText {
  readonly text: string;
  readonly context: string;
  /** The context of the next piece; undefined for the last one. */
  readonly after: string | undefined;
}

/** How a text is cut, and its pieces are read. */
export interface Cutting {
  readonly cutter: Cutter;
  readonly readPiece: (piece: PieceText) => Piece;
  readonly readWhole: (text: string) => Piece;
  /** Pieces are not smaller, except the last one and what edits made smaller. */
  readonly leastLines: number;
}

/** The pieces of a text. Those of the text before that it has, too, stay the same objects. One piece alone was read as a whole. */
export function cutText(
  text: string,
  { cutter, readPiece, readWhole, leastLines: least }: Cutting,
  known: readonly Piece[] = [],
): readonly Piece[] {
  if (text === '') return [readWhole(text)];
  const masked = cutter.masked?.(text) ?? text;
  // What was read as a whole is no piece of another text.
  const before = known.length > 1 ? known : [];
  const endsInLine = !text.endsWith('\n');
  let { head, at } = sameHead(text, before);
  const tail = sameTail(text, before, head, at);
  if (endsInLine && tail.size === 0 && head > 0) {
    head--;
    at -= before[head]?.text.length ?? 0;
  }
  let context = before[head]?.context ?? '';
  const fresh: Piece[] = [];
  // What begins the text may be all of it, and so is read again.
  const isKept = (): boolean => {
    const place = tail.get(at);
    return at > 0 && place !== undefined && before[place]?.context === context;
  };
  while (at < text.length && !isKept()) {
    const own = context;
    const start = at;
    let lines = 0;
    do {
      const cut = cutter.next(masked, at, context);
      lines += lineBreaks(text.slice(at, cut.end));
      ({ end: at, context } = cut);
      // What ends within its line takes the end of the line before with it if it is removed, which so has to be there.
    } while (
      at < text.length &&
      !isKept() &&
      (lines < least || (endsInLine && cutter.next(masked, at, context).end === text.length))
    );
    if (start === 0 && at === text.length) return [readWhole(text)];
    const after = at < text.length ? context : undefined;
    fresh.push(readPiece({ text: ownText(text.slice(start, at)), context: own, after }));
  }
  const rest = at < text.length ? tail.get(at) : undefined;
  return [...before.slice(0, head), ...fresh, ...(rest === undefined ? [] : before.slice(rest))];
}

/** The pieces at the beginning that a text still has. Where one ends depends on the line after it, so that has to be there, too. */
function sameHead(text: string, before: readonly Piece[]): { head: number; at: number } {
  let head = 0;
  let at = 0;
  for (;;) {
    const [piece, next] = [before[head], before[head + 1]];
    if (piece === undefined || next === undefined || !hasAt(text, at, piece.text)) break;
    const end = at + piece.text.length;
    const isWholeLine = next.firstLine.endsWith('\n') || end + next.firstLine.length === text.length;
    if (!isWholeLine || !hasAt(text, end, next.firstLine)) break;
    at = end;
    head++;
  }
  return { head, at };
}

/** Where the pieces at the end are that a text still has: their places by where they begin. */
function sameTail(
  text: string,
  before: readonly Piece[],
  head: number,
  from: number,
): ReadonlyMap<number, number> {
  const places = new Map<number, number>();
  let end = text.length;
  for (let place = before.length - 1; place >= head; place--) {
    const piece = before[place];
    if (piece === undefined) break;
    end -= piece.text.length;
    if (end < from || !hasAt(text, end, piece.text)) break;
    places.set(end, place);
  }
  return places;
}

/** Much faster than `startsWith`, which goes character by character. */
function hasAt(text: string, at: number, part: string): boolean {
  return text.slice(at, at + part.length) === part;
}

/** A part of a string keeps the whole string in memory, here every text that a document ever had. */
function ownText(part: string): string {
  return ` ${part}`.slice(1);
}
