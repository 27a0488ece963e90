import { EventEmitter, type Disposable, type TreeDataProvider, type TreeItem } from 'vscode';
import type { TreeRow } from '../../core/protocol/viewModels.ts';
import { Pages, type ReadPage } from './pages.ts';
import type { ShownSockets } from './shownSockets.ts';
import type { RowNode, SocketNode } from './socketNode.ts';
import { moreItem, rowItem } from './treeItems.ts';

/** Draws the rows that the server makes of a host: states, below them destinations and listeners, below them sockets. */
export class SocketTree implements TreeDataProvider<SocketNode>, Disposable {
  readonly host: string;
  readonly #pages: Pages;
  readonly #onStale: () => void;
  readonly #changed = new EventEmitter<SocketNode | undefined>();
  readonly #expanded = new Map<string, RowNode>();
  #roots: readonly RowNode[] = [];

  readonly onDidChangeTreeData = this.#changed.event;

  /** `onStale` is called when the server no longer has the inspection whose rows are shown. */
  constructor(host: string, read: ReadPage, onStale: () => void) {
    this.host = host;
    this.#pages = new Pages(read);
    this.#onStale = onStale;
  }

  /** Shows other sockets. Ids are the same for the same thing, so what was expanded and selected stays so. */
  show(shown: ShownSockets | undefined): void {
    this.#pages.begin(shown?.inspection ?? '', shown?.filtered?.text);
    this.#expanded.clear();
    this.#roots = (shown?.roots ?? []).map((row) => this.#node(row, undefined));
    this.#changed.fire(undefined);
  }

  /** One more page below the row with this id. */
  showMore(parent: string): void {
    const node = this.#expanded.get(parent);
    if (node === undefined) return;
    this.#pages.wantMore(parent);
    this.#changed.fire(node);
  }

  async getChildren(node?: SocketNode): Promise<SocketNode[]> {
    if (node === undefined) return [...this.#roots];
    if (node.kind === 'more' || node.row.children === 0) return [];
    this.#expanded.set(node.row.id, node);
    const page = await this.#pages.below(node.row.id);
    if (page === undefined) return this.#stale();
    const rows: SocketNode[] = page.rows.map((row) => this.#node(row, node));
    const { host } = this;
    const { total } = page;
    const shown = rows.length;
    return shown < total ? [...rows, { kind: 'more', host, parent: node, shown, total }] : rows;
  }

  getTreeItem(node: SocketNode): TreeItem {
    return node.kind === 'row' ? rowItem(node) : moreItem(node);
  }

  getParent(node: SocketNode): RowNode | undefined {
    return node.parent;
  }

  /** A plain string, never Markdown: process names and addresses come from the host. */
  resolveTreeItem(item: TreeItem, node: SocketNode): TreeItem {
    if (node.kind === 'row') item.tooltip = node.row.tooltip;
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  #node(row: TreeRow, parent: RowNode | undefined): RowNode {
    return { kind: 'row', host: this.host, row, parent };
  }

  #stale(): [] {
    this.#onStale();
    return [];
  }
}
