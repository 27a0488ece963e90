import assert from 'node:assert/strict';
import { levelText } from '../../../../src/core/model/levelText.ts';

describe('the level of TIME_WAIT in words', () => {
  it('has as much as is known', () => {
    assert.equal(levelText({}), '');
    assert.equal(levelText({ timeWait: 12_345 }), 'TIME_WAIT 12,345');
    assert.equal(levelText({ timeWait: 12_345, createdPerSecond: 411.8 }), 'TIME_WAIT 12,345 · +412/s');
    assert.equal(levelText({ timeWait: 0, createdPerSecond: 0, overflowed: 0 }), 'TIME_WAIT 0 · +0/s');
    assert.equal(levelText({ timeWait: 14, hasOrphans: true }), 'TIME_WAIT and orphaned FIN_WAIT2 14');
    assert.equal(levelText({ timeWait: 3, createdPerSecond: 0.5 }), 'TIME_WAIT 3 · +0.5/s');
  });

  it('says when sockets skip TIME_WAIT', () => {
    assert.equal(
      levelText({ timeWait: 262_144, createdPerSecond: 9000, overflowed: 1200 }),
      'TIME_WAIT 262,144 · +9,000/s · 1,200 skipped it, table full',
    );
  });
});
