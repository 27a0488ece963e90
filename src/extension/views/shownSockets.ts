import { usualShape, type TreeShape } from '../../core/model/treeShape.ts';
import type { InspectResult } from '../../core/protocol/inspection.ts';
import type { TreeRow } from '../../core/protocol/viewModels.ts';
import type { Filtered } from '../filter/filtered.ts';

/** What the tree shows: all sockets of an inspection, or those that match a filter, in a given shape. */
export interface ShownSockets {
  readonly inspection: string;
  readonly shape: TreeShape;
  /** The first page of the top level. */
  readonly roots: readonly TreeRow[];
  /** All rows of the top level. */
  readonly rootCount: number;
  readonly filtered?: Filtered;
  /** Sentences about what could not be determined. */
  readonly notes: readonly string[];
  /** Why all sockets are shown in the default shape although something else was requested. */
  readonly failure?: string;
}

/** All sockets in the default shape, which came with the inspection. */
export function allSockets({ inspection, roots }: InspectResult): ShownSockets {
  return { inspection, shape: usualShape, roots, rootCount: roots.length, notes: [] };
}
