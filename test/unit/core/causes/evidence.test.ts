import assert from 'node:assert/strict';
import { evidenceOf } from '../../../../src/core/causes/live/evidence.ts';
import { evidenceText } from '../../../../src/core/causes/live/evidenceText.ts';
import { evidence } from '../../../support/evidence.ts';
import type { SocketRow } from '../../../support/sockets.ts';

const lines = 'net.ipv4.ip_local_port_range = 32768 33167\n';

function seen(rows: readonly SocketRow[]) {
  const { sockets } = evidence({ rows, lines });
  assert.ok(sockets);
  return evidenceOf(sockets.table, sockets.aggregation);
}

/** Connections from one port after another, `step` apart. */
function to(
  remote: string,
  from: number,
  count: number,
  step = 2,
  state = 'ESTABLISHED',
): readonly SocketRow[] {
  return Array.from({ length: count }, (_, at) => ({
    state: state as SocketRow['state'],
    local: `10.0.0.1:${String(from + at * step)}`,
    remote,
    inode: 1000 + from + at,
  }));
}

describe('what the sockets show of bind() before connect()', () => {
  it('is what the rule counts: ports of the half that connect() leaves alone', () => {
    const [one, ...more] = seen(to('10.0.0.5:8080', 32_769, 50));
    assert.ok(one !== undefined && more.length === 0);
    assert.ok(one.symptoms.includes('bind-first'));
    assert.deepEqual(one.ports?.bound, 50);
    assert.match(
      evidenceText(one),
      /are in use, 50 of them taken by bind\(\) before connect\(\): 50 established\.$/,
    );
  });

  it('is seen, too, where bind() has used up that half and goes on in the other', () => {
    const rows = [...to('10.0.0.5:8080', 32_769, 200), ...to('10.0.0.5:8080', 32_768, 150)];
    assert.deepEqual(
      seen(rows).map(({ symptoms, ports }) => [symptoms.includes('bind-first'), ports?.bound]),
      [[true, 350]],
    );
  });

  it('is not seen where two destinations share the ports, nor where connect() chose them', () => {
    const shared = ['10.0.0.5:8080', '10.0.0.6:8080'].flatMap((remote) => [
      ...to(remote, 32_768, 200),
      ...to(remote, 32_769, 100),
    ]);
    const own = to('10.0.0.5:8080', 32_768, 50);
    for (const rows of [shared, own])
      for (const { symptoms, ports } of seen(rows)) {
        assert.ok(!symptoms.includes('bind-first'));
        assert.equal(ports?.bound, undefined);
      }
  });
});

describe('where a destination listens', () => {
  const connections = to('10.0.0.5:6379', 32_768, 30);
  const accepted = {
    state: 'ESTABLISHED',
    local: '10.0.0.5:6379',
    remote: '10.0.0.1:32768',
    inode: 9,
  } as const;
  const listening = (local: string): SocketRow => ({
    state: 'LISTEN',
    local,
    remote: '0.0.0.0:0',
    inode: 55,
  });

  it('is the socket at its address, or at any if the address is of this host', () => {
    for (const rows of [
      [...connections, listening('10.0.0.5:6379')],
      [...connections, accepted, listening('0.0.0.0:6379')],
      [...to('127.0.0.2:6379', 32_768, 30), listening('0.0.0.0:6379')],
    ])
      assert.deepEqual(seen(rows)[0]?.listening, [55]);
  });

  it('is unknown where it is another host, or another port', () => {
    for (const rows of [
      [...connections, listening('0.0.0.0:6379')],
      [...connections, accepted, listening('0.0.0.0:6380')],
      [...connections, listening('10.0.0.6:6379')],
    ])
      assert.equal(seen(rows)[0]?.listening, undefined);
  });
});
