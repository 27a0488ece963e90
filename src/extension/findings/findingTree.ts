import { EventEmitter, type Disposable, type TreeDataProvider, type TreeItem } from 'vscode';
import { findingNodes, type FindingNode, type ReportedHost, type SeverityNode } from './findingNode.ts';

/** Returns the function that draws a row; it is loaded when the first row is drawn. */
export type LoadFindingItem = () => Promise<(node: FindingNode) => TreeItem>;

/** Draws the findings of one host or of several by severity, each with its evidence and what to do. */
export class FindingTree implements TreeDataProvider<FindingNode>, Disposable {
  readonly #loadItem: LoadFindingItem;
  readonly #changed = new EventEmitter<undefined>();
  #roots: readonly FindingNode[] = [];

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(loadItem: LoadFindingItem) {
    this.#loadItem = loadItem;
  }

  /** Empty if there is no report. */
  show(hosts: readonly ReportedHost[]): void {
    this.#roots = findingNodes(hosts);
    this.#changed.fire(undefined);
  }

  getChildren(node?: FindingNode): FindingNode[] {
    if (node === undefined) return [...this.#roots];
    if (node.kind === 'group') return [...node.rows];
    if (node.kind !== 'finding') return [];
    const { evidence, remedies, sites = [] } = node.finding;
    return [
      ...sites.map((_, index) => ({ kind: 'site', parent: node, index }) as const),
      ...evidence.map((_, index) => ({ kind: 'evidence', parent: node, index }) as const),
      ...remedies.map((_, index) => ({ kind: 'remedy', parent: node, index }) as const),
    ];
  }

  async getTreeItem(node: FindingNode): Promise<TreeItem> {
    const findingItem = await this.#loadItem();
    return findingItem(node);
  }

  getParent(node: FindingNode): FindingNode | undefined {
    switch (node.kind) {
      case 'site':
      case 'evidence':
      case 'remedy':
        return node.parent;
      case 'finding':
        return this.#roots.find(
          (root): root is SeverityNode => root.kind === 'group' && root.rows.includes(node),
        );
      default:
        return undefined;
    }
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
