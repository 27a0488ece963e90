import { usualShape } from '../../core/model/treeShape.ts';
import type { SocketShape } from '../shape/socketShape.ts';

/** "Reset Grouping and Sorting": states with the most sockets first. */
export function resetShapeCommand(shape: SocketShape): () => void {
  return () => {
    shape.set(usualShape);
  };
}
