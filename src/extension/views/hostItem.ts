import { TreeItem, TreeItemCollapsibleState, ThemeIcon } from 'vscode';
import type { HostInspection } from '../hostInspection.ts';

/** A host above its sockets, where there is more than one. Its text comes from the host: no markup. */
export function hostItem({ host, result }: HostInspection, isCurrent: boolean): TreeItem {
  const { Collapsed, Expanded } = TreeItemCollapsibleState;
  const item = new TreeItem(result?.report.host.label ?? host, isCurrent ? Expanded : Collapsed);
  item.id = host;
  item.iconPath = new ThemeIcon(isCurrent ? 'vm-active' : 'vm');
  item.contextValue = 'host';
  return item;
}
