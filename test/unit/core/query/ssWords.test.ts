import assert from 'node:assert/strict';
import { ssWords } from '../../../../src/core/query/ssWords.ts';
import { onPorts, socketTable, timeWait, type SocketRow } from '../../../support/sockets.ts';

const toOne = onPorts(40_000, 20, (port) => timeWait(`10.0.0.1:${port}`, '10.0.0.2:443'));
const toOther = onPorts(41_000, 20, (port) => timeWait(`10.0.0.1:${port}`, '10.0.0.3:443'));
const six: SocketRow = { state: 'ESTABLISHED', local: '[::1]:5000', remote: '[::1]:80' };
const table = socketTable([...toOne, ...toOther, six, { state: 'LISTEN', local: '0.0.0.0:443' }]);

function words(from: number, to: number): string | undefined {
  const rows = Array.from({ length: to - from }, (_, index) => from + index);
  return ssWords(table, rows)?.join(' ');
}

describe('ssWords', () => {
  it('names what the rows share, where no other row does', () => {
    assert.equal(words(0, 20), 'state time-wait src 10.0.0.1 dst 10.0.0.2:443');
    assert.equal(words(0, 40), 'state time-wait src 10.0.0.1 dst :443');
    assert.equal(words(40, 41), 'state established src [::1]:5000 dst [::1]:80');
    assert.equal(words(0, 41), 'state established state time-wait');
  });

  it('names a few by their ends, and is silent about what it cannot say exactly', () => {
    assert.equal(
      words(18, 21),
      'state time-wait ( src 10.0.0.1:40018 dst 10.0.0.2:443 ) or ( src 10.0.0.1:40019 dst 10.0.0.2:443 ) or ( src 10.0.0.1:41000 dst 10.0.0.3:443 )',
    );
    assert.equal(words(10, 30), undefined);
    assert.equal(words(0, 0), undefined);
  });

  it('has the states of ss', () => {
    const states = ['FIN_WAIT1', 'FIN_WAIT2', 'CLOSE_WAIT', 'LAST_ACK', 'SYN_RECV', 'CLOSING'] as const;
    const all = socketTable(states.map((state) => ({ state, local: '10.0.0.1:1', remote: '10.0.0.2:2' })));
    assert.equal(
      ssWords(all, [...states.keys()])
        ?.join(' ')
        .replace(/ src .*/, ''),
      'state syn-recv state fin-wait-1 state fin-wait-2 state close-wait state last-ack state closing',
    );
  });
});
