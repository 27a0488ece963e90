import assert from 'node:assert/strict';
import { SocketIds, socketIdSize } from '../../../../src/core/model/socketIds.ts';
import { closeResult } from '../../../../src/server/closing/closeResult.ts';

/** Names that differ in their cookies. */
function ids(...cookies: readonly number[]): SocketIds {
  const made = new SocketIds();
  for (const cookie of cookies) {
    const id = new Uint8Array(socketIdSize);
    id[40] = cookie;
    made.add(id);
  }
  return made;
}

const ordered = {
  ids: ids(1, 2, 3, 4),
  textOf: (index: number) => ['one', 'two', 'three', 'four'][index] ?? '',
};

describe('closeResult', () => {
  it('counts those that are not there any more, however they went', () => {
    assert.deepEqual(closeResult(ordered, ['closed', 'gone', 'closed', 'EPERM'], ids(9)), {
      kind: 'closed',
      closed: 4,
      goneBefore: 1,
      remaining: [],
    });
  });

  it('tells of those that are still there, by what the kernel said', () => {
    const { closed, remaining } = closeResult(
      ordered,
      ['closed', 'EOPNOTSUPP', 'EOPNOTSUPP', 'EPERM'],
      ids(2, 3, 4, 7),
    );
    assert.equal(closed, 1);
    assert.deepEqual(
      remaining.map(({ count, examples }) => [count, examples]),
      [
        [2, ['two', 'three']],
        [1, ['four']],
      ],
    );
    assert.match(remaining[0]?.reason ?? '', /EOPNOTSUPP/);
    assert.match(remaining[1]?.reason ?? '', /CAP_NET_ADMIN/);
  });

  it('believes the table more than the kernel’s word', () => {
    const { closed, remaining } = closeResult(ordered, ['closed', 'gone', 'EIO', 'closed'], ids(1, 2, 3));
    assert.equal(closed, 1);
    assert.deepEqual(
      remaining.map(({ reason }) => /still exist|EIO/.test(reason)),
      [true, true, true],
    );
  });
});
