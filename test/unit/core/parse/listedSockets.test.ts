import assert from 'node:assert/strict';
import fc from 'fast-check';
import { emptyRecord } from '../../../../src/core/model/socketTable.ts';
import { SocketTableBuilder } from '../../../../src/core/model/socketTableBuilder.ts';
import { ListedSockets } from '../../../../src/core/parse/listedSockets.ts';

/** Few different values, so that sockets come again. */
const socket = fc
  .record({
    localAddress: fc.nat(1),
    remoteAddress: fc.nat(1),
    localPort: fc.oneof(fc.nat(3), fc.nat(0xffff)),
    remotePort: fc.nat(2),
    inode: fc.nat(2),
  })
  .map((ends) => ({ ...emptyRecord(), ...ends }));

type Socket = ReturnType<typeof emptyRecord>;

function key({ localAddress, remoteAddress, localPort, remotePort, inode }: Socket): string {
  return [localAddress, remoteAddress, localPort, remotePort, remotePort === 0 ? inode : ''].join(' ');
}

function portsOf(builder: SocketTableBuilder): readonly number[] {
  return [...builder.build().localPort];
}

describe('ListedSockets', () => {
  it('adds each socket once, whatever comes and however many were expected', () => {
    fc.assert(
      fc.property(fc.array(socket, { maxLength: 400 }), fc.nat(500), (sockets, expected) => {
        const builder = new SocketTableBuilder();
        const listed = new ListedSockets(builder, expected);
        for (const one of sockets) listed.add(one);
        const first = sockets.filter(
          (one, at) => sockets.findIndex((other) => key(other) === key(one)) === at,
        );
        assert.deepEqual(
          portsOf(builder),
          first.map(({ localPort }) => localPort),
        );
      }),
    );
  });

  it('knows all of them after it has grown, and none of another list in the same table', () => {
    const builder = new SocketTableBuilder();
    const sockets = Array.from({ length: 5000 }, (_, at) => ({
      ...emptyRecord(),
      localPort: at,
      remotePort: 443,
    }));
    for (let list = 1; list <= 2; list++) {
      const listed = new ListedSockets(builder, 0);
      for (const one of [...sockets, ...sockets]) listed.add(one);
      assert.equal(builder.length, list * sockets.length);
    }
  });

  it('takes any number that a host says for what is expected', () => {
    for (const expected of [3e9, 1e15, Infinity]) {
      const builder = new SocketTableBuilder(undefined, expected);
      new ListedSockets(builder, expected).add({ ...emptyRecord(), localPort: 443 });
      assert.deepEqual(portsOf(builder), [443]);
    }
  });
});
