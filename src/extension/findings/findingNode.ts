import type { NotJudged, Report, ReportFinding, Severity } from '../../core/protocol/viewModels.ts';

/** A row of the Findings view. */
export type FindingNode =
  | SeverityNode
  | FindingRow
  /** Below a finding: its evidence, and what to do. */
  | { readonly kind: 'evidence'; readonly parent: FindingRow; readonly index: number }
  | { readonly kind: 'remedy'; readonly parent: FindingRow; readonly index: number }
  /** A line of the workspace that causes it. */
  | SiteRow
  /** There are sockets, and no rule found anything. */
  | { readonly kind: 'nothing'; readonly report: Report }
  | { readonly kind: 'unread'; readonly report: Report }
  | { readonly kind: 'notJudged'; readonly gap: NotJudged };

export interface SiteRow {
  readonly kind: 'site';
  readonly parent: FindingRow;
  readonly index: number;
}

export interface SeverityNode {
  readonly kind: 'group';
  readonly severity: Severity;
  readonly rows: readonly FindingRow[];
}

export interface FindingRow {
  readonly kind: 'finding';
  /** The same for the same thing in the next inspection, so that expansion and selection are kept. */
  readonly id: string;
  /** The host's id, for actions. */
  readonly host: string;
  readonly finding: ReportFinding;
}

/** The top level: a group for each severity that occurs, then what could not be judged. */
export function findingNodes(host: string, report: Report): readonly FindingNode[] {
  const groups = new Map<Severity, FindingRow[]>();
  const seen = new Map<string, number>();
  for (const finding of report.findings) {
    const about = `${finding.rule} ${JSON.stringify(finding.subject)}`;
    const count = seen.get(about) ?? 0;
    seen.set(about, count + 1);
    const row: FindingRow = { kind: 'finding', id: `${host} ${about} ${String(count)}`, host, finding };
    const group = groups.get(finding.severity);
    if (group === undefined) groups.set(finding.severity, [row]);
    else group.push(row);
  }
  return [
    ...(report.sockets === undefined ? [{ kind: 'unread', report } as const] : []),
    // The report has them worst first.
    ...[...groups].map(([severity, rows]): SeverityNode => ({ kind: 'group', severity, rows })),
    ...(report.sockets !== undefined && groups.size === 0 ? [{ kind: 'nothing', report } as const] : []),
    ...report.notJudged.map((gap) => ({ kind: 'notJudged', gap }) as const),
  ];
}
