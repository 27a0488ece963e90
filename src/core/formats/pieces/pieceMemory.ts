import type { Assignment } from '../assignment.ts';
import type { DocumentPart, FormatDocument, LineMemory, PartsToJudge } from '../fileFormat.ts';
import { KeyIndex, type IndexedKey } from '../keyIndex.ts';
import type { Piece } from './piece.ts';

/** A document that can be judged in parts. */
interface Divisible extends FormatDocument {
  readonly pieces: readonly Piece[];
  /** The line at which each of the pieces begins. */
  readonly firstLines: readonly number[];
  /** What only a piece sets, its ports, and some of what it shares. */
  alone(place: number, some: ReadonlySet<Assignment>): FormatDocument;
  /** Some of the assignments that pieces share, by the place of their piece. */
  together(chosen: ReadonlyMap<number, readonly Assignment[]>): FormatDocument;
}

interface KnownPiece {
  /** Parallel to what the piece shares. */
  readonly keys: readonly IndexedKey[];
  /** The first assignments of each unit and scope, by place. */
  readonly firsts: ReadonlyMap<string, number>;
  /** Of what it shares, that on which nothing else bears. */
  lonely: ReadonlySet<Assignment>;
  /** The same object as long as that is the same. */
  identity: object;
}

/**
 * What belongs to one piece is judged with it. Of what several share, a rule looks at the assignment, at those of the same key, and
 * at keys that the catalogue knows by name. So one whose key is nowhere else is judged with its piece, too, and what was said of it
 * stands until a line with its key is added. The others are judged together for each text.
 */
export class PieceMemory implements LineMemory {
  #pieces: readonly Piece[] = [];
  readonly #known = new Map<Piece, KnownPiece>();
  readonly #keys = new KeyIndex();

  parts(document: FormatDocument): PartsToJudge {
    if (!isDivisible(document)) return { together: document, alone: [] };
    this.#follow(document.pieces);
    const chosen = this.#choose(document);
    return { together: document.together(chosen), alone: this.#aloneParts(document) };
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
      this.#known.set(piece, { keys, firsts: firstsOf(piece.shared), lonely: new Set(), identity: {} });
    }
    this.#keys.settle();
    this.#pieces = pieces;
  }

  /** What is judged together. The rest is left to its pieces. */
  #choose({ pieces }: Divisible): ReadonlyMap<number, readonly Assignment[]> {
    const chosen = new Map<number, readonly Assignment[]>();
    // What a unit reaches is said by its first assignment.
    const units = new Set<string>();
    for (let place = 0; place < pieces.length; place++) {
      const piece = pieces[place];
      const own = piece && this.#known.get(piece);
      if (piece === undefined || own === undefined || own.keys.length === 0) continue;
      const first = [...own.firsts].filter(([unit]) => !units.has(unit));
      for (const [unit] of first) units.add(unit);
      // Most pieces of a long file, which are as they were.
      if (first.length === 0 && own.lonely.size === own.keys.length && own.keys.every((key) => key.isLonely))
        continue;
      const isFirst = new Set(first.map(([, index]) => index));
      const isTogether = (index: number): boolean => isFirst.has(index) || own.keys[index]?.isLonely !== true;
      const found = piece.shared.filter((_, index) => isTogether(index));
      if (found.length > 0) chosen.set(place, found);
      if (found.length + own.lonely.size === own.keys.length && !found.some((one) => own.lonely.has(one)))
        continue;
      own.lonely = new Set(piece.shared.filter((_, index) => !isTogether(index)));
      own.identity = {};
    }
    return chosen;
  }

  #aloneParts(document: Divisible): readonly DocumentPart[] {
    const parts: DocumentPart[] = [];
    for (const [place, piece] of document.pieces.entries()) {
      const { lonely, identity } = this.#known.get(piece) ?? {};
      if (lonely === undefined || identity === undefined || (!piece.hasOwn && lonely.size === 0)) continue;
      const firstLine = document.firstLines[place] ?? 0;
      parts.push({ identity, firstLine, document: () => document.alone(place, lonely) });
    }
    return parts;
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

function isDivisible(document: FormatDocument): document is Divisible {
  return 'isDivisible' in document && document.isDivisible === true;
}
