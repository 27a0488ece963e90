import { aggregate } from '../../src/core/aggregate/aggregate.ts';
import { failure, ok, withProblems, type Outcome } from '../../src/core/model/outcome.ts';
import type { ConfiguredParameters } from '../../src/core/model/configuredParameters.ts';
import type { SocketOwners } from '../../src/core/model/processes.ts';
import type { Snapshot } from '../../src/core/model/snapshot.ts';
import type { buildReport } from '../../src/core/report/buildReport.ts';
import { evaluate } from '../../src/core/rules/evaluate.ts';
import { liveRules } from '../../src/core/rules/liveRules.ts';
import { evidence, readings } from './evidence.ts';
import { linux } from './fakeHost.ts';
import { noConnections } from './noConnections.ts';
import { running } from './judging.ts';
import { onPorts, socketTable, timeWait, type SocketRow } from './sockets.ts';

export type ReportInput = Parameters<typeof buildReport>[0];

/** What a process may call itself: escape sequences, a line break, a change of direction. */
export const hostileName = '\x1b[31mevil\n\u202E";';

/** A host with a little of everything: ten ports of which nine are used, a web server, an orphan, a hostile name. */
export const smallRows: readonly SocketRow[] = [
  { state: 'LISTEN', local: '[::]:80', inode: 5, receiveQueue: 2, acceptQueueLimit: 128 },
  { state: 'LISTEN', local: '127.0.0.1:6379', inode: 6, uid: 33, acceptQueueLimit: 4 },
  { state: 'ESTABLISHED', local: '[::ffff:10.0.0.1]:80', remote: '[::ffff:10.0.0.8]:50000', inode: 7 },
  ...onPorts(50001, 3, (port) => timeWait('[::ffff:10.0.0.1]:80', `[::ffff:10.0.0.8]:${port}`, 12.5)),
  ...onPorts(40000, 8, (port) => timeWait(`10.0.0.1:${port}`, '10.0.0.9:5432', port - 40000)),
  { state: 'ESTABLISHED', local: '10.0.0.1:40008', remote: '10.0.0.9:5432', inode: 8, sendQueue: 7 },
  timeWait('10.0.0.1:39000', '10.0.0.7:443', 59.5),
  {
    state: 'FIN_WAIT2',
    local: '127.0.0.1:40009',
    remote: '127.0.0.1:6379',
    timer: 'timewait',
    timerMs: 1500,
  },
];

const lines = `ip_local_port_range = 40000 40009
tcp_max_tw_buckets = 131072
tcp_tw_reuse = 2
tcp_timestamps = 1
tcp_mem = 190000 250000 380000
tcp_max_orphans = 131072`;

const counters = readings({
  'sockstat.TCP.tw': 13,
  'TcpExt.TCPTimeWaitOverflow': 0,
  'TcpExt.ListenOverflows': 0,
});

const owners: Outcome<SocketOwners> = withProblems(new Map([[5, [{ pid: 4242, name: hostileName }]]]), [
  {
    code: 'processes-hidden',
    message: '3 processes of other users may not be looked at, so 1 sockets have no process name.',
    nextStep: 'Run as root to see the processes of all users.',
  },
]);

const configured: ConfiguredParameters = {
  values: new Map([
    ['net.ipv4.tcp_tw_reuse', { value: '1', path: '/etc/sysctl.d/90-web.conf', line: 3 }],
    ['net.ipv4.tcp_timestamps', { value: '1', path: '/etc/sysctl.d/90-web.conf', line: 4 }],
  ]),
  tool: 'systemd-sysctl',
  appliesHere: true,
  canBeOpened: true,
};

const deniedParameter = {
  code: 'denied',
  message: '/proc/sys/net/ipv4/tcp_rfc1337 may not be read by this user.',
  nextStep: 'Run as root, or request permission.',
  subject: 'net.ipv4.tcp_rfc1337',
};

export function smallReportInput(): ReportInput {
  const table = socketTable(smallRows, ['acceptQueueLimit']);
  const parameters = running(lines);
  const snapshot: Snapshot = {
    takenAt: Date.UTC(2026, 0, 2, 3, 4, 5),
    elapsedMs: 42,
    hostLabel: 'web1',
    facts: ok(linux),
    collector: 'ss',
    attempts: [{ collector: 'sock_diag', reason: 'It is not there.' }],
    sockets: ok(table),
    counters: ok(counters),
    parameters: withProblems(parameters, [deniedParameter]),
    configuration: ok(configured),
    connections: ok(noConnections),
  };
  const aggregation = aggregate(table, parameters, linux.kernel);
  const judgement = evaluate(liveRules, {
    ...evidence({ rows: smallRows, acceptQueueLimit: true, lines, kernel: '6.18', counters }),
    configuration: configured.values,
  });
  return { snapshot, requested: 'auto', aggregation, owners, judgement };
}

/** A host of which nothing could be read. */
export function unreadableReportInput(): ReportInput {
  const why = failure('unavailable', 'not-linux', 'This machine runs darwin.', 'Open a Linux host.');
  return {
    snapshot: {
      takenAt: Date.UTC(2026, 0, 2, 3, 4, 5),
      elapsedMs: 1,
      hostLabel: 'mac',
      facts: ok({ ...linux, platform: 'darwin', kernelRelease: '24.1.0', effectiveUser: undefined }),
      collector: undefined,
      attempts: [{ collector: 'ss', reason: 'There is no \x1b[1mss on this host.' }],
      sockets: why,
      counters: why,
      parameters: why,
      configuration: why,
      connections: why,
    },
    requested: 'ss',
    aggregation: undefined,
    owners: undefined,
    judgement: evaluate(liveRules, {}),
  };
}
