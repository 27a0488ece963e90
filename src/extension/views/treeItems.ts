import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { numberText, type TcpStateName, type TreeRow } from '../../core/protocol/viewModels.ts';
import { commandLink } from '../runCommand.ts';
import { noParent } from './pages.ts';
import type { MoreNode, RowNode } from './socketNode.ts';

/** A row as VS Code draws it, without the tooltip, which is requested when the pointer rests on the row. */
export function rowItem({ host, row }: RowNode): TreeItem {
  const item = new TreeItem(
    row.label,
    row.children > 0 ? TreeItemCollapsibleState.Collapsed : TreeItemCollapsibleState.None,
  );
  item.id = idOf(host, row.id);
  item.description = row.description;
  item.iconPath = iconOf(row);
  // Menus test the kind and the endpoints that can be copied.
  item.contextValue = [row.kind, row.local && 'local', row.remote && 'remote', row.transport]
    .filter(Boolean)
    .join(' ');
  item.accessibilityInformation = { label: row.accessibilityLabel };
  return item;
}

/** The last row of a list that is not fully loaded. */
export function moreItem({ host, parent, shown, total }: MoreNode): TreeItem {
  const item = new TreeItem('Show more', TreeItemCollapsibleState.None);
  const of = parent?.row.id ?? noParent;
  item.id = `more:${idOf(host, of)}`;
  item.description = `${numberText(shown)} of ${numberText(total)}`;
  item.iconPath = new ThemeIcon('ellipsis');
  item.contextValue = 'more';
  item.command = commandLink('showMore', 'Show more', host, of);
  item.accessibilityInformation = {
    label: `Show more: ${numberText(shown)} of ${numberText(total)} shown`,
    role: 'button',
  };
  return item;
}

/** Unlike the row's own id, it is unique across hosts. */
function idOf(host: string, row: string): string {
  return `${host} ${row}`;
}

function iconOf(row: TreeRow): ThemeIcon {
  switch (row.emphasis ?? 'none') {
    case 'error':
      return new ThemeIcon('error', new ThemeColor('list.errorForeground'));
    case 'warning':
      return new ThemeIcon('warning', new ThemeColor('list.warningForeground'));
    case 'none':
      return new ThemeIcon(plainIcon(row));
  }
}

function plainIcon(row: TreeRow): string {
  switch (row.kind) {
    case 'protocol':
      return 'broadcast';
    case 'state':
      return row.state === undefined ? 'circle-outline' : stateIcons[row.state];
    case 'listener':
      return 'server';
    case 'destination':
      return 'globe';
    case 'process':
      return 'gear';
    case 'client':
      return 'device-desktop';
    case 'age':
      return 'history';
    case 'other':
      return 'circle-outline';
    case 'socket':
      return 'plug';
  }
}

const stateIcons: Readonly<Record<TcpStateName, string>> = {
  ESTABLISHED: 'arrow-swap',
  SYN_SENT: 'arrow-right',
  SYN_RECV: 'arrow-left',
  FIN_WAIT1: 'sign-out',
  FIN_WAIT2: 'sign-out',
  TIME_WAIT: 'history',
  CLOSE: 'circle-slash',
  CLOSE_WAIT: 'debug-pause',
  LAST_ACK: 'sign-in',
  LISTEN: 'radio-tower',
  CLOSING: 'sign-out',
};
