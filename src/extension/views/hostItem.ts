import { l10n, TreeItem, TreeItemCollapsibleState, ThemeIcon } from 'vscode';
import { plainText } from '../errors.ts';
import type { HostInspection } from '../hostInspection.ts';

/** A host above its sockets, where there is more than one. Its text comes from the host: no markup. */
export function hostItem({ host, result }: HostInspection, isCurrent: boolean): TreeItem {
  const { Collapsed, Expanded } = TreeItemCollapsibleState;
  const item = new TreeItem(result?.report.host.label ?? host, isCurrent ? Expanded : Collapsed);
  item.id = host;
  const openedFrom = result?.report.openedFrom;
  if (openedFrom === undefined) {
    item.iconPath = new ThemeIcon(isCurrent ? 'vm-active' : 'vm');
    item.contextValue = 'host';
  } else {
    item.iconPath = new ThemeIcon('file');
    item.contextValue = 'snapshot';
    item.description = l10n.t('snapshot, {0}', new Date(result?.report.takenAt ?? 0).toLocaleString('sv-SE'));
    item.tooltip = plainText(openedFrom);
  }
  return item;
}
