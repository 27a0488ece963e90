import assert from 'node:assert/strict';
import type { StateChange, TracedProcess } from '../../../../src/core/model/stateChange.ts';
import { TcpState, type TcpStateName } from '../../../../src/core/model/tcpState.ts';
import { ExactLog } from '../../../../src/core/watch/exactLog.ts';

const mapped = (last: number): readonly number[] => [0, 0, 0xffff, 0x7f000000 + last];

function thread(number: number, name: string, isWatched: boolean | 'gone' = true): TracedProcess {
  return {
    thread: number,
    pid: number,
    name,
    probably: isWatched === 'gone',
    isWatched: isWatched === 'gone' ? undefined : isWatched,
  };
}
const client = thread(7, 'crawler');
const server = thread(8, 'nginx');

/** Changes of one socket, each a microsecond after the one before. */
function socket(
  log: ExactLog,
  number: number,
  ends: Partial<StateChange>,
  ...changes: readonly (readonly [TcpStateName, TcpStateName, TracedProcess?])[]
): void {
  for (const [at, [from, to, by]] of changes.entries())
    log.changed({
      atUs: at,
      socket: number,
      from: TcpState[from],
      to: TcpState[to],
      local: mapped(1),
      localPort: 40_000,
      remote: mapped(2),
      remotePort: 80,
      ...ends,
      ...(by && { by }),
    });
}

const accepted: Partial<StateChange> = {
  local: mapped(2),
  localPort: 80,
  remote: mapped(1),
  remotePort: 40_000,
};

function told(log: ExactLog) {
  return log
    .result(0)
    .counts.map(({ act, name, pid, side, address, port, count }) =>
      [act, name, pid, side, address, port, count].join(' '),
    );
}

describe('the log of exact mode', () => {
  it('names who connected, and who closed first on either side', () => {
    const log = new ExactLog(() => false);
    socket(
      log,
      1,
      {},
      ['CLOSE', 'SYN_SENT', client],
      ['SYN_SENT', 'ESTABLISHED'],
      ['ESTABLISHED', 'CLOSE_WAIT'],
      ['CLOSE_WAIT', 'LAST_ACK', client],
      ['LAST_ACK', 'CLOSE'],
    );
    socket(
      log,
      2,
      accepted,
      ['LISTEN', 'SYN_RECV'],
      ['SYN_RECV', 'ESTABLISHED'],
      ['ESTABLISHED', 'FIN_WAIT1', server],
      ['FIN_WAIT1', 'FIN_WAIT2'],
      ['FIN_WAIT2', 'CLOSE'],
    );
    assert.deepEqual(told(log), [
      'connected crawler 7 destination 127.0.0.2 80 1',
      'closedFirst nginx 8 listener 127.0.0.2 80 1',
    ]);
    const [of, at] = log.result(0).replays;
    assert.deepEqual(
      of?.steps.map(({ to, by }) => [to, by?.name]),
      [
        ['SYN_SENT', 'crawler'],
        ['ESTABLISHED', undefined],
        ['CLOSE_WAIT', undefined],
        ['LAST_ACK', 'crawler'],
        ['CLOSE', undefined],
      ],
    );
    assert.deepEqual([at?.side, at?.localPort, at?.steps.at(-1)?.afterUs], ['listener', 80, 4]);
  });

  it('keeps only so much for a connection that nothing vouches for yet', () => {
    const log = new ExactLog(() => false);
    const fail = (number: number): void => {
      const gone = thread(number, 'gone', 'gone');
      socket(log, number, { localPort: 0 }, ['CLOSE', 'SYN_SENT', gone], ['SYN_SENT', 'CLOSE', gone]);
    };
    for (let round = 0; round < 3; round++) fail(1);
    for (let number = 2; number <= 1000; number++) fail(number);
    assert.deepEqual(told(log), []);
    log.ended([], 0, mapped(2));
    const { counts, countCount } = log.result(0);
    assert.equal(countCount, 100);
    assert.deepEqual([counts[0]?.pid, counts[0]?.count, counts[1]?.count], [1, 3, 1]);
  });

  it('counts a reset as closing first, and no reset that came from outside', () => {
    const log = new ExactLog(() => false);
    const opening = [
      ['CLOSE', 'SYN_SENT', client],
      ['SYN_SENT', 'ESTABLISHED'],
    ] as const;
    socket(log, 1, {}, ...opening, ['ESTABLISHED', 'CLOSE', client]);
    socket(log, 2, {}, ...opening, ['ESTABLISHED', 'CLOSE']);
    assert.deepEqual(told(log), [
      'connected crawler 7 destination 127.0.0.2 80 2',
      'closedFirst crawler 7 destination 127.0.0.2 80 1',
    ]);
  });

  it('counts a connect() without a local port once, however many events tell it', () => {
    const log = new ExactLog(() => false);
    const failing = [
      ['CLOSE', 'SYN_SENT', client],
      ['SYN_SENT', 'CLOSE', client],
    ] as const;
    socket(log, 1, { localPort: 0 }, ...failing);
    log.connectFailed(client);
    // The kernel does not trace system calls.
    socket(log, 2, { localPort: 0 }, ...failing);
    // The port was bound before, and the connection from it exists.
    socket(log, 3, { localPort: 5000, remotePort: 81 }, ...failing);
    log.connectFailed(client);
    // It failed before anything happened to the socket.
    log.connectFailed(client);
    // Refused.
    socket(log, 4, { remotePort: 82 }, ...failing);
    assert.deepEqual(told(log), [
      'noLocalPort crawler 7 destination 127.0.0.2 80 2',
      'noLocalPort crawler 7 destination 127.0.0.2 81 1',
      'noLocalPort crawler 7 destination  0 1',
    ]);
  });

  it('leaves out what is of another network namespace', () => {
    const log = new ExactLog(() => false);
    const other = thread(9, 'other', false);
    socket(log, 1, {}, ['CLOSE', 'SYN_SENT', other], ['SYN_SENT', 'ESTABLISHED'], ['ESTABLISHED', 'CLOSE']);
    socket(
      log,
      2,
      accepted,
      ['LISTEN', 'SYN_RECV'],
      ['SYN_RECV', 'ESTABLISHED'],
      ['ESTABLISHED', 'FIN_WAIT1', other],
    );
    log.connectFailed(other);
    assert.deepEqual(told(log), []);
    assert.deepEqual(log.result(0).replays, []);
  });

  it('marks what a process did that was gone before it could be looked at', () => {
    const log = new ExactLog(() => false);
    const gone = thread(9, '?', 'gone');
    socket(log, 1, {}, ['CLOSE', 'SYN_SENT', gone], ['SYN_SENT', 'ESTABLISHED']);
    assert.deepEqual(log.result(0).counts, [], 'it may be of another network namespace');
    log.ended(mapped(1), 40_000, mapped(2));
    // The end may be told first.
    log.ended(mapped(1), 40_001, mapped(2));
    socket(
      log,
      2,
      { localPort: 40_001, remotePort: 81 },
      ['CLOSE', 'SYN_SENT', gone],
      ['SYN_SENT', 'ESTABLISHED'],
    );
    // It had no port, so its end has none.
    socket(
      log,
      3,
      { localPort: 0, remotePort: 82 },
      ['CLOSE', 'SYN_SENT', gone],
      ['SYN_SENT', 'CLOSE', gone],
    );
    log.connectFailed(gone);
    log.ended(mapped(9), 0, mapped(2));
    // Nothing tells what it failed for.
    log.connectFailed(gone);
    assert.deepEqual(told(log), [
      'connected ? 9 destination 127.0.0.2 80 1',
      'connected ? 9 destination 127.0.0.2 81 1',
      'noLocalPort ? 9 destination 127.0.0.2 82 1',
    ]);
    assert.deepEqual(
      log.result(0).counts.map(({ probably }) => probably),
      [true, true, true],
    );
  });

  it('tells the sides of connections that are older than the watching by who listens', () => {
    const log = new ExactLog((port) => port === 80);
    socket(log, 1, accepted, ['ESTABLISHED', 'FIN_WAIT1', server]);
    socket(log, 2, {}, ['ESTABLISHED', 'FIN_WAIT1', client]);
    assert.deepEqual(told(log), [
      'closedFirst nginx 8 listener 127.0.0.2 80 1',
      'closedFirst crawler 7 destination 127.0.0.2 80 1',
    ]);
    assert.deepEqual(log.result(0).replays, [], 'they have no beginning');
  });

  it('stays small: sockets that never end, destinations without number, replays', () => {
    const log = new ExactLog(() => false);
    for (let number = 0; number < 30_000; number++)
      socket(
        log,
        number,
        { remote: [0, 0, 0xffff, number], localPort: 1 },
        ['CLOSE', 'SYN_SENT', client],
        ['SYN_SENT', 'ESTABLISHED'],
      );
    const { counts, countCount } = log.result(0);
    assert.deepEqual([counts.length, countCount], [200, 10_000]);
    const many = new ExactLog(() => false);
    for (let number = 0; number < 500; number++)
      socket(
        many,
        number,
        { remotePort: 1 + (number % 100) },
        ['CLOSE', 'SYN_SENT', client],
        ['SYN_SENT', 'CLOSE'],
      );
    assert.equal(many.result(0).replays.length, 60);
  });
});
