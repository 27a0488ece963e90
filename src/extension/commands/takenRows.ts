import type { TreeOf } from '../../core/protocol/inspection.ts';
import type { TreeRow } from '../../core/protocol/viewModels.ts';
import type { RowArgument } from '../commandTypes.ts';

/** Rows of one host's tree that a command is about. */
export interface TakenRows {
  readonly host: string;
  readonly tree: TreeOf;
  readonly rows: readonly TreeRow[];
}

/** The source of the rows. */
export interface RowSource {
  /** The selected rows. */
  readonly selection: readonly unknown[];
  /** The tree shown for a host; undefined if none is. */
  treeOf(host: string): TreeOf | undefined;
}

/**
 * A row menu passes the row under the pointer to a command, and all selected rows if that row is one of them. A key
 * binding passes nothing; the selected rows are used.
 */
export function takenRows(source: RowSource, [clicked, selected]: readonly unknown[]): readonly TakenRows[] {
  const nodes: readonly unknown[] = Array.isArray(selected)
    ? selected
    : clicked === undefined
      ? source.selection
      : [clicked];
  const byHost = new Map<string, TreeRow[]>();
  for (const node of nodes) {
    if (!isRowNode(node)) continue;
    const rows = byHost.get(node.host);
    if (rows === undefined) byHost.set(node.host, [node.row]);
    else rows.push(node.row);
  }
  return [...byHost].flatMap(([host, rows]) => {
    const tree = source.treeOf(host);
    return tree === undefined ? [] : [{ host, tree, rows }];
  });
}

function isRowNode(node: unknown): node is RowArgument {
  return typeof node === 'object' && node !== null && (node as Partial<RowArgument>).kind === 'row';
}
