import assert from 'node:assert/strict';
import type { CloseAnswer, ClosingOrder, SocketCloser } from '../../../../src/core/collect/socketCloser.ts';
import { ssCollector } from '../../../../src/core/collect/ssCollector.ts';
import { failure, ok, type Failure } from '../../../../src/core/model/outcome.ts';
import { SocketIds, socketIdSize } from '../../../../src/core/model/socketIds.ts';
import type { PreviewCloseResult } from '../../../../src/core/protocol/closeSockets.ts';
import { SocketClosing } from '../../../../src/server/closing/socketClosing.ts';
import { refused } from '../../../../src/server/refused.ts';
import { FakeHost, linux, never } from '../../../support/fakeHost.ts';
import { fixture } from '../../../support/parsing.ts';
import { onPorts, socketTable, timeWait, type SocketRow } from '../../../support/sockets.ts';

const rows: readonly SocketRow[] = [
  ...onPorts(40_000, 6, (port) => timeWait(`10.0.0.1:${port}`, '10.0.0.2:443')),
  { state: 'ESTABLISHED', local: '10.0.0.1:80', remote: '10.0.0.3:5000' },
  { state: 'LISTEN', local: '10.0.0.1:80' },
];

/** A kernel of which one can say what it answers: a real one cannot be without support for one test. */
class FakeCloser implements SocketCloser {
  readonly orders: ClosingOrder[] = [];
  why: Failure | undefined;
  answers: readonly CloseAnswer[] = [];
  /** Rows that are there when they are read; the position of each is its cookie. */
  present: readonly number[] = rows.map((_, index) => index);

  refusal(): Promise<Failure | undefined> {
    return Promise.resolve(this.why);
  }

  collect() {
    const ids = new SocketIds();
    for (const index of this.present) {
      const id = new Uint8Array(socketIdSize);
      id[47] = index + 1;
      ids.add(id);
    }
    const table = socketTable(this.present.flatMap((index) => rows[index] ?? []));
    return Promise.resolve(ok({ table, ids }));
  }

  close(order: ClosingOrder) {
    this.orders.push(order);
    return Promise.resolve(ok(this.answers));
  }
}

function setUp() {
  const closer = new FakeCloser();
  const host = new FakeHost();
  let time = 0;
  const closing = new SocketClosing({
    places: new Map([
      ['local', { host, collectors: [], closer }],
      [
        'ssh:web1',
        { host: new FakeHost({ answers: { ss: fixture('ss.txt') } }), collectors: [ssCollector()] },
      ],
    ]),
    changes: { refusal: () => undefined },
    now: () => time,
  });
  const wait = (ms: number): void => {
    time += ms;
  };
  return { closer, closing, wait };
}

function code(result: PreviewCloseResult | { readonly kind: string }): string {
  return 'problem' in result ? result.problem.code : result.kind;
}

describe('SocketClosing', () => {
  it('names what would be closed, listening sockets aside', async () => {
    const { closing } = setUp();
    const preview = await closing.preview({ host: 'local' }, never);
    assert.ok(preview.kind === 'preview');
    assert.deepEqual(
      preview.states.map(({ state, count }) => [state, count]),
      [
        ['TIME_WAIT', 6],
        ['ESTABLISHED', 1],
      ],
    );
    assert.deepEqual([preview.count, preview.listening, preview.examples.length], [7, 1, 5]);
    assert.equal(preview.examples[0], '10.0.0.1:40000 ↔ 10.0.0.2:443');
  });

  it('orders exactly those, by their names', async () => {
    const { closer, closing } = setUp();
    const preview = await closing.preview({ host: 'local', filter: 'lport:40002-40003' }, never);
    assert.ok(preview.kind === 'preview');
    closer.answers = ['closed', 'EOPNOTSUPP'];
    closer.present = [0, 1, 3, 4, 5, 6, 7];
    const closed = await closing.close(preview, never);
    const [{ ids, families } = { ids: new SocketIds(), families: [] }] = closer.orders;
    assert.deepEqual([ids.length, families, Number(ids.cookie(0)), Number(ids.cookie(1))], [2, [4, 4], 3, 4]);
    assert.ok(closed.kind === 'closed');
    assert.equal(closed.closed, 1);
    assert.deepEqual(
      closed.remaining.map(({ count, examples }) => [count, examples]),
      [[1, ['10.0.0.1:40003 ↔ 10.0.0.2:443']]],
    );
    assert.match(closed.remaining[0]?.reason ?? '', /from mid 2022 or later/);
  });

  it('refuses where the kernel cannot, with the command, and orders nothing', async () => {
    const { closer, closing } = setUp();
    closer.why = failure('unavailable', 'close-unsupported', 'No CONFIG_INET_DIAG_DESTROY.', 'Wait.');
    const preview = await closing.preview({ host: 'local', filter: 'state:time-wait' }, never);
    assert.equal(code(preview), 'close-unsupported');
    assert.match(
      'command' in preview ? (preview.command ?? '') : '',
      /ss -K -n -t state time-wait src 10\.0\.0\.1 dst/,
    );
    assert.deepEqual(closer.orders, []);
  });

  it('has only the command for a host that it cannot close sockets of', async () => {
    const { closing } = setUp();
    const preview = await closing.preview({ host: 'ssh:web1', filter: 'state:time-wait' }, never);
    assert.equal(code(preview), 'close-not-here');
    const sudo = linux.effectiveUser === 0 ? '' : 'sudo ';
    assert.match(
      'command' in preview ? (preview.command ?? '') : '',
      new RegExp(`^ssh -t -- web1 '${sudo}ss -K -n -t state time-wait`),
    );
  });

  it('forgets a preview after some minutes, after its use, and for a newer one', async () => {
    const { closer, closing, wait } = setUp();
    const token = async (): Promise<string> => {
      const preview = await closing.preview({ host: 'local' }, never);
      return preview.kind === 'preview' ? preview.token : '';
    };
    const old = await token();
    wait(6 * 60_000);
    assert.equal(code(await closing.close({ token: old }, never)), 'close-expired');
    const first = await token();
    const second = await token();
    assert.equal(code(await closing.close({ token: first }, never)), 'close-expired');
    assert.equal(code(await closing.close({ token: second }, never)), 'close-expired');
    assert.deepEqual(closer.orders, []);
  });

  for (const filter of ['lport:99999x', 'peer:10.0.0.0/33', 'state:time-wait colour:red'])
    it(`refuses a filter that cannot be read, which would let more through: ${filter}`, async () => {
      const { closing } = setUp();
      const preview = await closing.preview({ host: 'local', filter }, never);
      assert.ok(preview.kind === 'refused');
      assert.equal(preview.problem.code, 'close-filter-unreadable');
      assert.match(preview.problem.message, /99999x|10\.0\.0\.0\/33|colour/);
      assert.equal(preview.command, undefined);
    });

  it('states the filter in words', async () => {
    const { closing } = setUp();
    const preview = await closing.preview(
      { host: 'local', filter: 'state:time-wait lport:40002-40003' },
      never,
    );
    assert.ok(preview.kind === 'preview');
    assert.equal(preview.filter, 'state TIME_WAIT, and local port 40002 to 40003');
  });

  it('asks whether it may each time', async () => {
    const { closer } = setUp();
    let isAllowed = true;
    const off = refused({ code: 'host-changes-off', message: 'Off.', nextStep: 'Turn it on.' });
    const closing = new SocketClosing({
      places: new Map([['local', { host: new FakeHost(), collectors: [], closer }]]),
      changes: { refusal: () => (isAllowed ? undefined : off) },
      now: () => 0,
    });
    const preview = await closing.preview({ host: 'local' }, never);
    isAllowed = false;
    assert.ok(preview.kind === 'preview');
    assert.equal(code(await closing.close(preview, never)), 'host-changes-off');
    assert.equal(code(await closing.preview({ host: 'local' }, never)), 'host-changes-off');
    assert.deepEqual(closer.orders, []);
  });
});
