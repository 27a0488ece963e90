import { EventEmitter, type Disposable, type TreeDataProvider, type TreeItem } from 'vscode';
import type { HostEntry } from '../hosts/hostEntry.ts';
import type { HostList } from '../hosts/hostList.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { FleetsTree } from './fleetsTree.ts';
import type * as HostDrawing from './hostDrawing.ts';
import type { HostGroupNode, HostsNode } from './hostsNode.ts';

export interface HostsTreeParts {
  readonly list: HostList;
  readonly inspections: Inspections;
  /** Addresses of Prometheus servers. */
  readonly prometheusServers: () => readonly string[];
  readonly loadFleets: () => Promise<FleetsTree>;
  readonly isTrusted: () => boolean;
  readonly loadDrawing: () => Promise<typeof HostDrawing>;
  /** Milliseconds since 1970. */
  readonly today: () => number;
}

/** Draws the list of hosts: this machine, added hosts, what a Prometheus knows, and groups for namespaces and open snapshots. */
export class HostsTree implements TreeDataProvider<HostsNode>, Disposable {
  readonly #parts: HostsTreeParts;
  readonly #changed = new EventEmitter<void>();

  readonly onDidChangeTreeData = this.#changed.event;

  constructor(parts: HostsTreeParts) {
    this.#parts = parts;
  }

  redraw(): void {
    this.#changed.fire();
  }

  /** Empty if the workspace is not trusted; the welcome text says why. */
  async getChildren(node?: HostsNode): Promise<HostsNode[]> {
    const { list, prometheusServers, loadFleets, isTrusted } = this.#parts;
    if (!isTrusted() || node?.kind === 'place') return [];
    if (node?.kind === 'group') return list[node.group].map(placeNode);
    if (node !== undefined) return (await loadFleets()).below(node);
    const groups: readonly HostGroupNode[] = [
      { kind: 'group', group: 'namespaces' },
      { kind: 'group', group: 'files' },
    ];
    return [
      ...list.hosts.map(placeNode),
      ...prometheusServers().map((address): HostsNode => ({ kind: 'fleet', address })),
      ...groups.filter(({ group }) => list[group].length > 0),
    ];
  }

  async getTreeItem(node: HostsNode): Promise<TreeItem> {
    const { list, inspections, today } = this.#parts;
    if (node.kind !== 'place' && node.kind !== 'group') return (await this.#parts.loadFleets()).item(node);
    const { groupItem, hostRow, placeItem } = await this.#parts.loadDrawing();
    if (node.kind === 'group') return groupItem(node.group, list[node.group].length, list.problems);
    const { entry } = node;
    const inspection = inspections.of(entry.id);
    const isCurrent = inspection === inspections.current;
    const row = hostRow({ entry, state: inspection.state, isCurrent, now: today() });
    return placeItem(node, row, { isCurrent, hasResult: inspection.result !== undefined });
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

function placeNode(entry: HostEntry): HostsNode {
  return { kind: 'place', host: entry.id, entry };
}
