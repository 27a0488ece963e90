/** Divides the rows of a table into parts. */
export interface Division {
  /** The number of parts; some may have no rows. */
  readonly size: number;
  /** The number of each row's part. */
  readonly ofRow: Uint8Array | Uint32Array;
}

/** One part of a division. */
export interface Part {
  readonly division: Division;
  readonly part: number;
}
