import { severities, type Report, type ReportFinding } from '../../core/protocol/viewModels.ts';

/** A host with what is known of it. */
export interface InspectedHost {
  readonly host: string;
  readonly result: { readonly report: Report } | undefined;
}

export interface WorstHost {
  readonly host: string;
  readonly finding: ReportFinding;
}

/** The findings that need a look. */
export function seriousFindings(report: Report | undefined): readonly ReportFinding[] {
  return (report?.findings ?? []).filter(({ severity }) => severity === 'error' || severity === 'warning');
}

/** A snapshot tells of the past. */
export function isLive({ result }: InspectedHost): boolean {
  return result?.report.openedFrom === undefined;
}

/** The host whose worst finding is the worst of all, with that finding; the first of several. Undefined if none needs a look. */
export function worstHost(hosts: readonly InspectedHost[]): WorstHost | undefined {
  let worst: WorstHost | undefined;
  for (const { host, result } of hosts) {
    // A report has the worst first.
    const [finding] = isLive({ host, result }) ? seriousFindings(result?.report) : [];
    if (finding !== undefined && (worst === undefined || rank(finding) < rank(worst.finding)))
      worst = { host, finding };
  }
  return worst;
}

/** The worst of the other hosts, if it is worse than this host. */
export function worseElsewhere(current: string, hosts: readonly InspectedHost[]): WorstHost | undefined {
  const here = worstHost(hosts.filter(({ host }) => host === current));
  const there = worstHost(hosts.filter(({ host }) => host !== current));
  if (there === undefined) return undefined;
  return here === undefined || rank(there.finding) < rank(here.finding) ? there : undefined;
}

function rank({ severity }: ReportFinding): number {
  return severities.indexOf(severity);
}
