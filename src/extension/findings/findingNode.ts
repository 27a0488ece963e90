import {
  severities,
  type NotJudged,
  type Report,
  type ReportFinding,
  type Severity,
} from '../../core/protocol/viewModels.ts';

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
  | ({ readonly kind: 'nothing' } & Pick<ReportedHost, 'report' | 'label'>)
  | ({ readonly kind: 'unread' } & Pick<ReportedHost, 'report' | 'label'>)
  | ({ readonly kind: 'notJudged'; readonly gap: NotJudged } & Pick<ReportedHost, 'label'>);

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
  /** What the host is called, where there are several. */
  readonly label?: string;
  readonly finding: ReportFinding;
}

/** A host with its report. */
export interface ReportedHost {
  readonly host: string;
  /** What it is called, where there are several. */
  readonly label?: string;
  readonly report: Report;
}

/**
 * The top level: a group for each severity that occurs on any of the hosts, worst first, and in it the hosts in their order;
 * then the hosts without a finding if there is none at all, and what could not be judged on each host.
 */
export function findingNodes(hosts: readonly ReportedHost[]): readonly FindingNode[] {
  const rows = hosts.flatMap(rowsOf);
  const groups = severities
    .map((severity): SeverityNode => {
      return { kind: 'group', severity, rows: rows.filter(({ finding }) => finding.severity === severity) };
    })
    .filter((group) => group.rows.length > 0);
  const isRead = ({ report }: ReportedHost): boolean => report.sockets !== undefined;
  return [
    ...hosts
      .filter((host) => !isRead(host))
      .map((host) => ({ kind: 'unread', report: host.report, ...labelOf(host) }) as const),
    ...groups,
    ...(rows.length > 0 ? [] : hosts.filter(isRead)).map(
      (host) => ({ kind: 'nothing', report: host.report, ...labelOf(host) }) as const,
    ),
    ...hosts.flatMap((host) =>
      host.report.notJudged.map((gap) => ({ kind: 'notJudged', gap, ...labelOf(host) }) as const),
    ),
  ];
}

function labelOf({ label }: ReportedHost): Pick<ReportedHost, 'label'> {
  return label === undefined ? {} : { label };
}

function rowsOf({ host, label, report }: ReportedHost): readonly FindingRow[] {
  const seen = new Map<string, number>();
  return report.findings.map((finding) => {
    const about = `${finding.rule} ${JSON.stringify(finding.subject)}`;
    const count = seen.get(about) ?? 0;
    seen.set(about, count + 1);
    const id = `${host} ${about} ${String(count)}`;
    return { kind: 'finding', id, host, ...(label !== undefined && { label }), finding };
  });
}
