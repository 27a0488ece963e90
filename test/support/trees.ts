import assert from 'node:assert/strict';
import type { SocketOwners } from '../../src/core/model/processes.ts';
import { usualShape, type TreeShape } from '../../src/core/model/treeShape.ts';
import { evaluate } from '../../src/core/rules/evaluate.ts';
import { liveRules } from '../../src/core/rules/liveRules.ts';
import type { RuleInput } from '../../src/core/rules/rule.ts';
import { Emphases } from '../../src/core/tree/emphases.ts';
import type { SocketTree, TreeSelection } from '../../src/core/tree/socketTree.ts';
import { TreeMaker } from '../../src/core/tree/treeMaker.ts';
import type { TreeRow } from '../../src/core/tree/treeRow.ts';
import { evidence } from './evidence.ts';
import type { SocketRow } from './sockets.ts';

export interface TreeOptions extends Partial<TreeShape> {
  /** Kernel parameters. */
  readonly lines?: string;
  readonly owners?: SocketOwners;
  readonly filter?: Uint8Array;
}

/** The tree with the marks of what the rules find. */
export function treeOf(rows: readonly SocketRow[], options: TreeOptions = {}): SocketTree {
  const { lines = 'ip_local_port_range = 40000 40009', owners, filter, ...shape } = options;
  const input = evidence({ rows, acceptQueueLimit: true, lines, ...(owners && { owners }) });
  assert.ok(input.sockets);
  const { table, aggregation } = input.sockets;
  const maker = new TreeMaker(table, aggregation, emphasesOf(rows, lines, input));
  return maker.make({ ...usualShape, ...shape }, filter, owners);
}

/** A property asks for many trees of the same sockets. */
let judged:
  { readonly rows: readonly SocketRow[]; readonly lines: string; readonly emphases: Emphases } | undefined;

function emphasesOf(rows: readonly SocketRow[], lines: string, input: RuleInput): Emphases {
  if (judged?.rows !== rows || judged.lines !== lines)
    judged = { rows, lines, emphases: new Emphases(evaluate(liveRules, input).findings) };
  return judged.emphases;
}

/** The rows below one that has groups below it; without a parent those of the top level. */
export function groups(tree: SocketTree, parent = '', offset = 0, limit = 100): readonly TreeRow[] {
  const selection = tree.select(parent, offset, limit);
  assert.equal(selection?.kind, 'groups');
  return selection.rows;
}

/** What is below a row that has sockets below it. */
export function sockets(
  tree: SocketTree,
  parent: string,
  offset = 0,
  limit = 100,
): Omit<Extract<TreeSelection, { kind: 'sockets' }>, 'rows'> & { readonly rows: readonly number[] } {
  const selection = tree.select(parent, offset, limit);
  assert.equal(selection?.kind, 'sockets');
  return { ...selection, rows: [...selection.rows] };
}

/** Each socket that one finds by expanding everything, and that every row has as many children as it says. */
export function everySocket(tree: SocketTree, parent = ''): readonly number[] {
  const below = tree.select(parent, 0, 1000);
  assert.ok(below);
  if (below.kind === 'sockets') return [...below.rows];
  return below.rows.flatMap((row) => {
    assert.equal(tree.select(row.id, 0, 0)?.total, row.children, row.id);
    return everySocket(tree, row.id);
  });
}
