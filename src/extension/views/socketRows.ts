import {
  EventEmitter,
  type CancellationToken,
  type Disposable,
  type TreeDataProvider,
  type TreeItem,
} from 'vscode';
import { explainRequest } from '../../core/protocol/inspection.ts';
import type { TreeRow } from '../../core/protocol/viewModels.ts';
import type { Send } from '../client/server.ts';
import { noParent, Pages, type OnAnswer } from './pages.ts';
import type { ShownSockets } from './shownSockets.ts';
import type { RowNode, SocketNode } from './socketNode.ts';
import { moreItem, rowItem } from './treeItems.ts';

/** Draws the rows that the server creates for a host: groups, possibly nested, and sockets below them. */
export class SocketRows implements TreeDataProvider<SocketNode>, Disposable {
  readonly host: string;
  readonly #pages: Pages;
  readonly #send: Send;
  readonly #changed = new EventEmitter<SocketNode | undefined>();
  readonly #expanded = new Map<string, RowNode>();
  #inspection = '';

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(host: string, send: Send, onAnswer: OnAnswer) {
    this.host = host;
    this.#send = send;
    this.#pages = new Pages(send, onAnswer);
  }

  /** Shows other sockets. Ids are the same for the same thing, so expansion and selection are kept. */
  show(shown: ShownSockets | undefined): void {
    const { inspection = '', roots = [], rootCount = 0, filtered, shape } = shown ?? {};
    const filter = filtered?.text ?? '';
    this.#inspection = inspection;
    this.#pages.begin({ inspection, filter, ...(shape && { shape }) }, { rows: roots, total: rootCount });
    this.#expanded.clear();
    this.#changed.fire(undefined);
  }

  /** Loads one more page below the row with this id, or of the top level. */
  showMore(parent: string): void {
    const node = this.#expanded.get(parent);
    if (node === undefined && parent !== noParent) return;
    this.#pages.wantMore(parent);
    this.#changed.fire(node);
  }

  async getChildren(node?: SocketNode): Promise<SocketNode[]> {
    if (node?.kind === 'more' || node?.row.children === 0) return [];
    if (node !== undefined) this.#expanded.set(node.row.id, node);
    const page = await this.#pages.below(node?.row.id ?? noParent);
    if (page === undefined) return [];
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
  async resolveTreeItem(item: TreeItem, node: SocketNode, token: CancellationToken): Promise<TreeItem> {
    if (node.kind === 'row') item.tooltip = node.row.tooltip ?? (await this.#explain(node.row, token));
    return item;
  }

  dispose(): void {
    this.#changed.dispose();
  }

  /** A row that can no longer be explained at least says what it is. */
  async #explain(row: TreeRow, token: CancellationToken): Promise<string> {
    const answer = await this.#send(explainRequest, { inspection: this.#inspection, row: row.id }, token);
    return answer.kind === 'text' ? answer.text : row.accessibilityLabel;
  }

  #node(row: TreeRow, parent: RowNode | undefined): RowNode {
    return { kind: 'row', host: this.host, row, parent };
  }
}
