import { formatEndpoint } from '../../core/model/endpoint.ts';
import type { Fleet, FleetHost } from '../../core/protocol/viewModels.ts';

/** The hosts of one job, worst first. */
export interface FleetJob {
  readonly job: string;
  readonly hosts: readonly FleetHost[];
}

/** The hosts that match, by job: the job with the worst host first. */
export function jobsOf({ hosts }: Fleet, search: string): readonly FleetJob[] {
  const jobs = new Map<string, FleetHost[]>();
  for (const host of hosts) {
    if (!matches(host, search)) continue;
    const known = jobs.get(host.job);
    if (known === undefined) jobs.set(host.job, [host]);
    else known.push(host);
  }
  return [...jobs].map(([job, of]) => ({ job, hosts: of }));
}

/** Each word must be in what the row says. */
function matches(host: FleetHost, search: string): boolean {
  const words = search.toLowerCase().split(/\s+/);
  const { instance, job, severity, reason = '', findings, fullest } = host;
  const endpoint = fullest === undefined ? '' : fullestText(fullest);
  const rules = findings.map(({ rule }) => rule);
  const said = [instance, job, severity, reason, endpoint, ...rules].join(' ').toLowerCase();
  return words.every((word) => said.includes(word));
}

/** The address of the fullest destination. */
export function fullestText({ remoteAddress, remotePort }: NonNullable<FleetHost['fullest']>): string {
  return formatEndpoint(remoteAddress, Number(remotePort));
}
