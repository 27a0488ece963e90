import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hostId, localHost, nameOf, parseHostId } from '../../../../src/core/model/hostId.ts';

describe('the id of what can be inspected', () => {
  for (const [id, kind, name] of [
    ['ssh:me@web1:2222', 'ssh', 'me@web1:2222'],
    ['netns:4711', 'netns', '4711'],
    ['file:/tmp/a b.json', 'file', '/tmp/a b.json'],
    ['file:C:\\saved.json', 'file', 'C:\\saved.json'],
  ] as const)
    it(`is read and written: ${id}`, () => {
      assert.deepEqual(parseHostId(id), { kind, name });
      assert.equal(hostId(kind, name), id);
    });

  it('is of this machine', () => {
    assert.deepEqual(parseHostId(localHost), { kind: 'local' });
    assert.equal(nameOf(localHost, 'ssh'), undefined);
  });

  it('is nothing else', () => {
    for (const id of ['', 'ssh', 'ssh:', 'local:', 'http://x', 'SSH:x', ':x', 'constructor:x'])
      assert.equal(parseHostId(id), undefined, id);
  });

  it('keeps any name', () => {
    fc.assert(
      fc.property(fc.constantFrom('ssh', 'netns', 'file'), fc.string({ minLength: 1 }), (kind, name) => {
        assert.equal(nameOf(hostId(kind, name), kind), name);
      }),
    );
  });
});
