import type { OptionalColumn } from '../../src/core/model/socketColumns.ts';
import type { NumberColumn } from './numberColumns.ts';

/** What one collector saw, and between which two points of one clock it looked. */
export interface Dump {
  readonly fromMs: number;
  readonly toMs: number;
  readonly sockets: readonly DumpedSocket[];
}

/** A column that the source does not have is null. */
export type DumpedNumbers = {
  readonly [Name in NumberColumn]: Name extends OptionalColumn ? number | null : number;
};

/** One socket as `dumpSockets.ts` prints it. */
export interface DumpedSocket extends DumpedNumbers {
  readonly state: string;
  readonly local: string;
  readonly remote: string;
  readonly timer: number;
}
