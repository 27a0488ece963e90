import assert from 'node:assert/strict';
import fc from 'fast-check';
import { inspect, inspectSaved } from '../../../../../src/core/inspect/inspect.ts';
import {
  failure,
  mapValue,
  ok,
  problemsOf,
  valueOf,
  withProblems,
} from '../../../../../src/core/model/outcome.ts';
import { decodeSnapshot } from '../../../../../src/core/model/snapshotFile/decodeSnapshot.ts';
import { encodeSnapshot } from '../../../../../src/core/model/snapshotFile/encodeSnapshot.ts';
import { collectorIds, type Snapshot } from '../../../../../src/core/model/snapshot.ts';
import type { SavedSnapshot } from '../../../../../src/core/model/snapshotFile/savedSnapshot.ts';
import { procCollector } from '../../../../../src/core/collect/procCollector.ts';
import { ssCollector } from '../../../../../src/core/collect/ssCollector.ts';
import { TreeMaker } from '../../../../../src/core/tree/treeMaker.ts';
import { usualShape } from '../../../../../src/core/model/treeShape.ts';
import { arbitrarySockets } from '../../../../support/arbitraries.ts';
import { FakeHost, linux, never } from '../../../../support/fakeHost.ts';
import { fixture } from '../../../../support/parsing.ts';
import { rowsOf, socketTable } from '../../../../support/sockets.ts';

const answers = {
  ss: fixture('ss.txt'),
  '/proc/net/sockstat': 'TCP: inuse 6 orphan 0 tw 4 alloc 17 mem 2\n',
  '/proc/net/netstat': 'TcpExt: TCPTimeWaitOverflow\nTcpExt: 3\n',
  '/proc/net/snmp': 'Tcp: ActiveOpens\nTcp: 5\n',
  '/proc/sys/net/ipv4/ip_local_port_range': '32768 60999\n',
};

const request = {
  collectors: [ssCollector(), procCollector],
  choice: 'auto',
  cancellation: never,
  now: () => 1_700_000_000_123,
  onProgress: () => undefined,
} as const;

/** The words themselves are not saved: only that there were some. */
const entered = { wayIn: ['nsenter', '--net=/run/netns/web', '--'] };

const saved: SavedSnapshot = {
  requested: 'ss',
  owners: ok(new Map([[7, [{ pid: 1, name: 'a"\n\u0000' }]]])),
  snapshot: {
    takenAt: 1_700_000_000_123,
    elapsedMs: 12.5,
    hostLabel: 'web1',
    facts: ok({ ...linux, effectiveUser: undefined, networkNamespace: undefined }),
    collector: undefined,
    attempts: [{ collector: 'sock_diag', reason: 'none' }],
    sockets: failure('denied', 'denied', 'No.', 'Ask.'),
    counters: ok({
      current: new Map([['TcpExt.TW', 2 ** 40]]),
      previous: { counters: new Map([['__proto__', 1]]), secondsEarlier: 2.5 },
    }),
    parameters: withProblems(
      new Map([['net.ipv4.tcp_mem', { value: '1\t2\t3', origin: { kind: 'running' } }]]),
      [{ code: 'denied', message: 'm', nextStep: 'n', subject: 'net.ipv4.x' }],
    ),
    configuration: ok({
      values: new Map([['net.ipv4.tcp_tw_reuse', { value: '1', path: '/etc/sysctl.d/9.conf', line: 3 }]]),
      tool: 'procps',
      appliesHere: false,
      canBeOpened: false,
    }),
  },
};

/** The message for a file with one thing changed. */
/** Objects whose keys no other has. */
function manyKeys(objects: number, keys: number): string {
  const object = (at: number): string =>
    `{${Array.from({ length: keys }, (_, key) => `"${(at * keys + key).toString(36)}":0`).join()}}`;
  return `[${Array.from({ length: objects }, (_, at) => object(at)).join()}]`;
}

/** Objects with the same keys, each in an order of its own. */
function manyOrders(objects: number, keys: number): string {
  const names = Array.from({ length: keys }, (_, at) => `"k${String(at)}":0`);
  const object = (at: number): string => {
    const order = [...names];
    let rest = at;
    for (let left = keys; left > 1; left--) {
      order.push(...order.splice(rest % left, 1));
      rest = Math.floor(rest / left);
    }
    return `{${order.join()}}`;
  };
  return `[${Array.from({ length: objects }, (_, at) => object(at)).join()}]`;
}

function refusal(change: (json: Record<string, never>) => void): string {
  const json = JSON.parse(encodeSnapshot(withTable())) as Record<string, never>;
  change(json);
  const [problem] = problemsOf(decodeSnapshot(JSON.stringify(json)));
  return `${problem?.code ?? 'accepted'}: ${problem?.message ?? ''}`;
}

function withTable(): SavedSnapshot {
  const table = socketTable([{ state: 'TIME_WAIT', local: '127.0.0.1:1', remote: '127.0.0.2:2' }]);
  return { ...saved, snapshot: { ...saved.snapshot, sockets: ok(table) } };
}

describe('a snapshot as a file', () => {
  it('tells that the sockets were in a namespace, and not how to get there', () => {
    const text = encodeSnapshot({ ...saved, snapshot: { ...saved.snapshot, ...entered } });
    assert.doesNotMatch(text, /nsenter/);
    assert.deepEqual(valueOf(decodeSnapshot(text))?.snapshot.wayIn, []);
    assert.equal(valueOf(decodeSnapshot(encodeSnapshot(saved)))?.snapshot.wayIn, undefined);
  });

  it('comes back as it was', () => {
    const read = valueOf(decodeSnapshot(encodeSnapshot(saved)));
    assert.ok(read?.owners);
    // A map with a secret compares as nothing.
    assert.deepEqual({ ...read, owners: mapValue(read.owners, (owners) => new Map(owners)) }, saved);
  });

  it('keeps why the ports of a NAT were not read, and reads files that have only the ports', () => {
    const back = (nat: NonNullable<Snapshot['nat']>) =>
      valueOf(decodeSnapshot(encodeSnapshot({ ...saved, snapshot: { ...saved.snapshot, nat } })))?.snapshot
        .nat;
    const ports = [
      {
        protocol: 'tcp',
        translatedAddress: '203.0.113.5',
        remoteAddress: '198.51.100.7',
        remotePort: 443,
        used: 5,
        low: 1024,
        high: 2000,
      },
    ] as const;
    const refused = failure('denied', 'denied', 'No.', 'Ask.');
    assert.deepEqual(back(ok(ports)), ok(ports));
    assert.deepEqual(back(refused), refused);
    const early = { ...JSON.parse(encodeSnapshot(saved)), nat: ports } as unknown;
    assert.deepEqual(valueOf(decodeSnapshot(JSON.stringify(early)))?.snapshot.nat, ok(ports));
  });

  it('keeps every socket', () => {
    fc.assert(
      fc.property(arbitrarySockets, (rows) => {
        const snapshot = { ...saved.snapshot, sockets: ok(socketTable(rows)) };
        const back = valueOf(decodeSnapshot(encodeSnapshot({ ...saved, snapshot })));
        const table = back && valueOf(back.snapshot.sockets);
        assert.ok(table);
        assert.deepEqual(rowsOf(table), rowsOf(socketTable(rows)));
      }),
    );
  });

  it('gives the same report and the same tree when it is opened, and says where it comes from', async () => {
    const original = await inspect({ ...request, host: new FakeHost({ answers }) });
    const read = valueOf(decodeSnapshot(encodeSnapshot(original)));
    assert.ok(read);
    const opened = inspectSaved(read, '/tmp/web1.json');
    assert.deepEqual(opened.report, { ...original.report, openedFrom: '/tmp/web1.json' });
    const tree = ({ snapshot, aggregation }: typeof opened): unknown => {
      const table = valueOf(snapshot.sockets);
      return table && aggregation && new TreeMaker(table, aggregation).make(usualShape).select('', 0, 100);
    };
    assert.deepEqual(tree(opened), tree(original));
  });

  it('of a newer version is refused by name', () => {
    const text = encodeSnapshot(saved).replace('"version":2', '"version":3');
    const outcome = decodeSnapshot(text);
    assert.equal(problemsOf(outcome)[0]?.code, 'snapshot-newer');
    assert.match(problemsOf(outcome)[0]?.message ?? '', /version 3, but only versions up to 2/);
  });

  it('that is none, or was tampered with, is refused with the place', () => {
    for (const text of ['', '{', 'null', '[]', '7', '{"schema":"socket-diagnostics/report","version":1}'])
      assert.equal(problemsOf(decodeSnapshot(text))[0]?.code, 'snapshot-invalid', text);
    const cases: readonly (readonly [(json: never) => void, RegExp])[] = [
      [
        (json: { sockets: { value: { length: number } } }) => (json.sockets.value.length = 2),
        /sockets\.value\.columns\.\w+ is not a list of 2 numbers/,
      ],
      [
        (json: { sockets: { value: { length: number } } }) => (json.sockets.value.length = 1e99),
        /sockets\.value\.length/,
      ],
      [
        (json: { sockets: { value: { columns: { state: number[] } } } }) =>
          (json.sockets.value.columns.state[0] = 12),
        /columns\.state is not right in row 0/,
      ],
      [
        (json: { sockets: { value: { columns: { localAddress: number[] } } } }) =>
          (json.sockets.value.columns.localAddress[0] = 9),
        /columns\.localAddress is not right/,
      ],
      [
        (json: { sockets: { value: { addresses: string[] } } }) =>
          (json.sockets.value.addresses[0] = '1.2.3.4'),
        /addresses\[0\] is not an address/,
      ],
      [(json: { sockets: { kind: string } }) => (json.sockets.kind = 'fine'), /sockets\.kind is not one of/],
      [
        (json: { facts: { value: { byteOrder: string } } }) => (json.facts.value.byteOrder = 'middle'),
        /byteOrder/,
      ],
      [(json: { takenAt: string }) => (json.takenAt = 'yesterday'), /takenAt is not a time/],
      [(json: { hostLabel: unknown }) => (json.hostLabel = { toString: 1 }), /hostLabel is not a string/],
      [
        (json: { collector: string }) => (json.collector = 'auto'),
        new RegExp(`collector is not one of ${collectorIds.join(', ')}`),
      ],
    ] as never;
    for (const [change, message] of cases) {
      const text = refusal(change as never);
      assert.match(text, /^snapshot-invalid: /);
      assert.match(text, message);
    }
  });

  it('never throws, whatever the file holds', () => {
    const json = encodeSnapshot(withTable());
    fc.assert(
      fc.property(fc.nat(json.length), fc.nat(20), fc.string({ maxLength: 5 }), (at, cut, put) => {
        decodeSnapshot(json.slice(0, at) + put + json.slice(at + cut));
      }),
    );
    fc.assert(fc.property(fc.jsonValue(), (value) => void decodeSnapshot(JSON.stringify(value))));
  });

  it('is refused before it is parsed when it would cost more than any snapshot', function () {
    this.timeout(30_000); // The texts are hundreds of megabytes.
    for (const bomb of [
      `[${'{},'.repeat(3_000_000)}{}]`,
      '['.repeat(20_000_000),
      `[${'1,'.repeat(51_000_000)}1]`,
      `{"a":${'{"a":'.repeat(1000)}`,
      manyKeys(8000, 100),
      manyKeys(32_000, 25),
      manyOrders(100_000, 10),
    ]) {
      const outcome = decodeSnapshot(bomb);
      assert.ok(outcome.kind === 'failed' && outcome.problem.message.includes('more than any snapshot'));
    }
  });

  it('is refused with more parameters or counters than any host has', () => {
    const many = (count: number, value: unknown): object =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`net.made_up_${String(at)}`, value]));
    interface Entries {
      parameters: object;
      counters: object;
    }
    const withEntries = (count: number): ((json: Entries) => void)[] => [
      (json) => (json.parameters = { kind: 'ok', value: many(count, '1') }),
      (json) => (json.counters = { kind: 'ok', value: { current: many(count, 1) } }),
    ];
    for (const change of withEntries(10_000)) assert.match(refusal(change as never), /^accepted/);
    for (const change of withEntries(10_001))
      assert.match(refusal(change as never), /it contains more than any snapshot/);
  });

  it('counts brackets and commas in strings for nothing', () => {
    const outcome = decodeSnapshot(JSON.stringify({ text: `${'[{'.repeat(100)}\\"[${'['.repeat(100)}` }));
    assert.ok(outcome.kind === 'failed' && !outcome.problem.message.includes('more than any snapshot'));
  });
});
