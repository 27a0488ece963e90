import assert from 'node:assert/strict';
import { exhaustionShares, type FleetHost } from '../../../../src/core/protocol/viewModels.ts';
import { bandOf, barClass } from '../../../../src/webview/fleet/heat.ts';

const { warning, error } = exhaustionShares;
const host: FleetHost = {
  job: 'sockets',
  instance: 'web1:9810',
  source: 'exporter',
  severity: 'error',
  fullestShare: 1,
  findings: [],
};

describe('the colours of a fleet', () => {
  it('change where the share of a destination becomes a warning and an error', () => {
    assert.deepEqual(bandOf(error), { className: 'heat-4', text: '95 % and more' });
    assert.deepEqual(bandOf(error - 0.001), { className: 'heat-3', text: '80 % to 95 %' });
    assert.deepEqual(bandOf(warning), { className: 'heat-3', text: '80 % to 95 %' });
    assert.deepEqual(bandOf(warning - 0.001), { className: 'heat-2', text: '50 % to 80 %' });
  });

  it('emphasize a full destination in the table as its host is judged', () => {
    assert.equal(barClass(host), 'heat-4');
    assert.equal(barClass({ ...host, severity: 'warning' }), 'heat-3');
    // All of its ports are in use, but can be reused.
    assert.equal(barClass({ ...host, severity: 'information' }), 'in-use');
    // Something else is wrong there.
    assert.equal(barClass({ ...host, fullestShare: 0.1 }), 'in-use');
  });
});
