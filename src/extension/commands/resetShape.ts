import { usualShape } from '../../core/model/treeShape.ts';
import type { ViewShape } from '../shape/viewShape.ts';

/** "Reset Grouping and Sorting": states with the most sockets first. */
export function resetShapeCommand(shape: ViewShape): () => void {
  return () => {
    shape.set(usualShape);
  };
}
