import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import type { Problem } from '../../core/model/outcome.ts';
import { numberText } from '../../core/protocol/viewModels.ts';
import type { HostCondition } from '../hosts/hostCondition.ts';
import type { HostEntry } from '../hosts/hostEntry.ts';
import type { HostRow } from '../hosts/hostRow.ts';
import { commandLink } from '../runCommand.ts';
import { hostUri } from './currentHostMark.ts';
import type { HostGroupNode, PlaceNode } from './hostsNode.ts';

export interface HostFlags {
  readonly isCurrent: boolean;
  /** Whether it has figures. */
  readonly hasResult: boolean;
}

/** A host in the list of hosts. */
export function placeItem({ host, entry }: PlaceNode, row: HostRow, flags: HostFlags): TreeItem {
  const item = new TreeItem(row.label);
  fill(item, 'place', { host, entry, row, flags });
  item.description = row.brief;
  item.command = commandLink('makeCurrentHost', 'Make Current', host);
  return item;
}

/** A host above its sockets, if the socket tree has more than one host. */
export function hostLevelItem(entry: HostEntry, row: HostRow, flags: HostFlags): TreeItem {
  const { Collapsed, Expanded, None } = TreeItemCollapsibleState;
  const item = new TreeItem(row.label, flags.hasResult ? (flags.isCurrent ? Expanded : Collapsed) : None);
  fill(item, 'host', { host: entry.id, entry, row, flags });
  return item;
}

interface Filling {
  readonly host: string;
  readonly entry: HostEntry;
  readonly row: HostRow;
  readonly flags: HostFlags;
}

/** The words of `viewItem` in `package.json`: what the row is, its kind, its condition, and its actions. */
function fill(item: TreeItem, what: 'place' | 'host', { host, entry, row, flags }: Filling): void {
  item.id = host;
  item.resourceUri = hostUri(host);
  item.description = row.description;
  item.tooltip = row.tooltip;
  item.iconPath = conditionIcon(row.condition);
  item.accessibilityInformation = { label: row.accessibilityLabel };
  item.contextValue = [
    what,
    entry.kind,
    row.condition,
    ...(flags.isCurrent ? ['current'] : []),
    ...(flags.hasResult ? ['inspected'] : []),
    ...(entry.isGone === true ? ['gone'] : []),
  ].join(' ');
}

/** The row above all namespaces, or above all snapshots. */
export function groupItem(
  group: HostGroupNode['group'],
  count: number,
  problems: readonly Problem[],
): TreeItem {
  const isNamespaces = group === 'namespaces';
  const { Collapsed, Expanded } = TreeItemCollapsibleState;
  const item = new TreeItem(
    isNamespaces ? 'Namespaces and containers' : 'Snapshots',
    isNamespaces ? Collapsed : Expanded,
  );
  const hides = isNamespaces && problems.length > 0;
  item.id = `group:${group}`;
  item.description = hides ? `${numberText(count)} · others are hidden` : numberText(count);
  item.contextValue = group;
  item.iconPath = new ThemeIcon(isNamespaces ? 'server-environment' : 'archive');
  item.tooltip = isNamespaces
    ? ['Namespaces of this machine, as of the last refresh.', ...problems.map(problemText)].join('\n')
    : 'Open snapshots. They never change.';
  return item;
}

/** The icon of a host, in every view that shows hosts. */
export function conditionIcon(condition: HostCondition): ThemeIcon {
  switch (condition) {
    case 'unknown':
      return new ThemeIcon('circle-large-outline');
    case 'running':
      return new ThemeIcon('loading~spin');
    case 'healthy':
      return new ThemeIcon('pass', new ThemeColor('testing.iconPassed'));
    case 'warning':
      return new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
    case 'error':
      return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
    case 'unreadable':
      return new ThemeIcon('circle-slash', new ThemeColor('list.warningForeground'));
    case 'failed':
      return new ThemeIcon('debug-disconnect', new ThemeColor('list.errorForeground'));
  }
}

function problemText({ message, nextStep }: Problem): string {
  return `${message} ${nextStep}`;
}
