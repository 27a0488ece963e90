import { GrowingKeys } from '../growingKeys.ts';
import type { Piece } from './piece.ts';

/** The keys that the pieces of a document set, of which each is looked at once. */
export class PieceKeys {
  readonly #keys = new GrowingKeys();
  readonly #read = new WeakSet<Piece>();

  of(pieces: readonly Piece[]): readonly string[] {
    for (const piece of pieces) {
      if (this.#read.has(piece)) continue;
      this.#read.add(piece);
      for (const { key } of piece.assignments) this.#keys.add(key.dotted);
    }
    return this.#keys.list;
  }
}
