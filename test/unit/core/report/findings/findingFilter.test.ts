import assert from 'node:assert/strict';
import type { Finding, Subject } from '../../../../../src/core/model/finding.ts';
import type { TcpStateName } from '../../../../../src/core/model/tcpState.ts';
import { matchRows } from '../../../../../src/core/query/matchRows.ts';
import { parseSocketFilter } from '../../../../../src/core/query/socketFilter.ts';
import { findingFilter } from '../../../../../src/core/report/findings/findingFilter.ts';
import { smallRows } from '../../../../support/smallHost.ts';
import { socketTable } from '../../../../support/sockets.ts';

function filterOf(subject: Subject, states?: readonly TcpStateName[]): string | undefined {
  return findingFilter({ subject, ...(states && { states }) } as Finding);
}

/** How many sockets of the small host the filter lets through. */
function matching(text: string | undefined): number {
  const { filter, problems } = parseSocketFilter(text ?? '');
  assert.deepEqual(problems, []);
  const owners = new Map([[5, [{ pid: 4242, name: 'nginx' }]]]);
  const rows = matchRows(socketTable(smallRows), filter, { timeWaitLengthMs: 60_000, owners });
  return rows.reduce((sum, row) => sum + row, 0);
}

describe('findingFilter', () => {
  it('shows the connections to a destination', () => {
    const text = filterOf({
      kind: 'destination',
      localAddress: '10.0.0.1',
      remoteAddress: '10.0.0.9',
      remotePort: 5432,
    });
    assert.equal(text, 'local:10.0.0.1 peer:10.0.0.9 pport:5432');
    assert.equal(matching(text), 9);
  });

  it('shows a listener on every address with its connections, or on one address', () => {
    const all = filterOf({ kind: 'listener', address: '::', port: 80 });
    assert.equal(all, 'lport:80');
    assert.equal(matching(all), 5);
    const one = filterOf({ kind: 'listener', address: '127.0.0.1', port: 6379 });
    assert.equal(matching(one), 1);
    assert.equal(filterOf({ kind: 'listener', address: 'fe80::1', port: 80 }), 'local:fe80::1 lport:80');
  });

  it('names processes by number, and the states that matter', () => {
    const text = filterOf({ kind: 'process', name: 'my app', pids: [4242, 7] }, ['CLOSE_WAIT', 'LISTEN']);
    assert.equal(text, 'state:close-wait state:listen process:4242 process:7');
    assert.equal(matching(text), 1);
  });

  it('shows states alone where the subject names no sockets', () => {
    assert.equal(matching(filterOf({ kind: 'host' }, ['TIME_WAIT'])), 12);
    assert.equal(matching(filterOf({ kind: 'parameter', key: 'x' }, ['FIN_WAIT2'])), 1);
  });

  it('has nothing to show where there are no certain sockets', () => {
    assert.equal(filterOf({ kind: 'host' }), undefined);
    assert.equal(filterOf({ kind: 'parameter', key: 'net.ipv4.tcp_tw_reuse' }), undefined);
  });
});
