import type { SocketForest } from '../views/socketForest.ts';

/** The last row of a long list: loads the next page below the row with this id. */
export function showMoreCommand(forest: SocketForest): (host: unknown, parent: unknown) => void {
  return (host, parent) => {
    if (typeof host === 'string' && typeof parent === 'string') forest.showMore(host, parent);
  };
}
