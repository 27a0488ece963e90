import { EventEmitter, type Disposable, type TreeDataProvider, type TreeItem } from 'vscode';
import type { TreeRow } from '../../core/protocol/viewModels.ts';
import { Pages, type ReadPage } from './pages.ts';
import type { ShownSockets } from './shownSockets.ts';
import { moreItem, rowItem } from './treeItems.ts';

export interface RowNode {
  readonly kind: 'row';
  readonly row: TreeRow;
  readonly parent: RowNode | undefined;
}

/** "Show more", after the rows that are there. */
export interface MoreNode {
  readonly kind: 'more';
  readonly parent: RowNode;
  readonly shown: number;
  readonly total: number;
}

export type SocketNode = RowNode | MoreNode;

/** Draws the rows that the server makes: states, below them destinations and listeners, below them sockets. */
export class SocketTree implements TreeDataProvider<SocketNode>, Disposable {
  readonly #pages: Pages;
  readonly #onStale: () => void;
  readonly #changed = new EventEmitter<SocketNode | undefined>();
  readonly #expanded = new Map<string, RowNode>();
  #roots: readonly RowNode[] = [];

  readonly onDidChangeTreeData = this.#changed.event;

  /** `onStale` is called when the server no longer has the inspection whose rows are shown. */
  constructor(read: ReadPage, onStale: () => void) {
    this.#pages = new Pages(read);
    this.#onStale = onStale;
  }

  /** Shows other sockets. Ids are the same for the same thing, so what was expanded and selected stays so. */
  show(shown: ShownSockets | undefined): void {
    this.#pages.begin(shown?.inspection ?? '', shown?.filtered?.text);
    this.#expanded.clear();
    this.#roots = (shown?.roots ?? []).map((row) => ({ kind: 'row', row, parent: undefined }));
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
    const rows: SocketNode[] = page.rows.map((row) => ({ kind: 'row', row, parent: node }));
    const shown = rows.length;
    return shown < page.total ? [...rows, { kind: 'more', parent: node, shown, total: page.total }] : rows;
  }

  getTreeItem(node: SocketNode): TreeItem {
    return node.kind === 'row' ? rowItem(node.row) : moreItem(node.parent.row, node.shown, node.total);
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

  #stale(): [] {
    this.#onStale();
    return [];
  }
}
