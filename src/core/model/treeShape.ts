/** What the sockets of a tree are grouped by. */
export const groupings = ['state', 'destination', 'listener', 'process', 'client', 'age'] as const;
export type Grouping = (typeof groupings)[number];

/**
 * - `count`: groups with the most sockets first, sockets as the kernel lists them.
 * - `name`: both by what they are called: addresses and ports by their numbers.
 * - `age`, `remote`, `queue`: sockets that were closed last first, by remote address and port, or with the most bytes
 *   waiting first; groups as with `count`.
 */
export const sortOrders = ['count', 'name', 'age', 'remote', 'queue'] as const;
export type SortOrder = (typeof sortOrders)[number];

/** How a tree arranges the sockets that it shows. */
export interface TreeShape {
  readonly grouping: Grouping;
  readonly sort: SortOrder;
}

export const usualShape: TreeShape = { grouping: 'state', sort: 'count' };
