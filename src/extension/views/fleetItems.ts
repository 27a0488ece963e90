import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import { numberText, type FleetSeverity } from '../../core/protocol/viewModels.ts';
import type { FleetJob } from '../fleets/fleetJobs.ts';
import { instanceRow, jobRow, prometheusRow, type FleetRow } from '../fleets/fleetRows.ts';
import type { FleetState } from '../fleets/fleetState.ts';
import { commandLink } from '../runCommand.ts';
import { conditionIcon } from './hostItems.ts';
import type { FleetNode, FleetNoteNode, InstanceNode, JobNode, MoreInstancesNode } from './hostsNode.ts';

/** A Prometheus. The words of `viewItem` in `package.json` are its state, and whether something is searched for. */
export function fleetItem(node: FleetNode, state: FleetState, search: string, now: number): TreeItem {
  const { address } = node;
  const item = filled(prometheusRow(address, state, { search, now }), `fleet:${address}`);
  item.collapsibleState = TreeItemCollapsibleState.Expanded;
  item.contextValue = ['fleet', state.kind, ...(search === '' ? [] : ['searching'])].join(' ');
  item.iconPath =
    state.kind === 'failed'
      ? conditionIcon('failed')
      : new ThemeIcon(state.kind === 'asking' ? 'loading~spin' : 'cloud');
  return item;
}

/** A job; open, so that the worst hosts are seen at once. */
export function jobItem({ address, job }: JobNode, found: FleetJob): TreeItem {
  const item = filled(jobRow(found), JSON.stringify(['job', address, job]));
  item.collapsibleState = TreeItemCollapsibleState.Expanded;
  item.contextValue = 'job';
  item.iconPath = new ThemeIcon('layers');
  return item;
}

export function instanceItem({ address, instance, place }: InstanceNode): TreeItem {
  const { job, instance: name, severity } = instance;
  const item = filled(instanceRow(instance), JSON.stringify(['instance', address, job, name]));
  item.contextValue = ['instance', ...(place === undefined ? [] : ['reachable'])].join(' ');
  item.iconPath = severityIcon(severity);
  return item;
}

/** The last row of a job with more hosts than are shown. */
export function moreInstancesItem({ address, job, shown, total }: MoreInstancesNode): TreeItem {
  const [of, all] = [numberText(shown), numberText(total)];
  const item = new TreeItem('Show more');
  item.id = JSON.stringify(['more', address, job]);
  item.description = `${of} of ${all}`;
  item.iconPath = new ThemeIcon('ellipsis');
  item.contextValue = 'more';
  item.command = commandLink('showMoreInstances', 'Show more', address, job);
  item.accessibilityInformation = {
    label: `Show more: ${of} of ${all} shown`,
    role: 'button',
  };
  return item;
}

export function fleetNoteItem({ address, text, isProblem }: FleetNoteNode): TreeItem {
  const label = plainLabel(text);
  const item = new TreeItem(label);
  item.id = JSON.stringify(['note', address, text]);
  item.tooltip = label;
  item.iconPath = isProblem
    ? new ThemeIcon('warning', new ThemeColor('list.warningForeground'))
    : new ThemeIcon('info');
  item.contextValue = 'fleetNote';
  item.accessibilityInformation = { label };
  return item;
}

function filled({ label, description, tooltip, accessibilityLabel }: FleetRow, id: string): TreeItem {
  const item = new TreeItem(label);
  item.id = id;
  item.description = description;
  item.tooltip = tooltip;
  item.accessibilityInformation = { label: accessibilityLabel };
  return item;
}

function severityIcon(severity: FleetSeverity): ThemeIcon {
  switch (severity) {
    case 'error':
    case 'warning':
      return conditionIcon(severity);
    case 'unknown':
      return new ThemeIcon('question');
    case 'information':
    case 'hint':
    case 'healthy':
      return conditionIcon('healthy');
  }
}
