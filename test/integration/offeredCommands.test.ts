import assert from 'node:assert/strict';
import type { Finding, Subject } from '../../src/core/model/finding.ts';
import { groupings } from '../../src/core/model/treeShape.ts';
import { tcpStateName, tcpStates, type TcpStateName } from '../../src/core/model/tcpState.ts';
import { ssWords } from '../../src/core/query/ssWords.ts';
import { actionCommands } from '../../src/core/report/findings/findingAction.ts';
import { showCommand } from '../../src/core/report/findings/findingCommands.ts';
import { socketKey } from '../../src/core/tree/treeIds.ts';
import { shellLine } from '../../src/core/model/shellWord.ts';
import { nodeRows } from '../../src/server/nodeInspections.ts';
import { copyRows } from '../../src/service/copyRows.ts';
import { inspectIn } from '../support/cli.ts';
import { Namespace } from '../support/namespace.ts';
import { skipWhere } from '../support/skipWhere.ts';
import { smallRows } from '../support/smallHost.ts';
import { socketTable } from '../support/sockets.ts';
import { groups, treeOf } from '../support/trees.ts';

/** Of every kind, in every form that reads differently. */
const subjects: readonly Subject[] = [
  { kind: 'host' },
  { kind: 'parameter', key: 'net.ipv4.tcp_tw_reuse' },
  { kind: 'destination', localAddress: '10.0.0.1', remoteAddress: '10.0.0.2', remotePort: 443 },
  { kind: 'destination', localAddress: '2001:db8::1', remoteAddress: '2001:db8::2', remotePort: 443 },
  { kind: 'destination', localAddress: '::ffff:10.0.0.1', remoteAddress: '::ffff:10.0.0.2', remotePort: 443 },
  { kind: 'listener', address: '10.0.0.1', port: 80 },
  { kind: 'listener', address: '::1', port: 80 },
  { kind: 'listener', address: '0.0.0.0', port: 80 },
  { kind: 'listener', address: '::', port: 80 },
  { kind: 'process', name: "it's \u202e", pids: [1] },
  { kind: 'process', name: 'nginx', pids: [1, 2, 3] },
];

const states: readonly (readonly TcpStateName[])[] = [
  [],
  ...tcpStates.map((state) => [tcpStateName(state)]),
  ['FIN_WAIT1', 'FIN_WAIT2', 'LISTEN'],
];

/** The command of a finding is made of its states and its subject, so these are all that a rule can bring about. */
function commandsOfFindings(): readonly string[] {
  const words = { rule: 'r', severity: 'warning', section: 's', title: 'T.', explanation: 'E.' } as const;
  return subjects.flatMap((subject) =>
    states.flatMap((of) => {
      const finding: Finding = { ...words, subject, evidence: [], remedies: [] };
      return showCommand(of.length === 0 ? finding : { ...finding, states: of }) ?? [];
    }),
  );
}

const filters = ['', 'state:listen', '-state:listen -peer:10.0.0.0/8', 'port:1-9 age:<5', 'local:::1 uid:0'];

/** What the rows of the tree are copied as, and the words that name sockets to `ss -K`. */
function commandsOfRows(): readonly string[] {
  const table = socketTable(smallRows);
  const owners = new Map([[7, [{ pid: 3, name: 'x' }]]]);
  const copied = groupings.flatMap((grouping) => {
    const tree = treeOf(smallRows, { grouping, owners });
    const sockets = [...tree.rows([])].map((row) => socketKey(table, row));
    const rows = [[], ...groups(tree).map(({ id }) => [id]), sockets];
    return rows.flatMap((ids) =>
      filters.flatMap((filter) => {
        const result = copyRows(
          { inspection: '1', rows: ids, format: 'command', filter },
          'local',
          [{ tree, table, ids, owners }],
          nodeRows.commandIn,
        );
        assert.equal(result.kind, 'text');
        return result.text.split('\n').filter((line) => line !== '');
      }),
    );
  });
  const chosen = smallRows
    .map((_, row) => [row])
    .concat([
      [0, 1],
      [0, 5, 9],
    ]);
  const named = chosen.flatMap((rows) => {
    const words = ssWords(table, rows);
    return words === undefined ? [] : [shellLine(['ss', '-n', '-t', ...words])];
  });
  return [...copied, ...named];
}

/** Values that rules offer to change, as far as a network namespace has the parameters. */
const badly = {
  'net.ipv4.tcp_tw_reuse': 0,
  'net.ipv4.tcp_timestamps': 0,
  'net.ipv4.tcp_max_tw_buckets': 10,
  'net.ipv4.tcp_fin_timeout': 1000,
  'net.ipv4.tcp_rfc1337': 1,
  'net.ipv4.tcp_syncookies': 0,
  'net.ipv4.tcp_abort_on_overflow': 1,
  'net.ipv4.tcp_max_syn_backlog': 4,
  'net.ipv4.tcp_syn_retries': 100,
  'net.ipv4.tcp_retries2': 2,
  'net.core.somaxconn': 8,
  'net.ipv4.ip_local_port_range': '1025 2000',
  'net.ipv4.ip_local_reserved_ports': '1100-1900',
  'net.ipv4.ip_autobind_reuse': 1,
  'net.ipv4.ip_nonlocal_bind': 1,
};

describe('every command that is offered', function () {
  this.timeout(60_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  /** What the real `ss` says against these commands: it writes nothing to standard error but errors. */
  async function refusals(namespace: Namespace, commands: readonly string[]): Promise<string> {
    const script = commands
      .map(
        (command) => `( ${command} ) 2>&1 >/dev/null | sed 's/$/ <- ${String(commands.indexOf(command))}/'`,
      )
      .join('\n');
    return namespace.runOk('sh', ['-c', script]);
  }

  it('about a finding is understood by the real ss', async () => {
    await using namespace = await Namespace.create();
    const commands = [...new Set(commandsOfFindings())];
    assert.ok(commands.length > 60, String(commands.length));
    assert.equal(await refusals(namespace, commands), '');
    // The test would see it.
    assert.match(await refusals(namespace, ['ss -tan state listen']), /wrong state name.* <- 0/);
  });

  it('about a row of the tree is understood by the real ss', async () => {
    await using namespace = await Namespace.create();
    const commands = [...new Set(commandsOfRows())];
    assert.ok(commands.length > 60, String(commands.length));
    assert.equal(await refusals(namespace, commands), '');
  });

  it('that sets a parameter is taken by the kernel, and ends its finding', async () => {
    await using namespace = await Namespace.create();
    // A kernel without one of them has no finding about it.
    for (const [key, value] of Object.entries(badly))
      await namespace.sysctl(key, value).catch(() => undefined);
    const { report } = await inspectIn(namespace);
    const offers = report.findings.flatMap(({ rule, subject, actions }) => {
      const set = actions.filter((action) => action.kind === 'copyCommand' && action.purpose === 'set');
      return actionCommands(set).map((command) => ({ command, key: `${rule} ${JSON.stringify(subject)}` }));
    });
    assert.ok(offers.length >= 8, offers.map(({ command }) => command).join('\n'));
    for (const { command } of offers) await namespace.runOk('sh', ['-c', command]);
    const after = await inspectIn(namespace);
    const left = new Set(
      after.report.findings.map(({ rule, subject }) => `${rule} ${JSON.stringify(subject)}`),
    );
    assert.deepEqual(
      offers.filter(({ key }) => left.has(key)),
      [],
    );
  });
});
