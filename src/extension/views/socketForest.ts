import {
  Disposable,
  EventEmitter,
  TreeItem,
  type CancellationToken,
  type ProviderResult,
  type TreeDataProvider,
} from 'vscode';
import type { HostNode, RowNode, SocketNode } from './socketNode.ts';
import type { SocketRows } from './socketRows.ts';

export type ForestNode = HostNode | SocketNode;

interface Planted {
  readonly tree: SocketRows;
  /** Always the same object, because VS Code identifies a row by it. */
  readonly node: HostNode;
  readonly subscription: Disposable;
}

/** The trees of several hosts as one, with a level for hosts if there is more than one. */
export class SocketForest implements TreeDataProvider<ForestNode>, Disposable {
  readonly #hostItem: (host: string) => TreeItem | Promise<TreeItem>;
  readonly #planted = new Map<string, Planted>();
  readonly #changed = new EventEmitter<ForestNode | undefined>();

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(hostItem: (host: string) => TreeItem | Promise<TreeItem>) {
    this.#hostItem = hostItem;
  }

  get hasHosts(): boolean {
    return this.#planted.size > 1;
  }

  /** The row of a host, if there is one. */
  hostNode(host: string): HostNode | undefined {
    return this.hasHosts ? this.#planted.get(host)?.node : undefined;
  }

  plant(tree: SocketRows): void {
    const { host } = tree;
    const subscription = tree.onDidChangeTreeData((node) => {
      if (node === undefined) this.redraw(host);
      else this.#changed.fire(node);
    });
    this.#planted.set(host, { tree, node: { kind: 'host', host }, subscription });
    this.#changed.fire(undefined);
  }

  fell(host: string): void {
    this.#planted.get(host)?.subscription.dispose();
    if (this.#planted.delete(host)) this.#changed.fire(undefined);
  }

  /** Called when the shown data of a host has changed. */
  redraw(host: string): void {
    this.#changed.fire(this.hasHosts ? this.#planted.get(host)?.node : undefined);
  }

  showMore(host: string, parent: string): void {
    this.#planted.get(host)?.tree.showMore(parent);
  }

  async getChildren(node?: ForestNode): Promise<ForestNode[]> {
    if (node === undefined) return await this.#roots();
    const tree = this.#planted.get(node.host)?.tree;
    return (await tree?.getChildren(node.kind === 'host' ? undefined : node)) ?? [];
  }

  getTreeItem(node: ForestNode): TreeItem | Promise<TreeItem> {
    if (node.kind === 'host') return this.#hostItem(node.host);
    return this.#planted.get(node.host)?.tree.getTreeItem(node) ?? new TreeItem('');
  }

  getParent(node: ForestNode): HostNode | RowNode | undefined {
    if (node.kind === 'host') return undefined;
    return node.parent ?? (this.hasHosts ? this.#planted.get(node.host)?.node : undefined);
  }

  resolveTreeItem(item: TreeItem, node: ForestNode, token: CancellationToken): ProviderResult<TreeItem> {
    if (node.kind === 'host') return item;
    return this.#planted.get(node.host)?.tree.resolveTreeItem(item, node, token) ?? item;
  }

  dispose(): void {
    Disposable.from(...[...this.#planted.values()].map(({ subscription }) => subscription)).dispose();
    this.#changed.dispose();
  }

  async #roots(): Promise<ForestNode[]> {
    const all = [...this.#planted.values()];
    return this.hasHosts ? all.map(({ node }) => node) : ((await all[0]?.tree.getChildren()) ?? []);
  }
}
