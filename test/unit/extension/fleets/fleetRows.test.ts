import assert from 'node:assert/strict';
import type { Fleet, FleetHost } from '../../../../src/core/protocol/viewModels.ts';
import { jobsOf } from '../../../../src/extension/fleets/fleetJobs.ts';
import { instanceRow, jobRow, prometheusRow } from '../../../../src/extension/fleets/fleetRows.ts';
import type { FleetState } from '../../../../src/extension/fleets/fleetState.ts';
import type { ToldError } from '../../../../src/extension/inspection/inspectionState.ts';

const full: FleetHost = {
  job: 'sockets',
  instance: 'web7:9810',
  source: 'exporter',
  severity: 'error',
  fullestShare: 1,
  fullest: { localAddress: '10.0.0.1', remoteAddress: '10.9.0.1', remotePort: '443' },
  timeWait: 28_232,
  findings: [
    { rule: 'ephemeral-port-exhaustion', severity: 'error', count: 1 },
    { rule: 'time-wait-table-limit', severity: 'information', count: 1 },
  ],
  secondsOld: 7,
};
const silent: FleetHost = {
  job: 'sockets',
  instance: 'web8:9810',
  source: 'exporter',
  severity: 'unknown',
  reason: 'It does not answer: Prometheus has no current figures for it.',
  findings: [],
};
const node: FleetHost = {
  job: 'node',
  instance: 'db1:9100',
  source: 'node',
  severity: 'unknown',
  reason: 'Only node_exporter runs there: its figures are host-wide, not by destination.',
  timeWait: 412,
  findings: [],
};
const healthy: FleetHost = {
  job: 'sockets',
  instance: 'web9:9810',
  source: 'exporter',
  severity: 'healthy',
  fullestShare: 0.01,
  timeWait: 3,
  findings: [],
  secondsOld: 12,
};
const hosts = [full, silent, node, healthy];
const fleet = { hosts, findings: [], drift: [], problems: [] } as unknown as Fleet;
const address = 'https://prometheus.example:9090';
const at = Date.parse('2026-01-02T03:04:05.000Z');

function prometheus(state: FleetState, now = at, search = '') {
  return prometheusRow(address, state, { search, now });
}

const read: FleetState = { kind: 'read', read: { fleet, at } };
const error: ToldError = {
  code: 'prometheus-not-read',
  message: 'No Prometheus.',
  problem: {
    host: address,
    code: 'prometheus-unreachable',
    brief: 'cannot be reached: connect ECONNREFUSED.',
  },
  nextStep: 'Check the address, and that Prometheus is running.',
};

describe('the hosts of a Prometheus', () => {
  it('are grouped by job, the job with the worst host first', () => {
    assert.deepEqual(
      jobsOf(fleet, '').map(({ job, hosts: of }) => [job, of.map(({ instance }) => instance)]),
      [
        ['sockets', ['web7:9810', 'web8:9810', 'web9:9810']],
        ['node', ['db1:9100']],
      ],
    );
  });

  it('are found by each part of what their rows say, in any order and case', () => {
    for (const [search, found] of [
      ['WEB', ['web7:9810', 'web8:9810', 'web9:9810']],
      ['error', ['web7:9810']],
      ['exhaustion web', ['web7:9810']],
      ['10.9.0.1:443', ['web7:9810']],
      ['does not answer', ['web8:9810']],
      ['node host-wide', ['db1:9100']],
      ['web db', []],
    ] as const)
      assert.deepEqual(
        jobsOf(fleet, search).flatMap(({ hosts: of }) => of.map(({ instance }) => instance)),
        found,
        search,
      );
  });

  it('are told with their figures in the order of every host', () => {
    const { description, accessibilityLabel, tooltip } = instanceRow(full);
    assert.equal(description, '28,232 · 100 % · 1 finding · 7 s ago');
    assert.equal(
      accessibilityLabel,
      'web7:9810, sockets, errors, TIME_WAIT 28,232 · ports 100 % · 1 finding · 7 s ago',
    );
    assert.deepEqual(tooltip.split('\n'), [
      'web7:9810 (job sockets)',
      '– error: ephemeral-port-exhaustion × 1',
      '– information: time-wait-table-limit × 1',
      'TIME_WAIT: 28,232',
      'Fullest destination: 10.9.0.1:443, 100 % of the local ports',
      'Inspected 7 s ago by Prometheus’ clock',
    ]);
    assert.equal(
      instanceRow(silent).description,
      'It does not answer: Prometheus has no current figures for it.',
    );
    assert.equal(instanceRow(node).description, '412 · host-wide, not by destination');
    assert.equal(jobRow({ job: 'sockets', hosts }).description, '4 hosts · 1 error · 2 unknown');
  });

  it('cannot turn a row around, command an icon or break a line', () => {
    const hostile = { ...full, instance: 'a\u202eb\n$(bug):9810', job: '[x](command:y)' };
    const row = instanceRow(hostile);
    assert.equal(row.label, 'a\uFFFDb $ (bug):9810');
    assert.doesNotMatch(row.tooltip.split('\n')[0] ?? '', /\u202e/);
    assert.equal(jobRow({ job: hostile.job, hosts: [hostile] }).label, '[x] (command:y)');
  });
});

describe('the row of a Prometheus', () => {
  it('counts its hosts, and what is wrong with them', () => {
    const row = prometheus(read);
    assert.equal(row.label, 'prometheus.example:9090');
    assert.equal(row.description, '4 hosts · 1 error · 2 unknown');
    assert.equal(prometheus(read, at, 'web').description, '4 hosts · 1 error · 2 unknown · search: web');
  });

  it('says how it goes before there is an answer', () => {
    assert.equal(prometheus({ kind: 'none' }).description, 'not asked yet');
    assert.equal(prometheus({ kind: 'asking' }).description, 'being asked');
  });

  it('says why there is none, and marks older figures with their age', () => {
    assert.equal(
      prometheus({ kind: 'failed', error }).description,
      'cannot be reached: connect ECONNREFUSED.',
    );
    const old = prometheus({ kind: 'failed', error, previous: { fleet, at } }, at + 20_000);
    assert.equal(
      old.description,
      'cannot be reached: connect ECONNREFUSED. · 4 hosts · 1 error · 2 unknown · 20 s ago',
    );
    assert.match(old.tooltip, /Check the address, and that Prometheus is running\./);
    assert.match(prometheus(read, at + 600_000).description, / · 10 min ago$/);
  });
});
