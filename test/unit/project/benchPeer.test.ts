import assert from 'node:assert/strict';
import { Peer } from '../../bench/peer.ts';
import { here } from '../../support/traffic.ts';

describe('a program that a benchmark compares with', () => {
  it('runs as often as it is told, and nothing that listens to it is left', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error): void => void warnings.push(warning);
    process.on('warning', note);
    await using peer = new Peer(here, 'echo to a file', ['toFile', '0', 'echo', 'x']);
    try {
      for (let run = 0; run < 12; run++) assert.equal((await peer.run()).sockets, 1);
    } finally {
      process.off('warning', note);
    }
    assert.deepEqual(warnings, []);
  });
});
