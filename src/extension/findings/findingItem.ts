import { ThemeColor, ThemeIcon, TreeItem, TreeItemCollapsibleState } from 'vscode';
import {
  confidenceText,
  countText,
  notCheckedText,
  shownLine,
  siteActions,
  siteText,
  subjectText,
  type FindingAction,
  type Severity,
} from '../../core/protocol/viewModels.ts';
import { commandLink } from '../runCommand.ts';
import { findingTooltip } from './findingTooltip.ts';
import type { FindingNode, FindingRow, SeverityNode, SiteRow } from './findingNode.ts';

const { None, Collapsed, Expanded } = TreeItemCollapsibleState;

/** A row as VS Code draws it. Labels and tooltips are plain text, so text from a host cannot become markup. */
export function findingItem(node: FindingNode): TreeItem {
  switch (node.kind) {
    case 'group':
      return groupItem(node);
    case 'finding':
      return rowItem(node);
    case 'evidence': {
      const { label, value, source } = node.parent.finding.evidence[node.index] ?? emptyEvidence;
      const item = detailItem(node.parent, `evidence ${String(node.index)}`, `${label}: ${value}`, 'output');
      item.description = shownLine(source);
      item.tooltip = `${shownLine(`${label}: ${value}`)}\n${shownLine(source)}`;
      return item;
    }
    case 'site':
      return siteItem(node);
    case 'remedy': {
      const step = node.parent.finding.remedies[node.index] ?? '';
      return detailItem(node.parent, `remedy ${String(node.index)}`, step, 'arrow-small-right');
    }
    case 'nothing':
      return otherItem('No findings', node.label, node.report.verdict.sentence, healthy);
    case 'unread':
      return otherItem(
        'The sockets could not be read',
        node.label,
        node.report.verdict.sentence,
        icons.error,
      );
    case 'notJudged': {
      const { rules, reason } = node.gap;
      return otherItem(
        notCheckedText(node.gap),
        node.label === undefined ? reason : `${node.label}: ${reason}`,
        `${reason}\n${rules.join(', ')}`,
        new ThemeIcon('question'),
      );
    }
  }
}

const emptyEvidence = { label: '', value: '', source: '' };

const icons: Readonly<Record<Severity, ThemeIcon>> = {
  error: new ThemeIcon('error', new ThemeColor('problemsErrorIcon.foreground')),
  warning: new ThemeIcon('warning', new ThemeColor('problemsWarningIcon.foreground')),
  information: new ThemeIcon('info', new ThemeColor('problemsInfoIcon.foreground')),
  hint: new ThemeIcon('lightbulb'),
};

const healthy = new ThemeIcon('pass', new ThemeColor('testing.iconPassed'));

function groupItem({ severity, rows }: SeverityNode): TreeItem {
  const names: Readonly<Record<Severity, string>> = {
    error: 'Errors',
    warning: 'Warnings',
    information: 'Information',
    hint: 'Hints',
  };
  const item = new TreeItem(names[severity], Expanded);
  item.id = severity;
  item.description = String(rows.length);
  item.contextValue = 'group';
  item.accessibilityInformation = {
    label: `${names[severity]}: ${countText(rows.length, 'finding')}`,
  };
  return item;
}

function rowItem({ id, finding, label }: FindingRow): TreeItem {
  // At the beginning, because a side bar is narrow.
  const title = shownLine(label === undefined ? finding.title : `${label}: ${finding.title}`);
  const item = new TreeItem(
    title,
    finding.evidence.length + finding.remedies.length + (finding.sites?.length ?? 0) > 0 ? Collapsed : None,
  );
  item.id = id;
  item.description = shownLine(subjectText(finding.subject));
  item.iconPath = icons[finding.severity];
  item.tooltip = findingTooltip(finding);
  item.contextValue = ['finding', ...new Set(finding.actions.map(menuWord))].join(' ');
  item.accessibilityInformation = { label: `${severityWord(finding.severity)}: ${title}` };
  return item;
}

/** The values that `when` clauses in `package.json` test. */
function menuWord(action: FindingAction): string {
  if (action.kind !== 'copyCommand') return action.kind;
  return action.purpose === 'show' ? 'showCommand' : 'setCommand';
}

function severityWord(severity: Severity): string {
  switch (severity) {
    case 'error':
      return 'Error';
    case 'warning':
      return 'Warning';
    case 'information':
      return 'Information';
    case 'hint':
      return 'Hint';
  }
}

/** The line itself; a click opens it. */
function siteItem({ parent, index }: SiteRow): TreeItem {
  const site = parent.finding.sites?.[index];
  const item = detailItem(
    parent,
    `site ${String(index)}`,
    site === undefined ? '' : siteText(site),
    'location',
  );
  if (site === undefined) return item;
  item.description = shownLine(site.text.trim());
  item.tooltip = [shownLine(site.mechanism), confidenceText(site), shownLine(site.file)].join('\n');
  const actions = siteActions(site);
  item.contextValue = ['site', ...actions.map(menuWord)].join(' ');
  const [open] = actions;
  if (open !== undefined) item.command = commandLink('findingRun', 'Open', parent.host, open);
  return item;
}

function detailItem({ id }: FindingRow, part: string, text: string, icon: string): TreeItem {
  const label = shownLine(text);
  const item = new TreeItem(label, None);
  item.id = `${id} ${part}`;
  item.iconPath = new ThemeIcon(icon);
  item.tooltip = label;
  item.contextValue = 'detail';
  return item;
}

function otherItem(
  label: string,
  description: string | undefined,
  tooltip: string,
  icon: ThemeIcon,
): TreeItem {
  const item = new TreeItem(label, None);
  if (description !== undefined) item.description = shownLine(description);
  item.iconPath = icon;
  item.tooltip = tooltip.split('\n').map(shownLine).join('\n');
  item.contextValue = 'other';
  return item;
}
