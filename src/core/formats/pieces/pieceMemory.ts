import type { Assignment } from '../assignment.ts';
import type { DocumentPart, FormatDocument, LineMemory, PartsToJudge } from '../fileFormat.ts';
import { KeyIndex, type IndexedKey } from '../keyIndex.ts';
import type { Piece } from './piece.ts';

/** A document that can be judged in parts. */
interface Divisible extends FormatDocument {
  readonly pieces: readonly Piece[];
  /** The line at which each of the pieces begins. */
  readonly firstLines: readonly number[];
  /** What only a piece sets, and its ports. */
  alone(place: number): FormatDocument;
  /** Some of the assignments that pieces share, by the place of their piece. */
  together(chosen: ReadonlyMap<number, readonly Assignment[]>): FormatDocument;
}

interface KnownPiece {
  /** Parallel to what the piece shares. */
  readonly keys: readonly IndexedKey[];
  /** The first assignments of each unit and scope, by place. */
  readonly firsts: ReadonlyMap<string, number>;
  /** Something was said of what it shares, or it was not judged yet. */
  isLoud: boolean;
}

/**
 * What belongs to one piece is judged with it. Of what several share, a rule looks at the assignment, at those of the same key, and
 * at keys that the catalogue knows by name. So an assignment of which nothing was said stays silent until one of these changes.
 */
export class PieceMemory implements LineMemory {
  #pieces: readonly Piece[] = [];
  readonly #known = new Map<Piece, KnownPiece>();
  readonly #keys = new KeyIndex();
  /** What was given out last; undefined after it was judged. */
  #open: Divisible | undefined;

  parts(document: FormatDocument): PartsToJudge {
    // What was given out before and not judged is not known.
    if (this.#open !== undefined) this.forget();
    if (!isDivisible(document)) return { together: document, alone: [] };
    this.#follow(document.pieces);
    this.#open = document;
    return { together: document.together(this.#toJudge(document)), alone: aloneParts(document) };
  }

  note(lines: Iterable<number>): void {
    const document = this.#open;
    if (document === undefined) return;
    this.#keys.settle();
    for (const piece of this.#known.values()) piece.isLoud = false;
    for (const line of lines) {
      const piece = document.pieces[placeOf(document.firstLines, line)];
      const own = piece && this.#known.get(piece);
      if (own !== undefined) own.isLoud = true;
    }
    this.#open = undefined;
  }

  forget(): void {
    for (const piece of this.#known.values()) piece.isLoud = true;
    this.#open = undefined;
  }

  /** Takes over the pieces of a newer text. */
  #follow(pieces: readonly Piece[]): void {
    const most = Math.min(this.#pieces.length, pieces.length);
    let head = 0;
    while (head < most && this.#pieces[head] === pieces[head]) head++;
    let tail = 0;
    while (tail < most - head && this.#pieces.at(-1 - tail) === pieces.at(-1 - tail)) tail++;
    for (const piece of this.#pieces.slice(head, this.#pieces.length - tail)) {
      for (const key of this.#known.get(piece)?.keys ?? []) this.#keys.remove(key);
      this.#known.delete(piece);
    }
    for (const piece of pieces.slice(head, pieces.length - tail)) {
      const keys = piece.shared.map(({ key }) => this.#keys.add(key));
      this.#known.set(piece, { keys, firsts: firstsOf(piece.shared), isLoud: true });
    }
    this.#pieces = pieces;
  }

  #toJudge({ pieces }: Divisible): ReadonlyMap<number, readonly Assignment[]> {
    const chosen = new Map<number, readonly Assignment[]>();
    // What a unit reaches is said by its first assignment.
    const units = new Set<string>();
    for (let place = 0; place < pieces.length; place++) {
      const piece = pieces[place];
      const own = piece && this.#known.get(piece);
      if (piece === undefined || own === undefined || own.keys.length === 0) continue;
      const first = [...own.firsts].filter(([unit]) => !units.has(unit));
      for (const [unit] of first) units.add(unit);
      if (first.length === 0 && !own.isLoud && !own.keys.some(({ bearsOnOthers }) => bearsOnOthers)) continue;
      const isFirst = new Set(first.map(([, index]) => index));
      const found = piece.shared.filter((_, index) => {
        return own.isLoud || isFirst.has(index) || own.keys[index]?.bearsOnOthers === true;
      });
      chosen.set(place, found);
    }
    return chosen;
  }
}

function firstsOf(assignments: readonly Assignment[]): ReadonlyMap<string, number> {
  const firsts = new Map<string, number>();
  for (const [index, { unit, scope }] of assignments.entries()) {
    const name = `${unit} ${scope}`;
    if (!firsts.has(name)) firsts.set(name, index);
  }
  return firsts;
}

function aloneParts(document: Divisible): readonly DocumentPart[] {
  const parts: DocumentPart[] = [];
  for (const [place, piece] of document.pieces.entries())
    if (piece.hasOwn)
      parts.push({
        identity: piece,
        firstLine: document.firstLines[place] ?? 0,
        document: () => document.alone(place),
      });
  return parts;
}

/** The last piece that begins at a line or before it. */
function placeOf(firstLines: readonly number[], line: number): number {
  let low = 0;
  let high = firstLines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((firstLines[middle] ?? 0) <= line) low = middle;
    else high = middle - 1;
  }
  return low;
}

function isDivisible(document: FormatDocument): document is Divisible {
  return 'isDivisible' in document && document.isDivisible === true;
}
