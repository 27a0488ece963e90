import type { SocketTree } from '../views/socketTree.ts';

/** The last row of a long list: loads the next page below the row with this id. */
export function showMoreCommand(tree: SocketTree): (parent: unknown) => void {
  return (parent) => {
    if (typeof parent === 'string') tree.showMore(parent);
  };
}
