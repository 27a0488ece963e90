import assert from 'node:assert/strict';
import type { FleetHost } from '../../../../src/core/protocol/viewModels.ts';
import { noneFound } from '../../../../src/webview/fleet/noneFound.ts';

const healthy: FleetHost = {
  job: 'sockets',
  instance: 'web1:9810',
  source: 'exporter',
  severity: 'healthy',
  findings: [],
  secondsOld: 7,
};
const partial: FleetHost = { ...healthy, instance: 'web2:9810', severity: 'unknown' };
const silent: FleetHost = {
  job: 'sockets',
  instance: 'web3:9810',
  source: 'exporter',
  severity: 'unknown',
  findings: [],
};
const node: FleetHost = { ...silent, job: 'node', instance: 'db1:9100', source: 'node', timeWait: 4 };

describe('that nothing was found among the hosts of a Prometheus', () => {
  it('is said only if an exporter could tell, with the number of unknown hosts', () => {
    for (const [hosts, said] of [
      [[healthy], 'None.'],
      [[healthy, silent, node], 'None. 2 hosts are unknown.'],
      [[silent], 'Not known: no exporter answered. 1 host is unknown.'],
      [[node], 'Not known: no exporter answered. 1 host is unknown.'],
      [
        [partial, silent],
        'Not known: no exporter has a current and complete inspection. 2 hosts are unknown.',
      ],
    ] as const)
      assert.equal(noneFound('None.', hosts), said);
  });
});
