import assert from 'node:assert/strict';
import { ownKernelView, sockstat, ssCounts } from '../support/kernelCounts.ts';
import { here, Traffic } from '../support/traffic.ts';
import { desktopReason } from './support/desktopReason.ts';
import { skipWhere } from '../support/skipWhere.ts';

describe('the extension host of the tests', () => {
  it('sees the sockets that a test makes, and can count them', async function () {
    skipWhere(this, desktopReason());
    await using traffic = Traffic.start(here);
    const before = await sockstat(ownKernelView, 'TCP', 'tw');
    const { port } = await traffic.clientTimeWait({ count: 250, address: '127.0.9.1' });
    assert.deepEqual(await ssCounts(ownKernelView, ['dst', `127.0.9.1:${String(port)}`]), {
      'TIME-WAIT': 250,
    });
    assert.ok((await sockstat(ownKernelView, 'TCP', 'tw')) >= before + 250);
  });
});
