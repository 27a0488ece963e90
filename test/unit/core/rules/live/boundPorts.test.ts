import assert from 'node:assert/strict';
import { bindBeforeConnect } from '../../../../../src/core/rules/live/bindBeforeConnect.ts';
import { ownPortRange } from '../../../../../src/core/rules/live/ownPortRange.ts';
import type { Rule } from '../../../../../src/core/rules/rule.ts';
import { evidence } from '../../../../support/evidence.ts';
import { connected, onPorts, type SocketRow } from '../../../../support/sockets.ts';

const lines = 'ip_local_port_range = 40000 40199';
const open = (port: number, remotePort = 443): SocketRow => ({
  state: 'ESTABLISHED',
  local: `10.0.0.1:${String(port)}`,
  remote: `10.0.0.9:${String(remotePort)}`,
  inode: port,
});
const owners = new Map(
  Array.from({ length: 200 }, (_, at) => [40_000 + at, [{ pid: 7, name: 'pool' }]] as const),
);

function judge(rule: Rule, rows: readonly SocketRow[]) {
  return rule.evaluate(evidence({ rows, lines, owners }));
}

describe('bind-before-connect', () => {
  it('says nothing of ports that connect() took, up to the last one', () => {
    for (const count of [50, 100, 150, 200])
      assert.deepEqual(
        judge(
          bindBeforeConnect,
          connected(40_000, 200, count, (port) => open(port)),
        ),
        [],
      );
  });

  it('recognises bind() by the other parity, whatever the destinations', () => {
    const bound = (count: number) => onPorts(0, count, (at) => open(40_001 + at * 2, 8000 + (at % 10)));
    assert.deepEqual(judge(bindBeforeConnect, bound(19)), []);
    const [some] = judge(bindBeforeConnect, bound(60));
    assert.match(
      some?.title ?? '',
      /^pool \(process 7\) holds 60 local ports of 200 with bind\(\) before connect\(\)/,
    );
  });

  it('is an error where no port is left, and sees sockets that are bound and idle', () => {
    const idle = onPorts(40_000, 200, (port): SocketRow => {
      return { state: 'CLOSE', local: `10.0.0.1:${String(port)}`, inode: port };
    });
    const [found] = judge(bindBeforeConnect, idle);
    assert.equal(found?.severity, 'error');
    assert.match(
      found.title,
      /holds 200 local ports of 200 with bind\(\) and does not connect: no port is left/,
    );
  });
});

describe('bind-before-connect beside a destination that uses up the rest', () => {
  it('is an error only if it holds a good part of the ports', () => {
    const severity = (idle: number) => {
      const held = onPorts(40_000, idle, (port): SocketRow => {
        return { state: 'CLOSE', local: `10.0.0.1:${String(port)}`, inode: port };
      });
      const rest = onPorts(40_000 + idle, 200 - idle, (port) => open(port));
      return judge(bindBeforeConnect, [...held, ...rest])[0]?.severity;
    };
    assert.deepEqual([severity(30), severity(60)], ['warning', 'error']);
  });
});

describe('own-port-range', () => {
  it('recognises an interval without a gap, of both parities, and nothing else', () => {
    assert.deepEqual(
      judge(
        ownPortRange,
        onPorts(40_010, 7, (port) => open(port)),
      ),
      [],
    );
    assert.deepEqual(
      judge(
        ownPortRange,
        connected(40_000, 200, 20, (port) => open(port)),
      ),
      [],
    );
    const [found] = judge(
      ownPortRange,
      onPorts(40_010, 20, (port) => open(port)),
    );
    assert.equal(found?.severity, 'information');
    assert.match(found.title, /^pool \(process 7\) uses 20 of the 20 ports 40010–40029 to 10\.0\.0\.9:443/);
  });
});
