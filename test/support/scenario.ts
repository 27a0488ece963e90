import { numberText } from '../../src/core/model/numberText.ts';
import type { ReportFinding } from '../../src/core/report/findings/findingActions.ts';
import { inspectIn, type Inspected } from './cli.ts';
import { listsBound } from './kernelFiles.ts';
import { Namespace } from './namespace.ts';
import { Traffic } from './traffic.ts';
import { waitFor } from './waitFor.ts';

type Sysctls = Readonly<Record<string, string | number>>;

/** 200 ports: few enough to be used up at once. */
export const narrowRange: Sysctls = { 'net.ipv4.ip_local_port_range': '40000 40199' };

export class Scenario implements AsyncDisposable {
  readonly namespace: Namespace;
  readonly traffic: Traffic;

  private constructor(namespace: Namespace) {
    this.namespace = namespace;
    this.traffic = Traffic.start(namespace);
  }

  static async begin(sysctls: Sysctls = {}): Promise<Scenario> {
    return new Scenario(await Namespace.create(sysctls));
  }

  inspect(): Promise<Inspected> {
    return inspectIn(this.namespace);
  }

  /** What the kernel says to one more connection: nothing, or the error's name. */
  async connectOnce(address: string, port: number): Promise<string> {
    return this.traffic.clientTimeWait({ count: 1, address, port }).then(
      () => 'connected',
      (error: unknown) => /\bE[A-Z]+\b/.exec(String(error).replaceAll('Error', ''))?.[0] ?? String(error),
    );
  }

  /** The kernel's limit of TIME_WAIT sockets, which depends on the memory, as a report writes it. */
  async timeWaitRoom(): Promise<string> {
    const limit = await this.namespace.read('/proc/sys/net/ipv4/tcp_max_tw_buckets');
    return numberText(Number(limit));
  }

  /** Until then the newest connections belong to no process. */
  async allAccepted(): Promise<void> {
    const queues = async (): Promise<readonly string[]> =>
      (await this.namespace.runOk('ss', ['-Hltn'])).trim().split('\n');
    await waitFor('empty accept queues', queues, (rows) => rows.every((row) => /^LISTEN +0 /.test(row)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.traffic.dispose();
    await this.namespace.dispose();
  }
}

/** Rules and severities of all findings, in the order of the report. */
export function found({ report }: Pick<Inspected, 'report'>): readonly string[] {
  return report.findings.map(({ severity, rule }) => `${severity} ${rule}`);
}

export function finding({ report }: Inspected, rule: string): ReportFinding {
  const [first] = report.findings.filter((one) => one.rule === rule);
  if (first === undefined) throw new Error(`${rule} is not among ${found({ report }).join(', ')}`);
  return first;
}

/** The sentence of a healthy verdict, and what it says beside; for a kernel that does not list bound sockets, also that. */
export function noProblemFound(beside: string): string {
  const areas = 'queues, CLOSE_WAIT, peers and programs, limits or NAT';
  return listsBound
    ? `No problem found in local ports, ${areas}. ${beside}`
    : `No problem found in ${areas}. ${beside} Local ports were looked at only in part: not those that are bound and not connected.`;
}

export function evidenceOf(of: ReportFinding): Readonly<Record<string, string>> {
  return Object.fromEntries(of.evidence.map(({ label, value }) => [label, value]));
}
