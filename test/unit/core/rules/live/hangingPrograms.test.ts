import assert from 'node:assert/strict';
import type { ProcessCondition, SocketOwners } from '../../../../../src/core/model/processes.ts';
import { acceptSlow } from '../../../../../src/core/rules/live/acceptSlow.ts';
import { fileLimit } from '../../../../../src/core/rules/live/fileLimit.ts';
import { processStopped } from '../../../../../src/core/rules/live/processStopped.ts';
import { quietUnknown } from '../../../../../src/core/model/socketTable.ts';
import { programDoesNotRead } from '../../../../../src/core/rules/live/programDoesNotRead.ts';
import type { RuleInput } from '../../../../../src/core/rules/rule.ts';
import { evidence } from '../../../../support/evidence.ts';
import { onPorts, type SocketRow } from '../../../../support/sockets.ts';

const local = '10.0.0.1:8080';
const listener: SocketRow = { state: 'LISTEN', local, inode: 1, receiveQueue: 5, acceptQueueLimit: 100 };

function clients(count: number, more: Partial<SocketRow> = {}): SocketRow[] {
  return onPorts(40_000, count, (port) => ({
    state: 'ESTABLISHED',
    local,
    remote: `10.0.0.2:${String(port)}`,
    ...more,
  }));
}

function heldBy(condition?: Partial<ProcessCondition>): SocketOwners {
  const process = {
    pid: 7,
    name: 'app',
    ...(condition && { condition: { openFiles: 10, isStopped: false, ...condition } }),
  };
  return new Map([
    [1, [process]],
    [2, [process]],
  ]);
}

/** As if the peers of all rows had been quiet for so long. */
function quiet(input: RuleInput, milliseconds: number): RuleInput {
  const { sockets } = input;
  assert.ok(sockets);
  const quietMs = new Uint32Array(sockets.table.length).fill(milliseconds);
  return { ...input, sockets: { ...sockets, table: { ...sockets.table, quietMs } } };
}

describe('process-stopped', () => {
  const judge = (condition?: Partial<ProcessCondition>, rows: readonly SocketRow[] = [listener]) =>
    processStopped.evaluate(evidence({ rows, acceptQueueLimit: true, owners: heldBy(condition) }));

  it('says nothing of a process that runs, or that could not be looked at', () => {
    assert.deepEqual(judge({}), []);
    assert.deepEqual(judge(), []);
  });

  it('says who does not answer, and how many wait', () => {
    const [found] = judge({ isStopped: true });
    assert.deepEqual(
      [found?.severity, found?.title],
      [
        'error',
        'app (process 7), which listens on port 8080, is stopped by a signal: 5 connections wait for it.',
      ],
    );
  });

  it('warns of a client that is stopped', () => {
    const [found] = judge({ isStopped: true }, clients(1, { local: '10.0.0.1:40000', inode: 2 }));
    assert.deepEqual([found?.severity, found?.title], ['warning', 'app (process 7) is stopped by a signal.']);
  });
});

describe('file-limit', () => {
  const judge = (openFiles: number, limit?: number) =>
    fileLimit.evaluate(
      evidence({
        rows: [listener],
        owners: heldBy({ openFiles, ...(limit !== undefined && { fileLimit: limit }) }),
      }),
    );

  it('says nothing below 90 % of the limit, or without one', () => {
    assert.deepEqual(judge(899, 1000), []);
    assert.deepEqual(judge(100_000), []);
  });

  it('warns near the limit, and is an error where the next socket fails', () => {
    assert.equal(judge(900, 1000)[0]?.severity, 'warning');
    const [full] = judge(998, 1000);
    assert.deepEqual(
      [full?.severity, full?.title],
      ['error', 'app (process 7) has 998 of 1,000 files open: it can neither accept nor open a connection.'],
    );
    // What else is said of the files is compared with this number.
    assert.deepEqual(
      judge(1998, 2000)[0]?.evidence.find(({ key }) => key === 'open-files'),
      {
        key: 'open-files',
        label: 'Open files',
        value: '1,998',
        amount: 1998,
        source: { kind: 'computed', from: '/proc/7/fd' },
      },
    );
  });
});

/** As if nobody knew how long these sockets have waited, while the times of all others are known. */
function unknownFor(input: RuleInput, isUnknown: (row: number) => boolean, milliseconds = 0): RuleInput {
  const { sockets } = input;
  assert.ok(sockets);
  const quietMs = Uint32Array.from({ length: sockets.table.length }, (_, row) =>
    isUnknown(row) ? quietUnknown : milliseconds,
  );
  return { ...input, sockets: { ...sockets, timesFrom: 'kernel', table: { ...sockets.table, quietMs } } };
}

describe('what nobody knows the time of', () => {
  const unread = (count: number, bytes: number) =>
    evidence({ rows: clients(count, { inode: 2, receiveQueue: bytes }), owners: heldBy() });
  const notRead = (input: RuleInput) => programDoesNotRead.unsure?.(input);
  const notAccepted = (input: RuleInput) => acceptSlow.unsure?.(input);

  it('is not judged where it was not asked for: unread data', () => {
    assert.equal(notRead(unknownFor(unread(10, 20_000), () => true))?.missing, 'secondReading');
    assert.equal(notRead(unknownFor(unread(10, 20_000), () => false)), undefined);
    assert.equal(notRead(unknownFor(unread(4, 1000), () => true)), undefined);
    // Three of six are known to wait, and those alone are not worth a finding.
    assert.equal(notRead(unknownFor(unread(6, 20_000), (row) => row < 3, 5000))?.missing, 'secondReading');
    assert.equal(notRead(unknownFor(unread(6, 20_000), (row) => row < 3)), undefined);
  });

  it('is not judged where it was not asked for: the queue of a ninth port', () => {
    const rows = Array.from({ length: 9 }, (_, at) => {
      const own = `10.0.0.1:${String(8000 + at)}`;
      return [{ ...listener, local: own, inode: 1 + at }, ...clients(5, { local: own })];
    });
    const input = evidence({ rows: rows.flat(), acceptQueueLimit: true, owners: heldBy() });
    assert.deepEqual(notAccepted(unknownFor(input, (row) => row >= 48)), {
      missing: 'secondReading',
      reason:
        'Connections wait for accept() at more than 8 ports, and the kernel is asked how long for the first 8 only.',
    });
    assert.equal(notAccepted(unknownFor(input, () => false)), undefined);
    assert.equal(notAccepted(unknownFor(input, (row) => row >= 52)), undefined, 'two cannot be a finding');
  });

  it('gives the reason that is true', () => {
    const reasonOf = (input: RuleInput, timesFrom: 'kernel' | 'lists'): string => {
      assert.ok(input.sockets);
      return notRead({ ...input, sockets: { ...input.sockets, timesFrom } })?.reason ?? '';
    };
    const few = unread(10, 20_000);
    assert.match(reasonOf(few, 'lists'), /they were read once: watch the counters for a second\.$/);
    assert.match(reasonOf(few, 'kernel'), /^The kernel did not tell how long/);
    const idle = (count: number): SocketRow[] =>
      Array.from({ length: count }, (_, at) => ({
        state: 'ESTABLISHED',
        local,
        remote: `10.1.${String(at >> 8)}.${String(at & 255)}:40000`,
        inode: 2,
      }));
    const large = (count: number) =>
      evidence({ rows: [...idle(count), ...clients(10, { inode: 2, receiveQueue: 20_000 })] });
    assert.match(reasonOf(large(20_000), 'lists'), /more than 20,000 sockets are not listed twice\.$/);
    assert.match(reasonOf(large(50_000), 'kernel'), /where more than 50,000 connections are established\.$/);
  });
});

describe('accept-slow', () => {
  const judge = (count: number, milliseconds: number, more: Partial<SocketRow> = {}) =>
    acceptSlow.evaluate(
      quiet(
        evidence({
          rows: [{ ...listener, ...more }, ...clients(count)],
          acceptQueueLimit: true,
          owners: heldBy(),
        }),
        milliseconds,
      ),
    );

  it('says nothing of connections that have just come, of two, or where the queue is full', () => {
    assert.deepEqual(judge(5, 900), []);
    assert.deepEqual(judge(2, 5000), []);
    assert.deepEqual(judge(5, 5000, { receiveQueue: 101 }), []);
    assert.deepEqual(judge(5, 5000, { receiveQueue: 0 }), []);
  });

  it('names who does not accept', () => {
    assert.match(judge(5, 5000)[0]?.title ?? '', /app \(process 7\)/);
  });
});

describe('program-does-not-read', () => {
  const judge = (count: number, bytes: number, milliseconds: number) =>
    programDoesNotRead.evaluate(
      quiet(
        evidence({ rows: clients(count, { inode: 2, receiveQueue: bytes }), owners: heldBy() }),
        milliseconds,
      ),
    );

  it('says nothing of few connections, few bytes, or data that has just come', () => {
    assert.deepEqual(judge(4, 100_000, 5000), []);
    assert.deepEqual(judge(5, 1000, 5000), []);
    assert.deepEqual(judge(5, 100_000, 900), []);
  });

  it('finds a few connections worth knowing if very much waits there', () => {
    const [found] = judge(1, 3 << 20, 1000);
    assert.match(found?.title ?? '', /does not read: 3 MiB wait in the receive queues of 1 connection\.$/);
    assert.equal(found?.severity, 'information');
  });

  it('says nothing where the source does not tell how long data has lain there', () => {
    const rows = clients(5, { inode: 2, receiveQueue: 100_000 });
    assert.deepEqual(programDoesNotRead.evaluate(evidence({ rows, owners: heldBy() })), []);
  });

  it('adds up what a program leaves lying', () => {
    assert.match(
      judge(16, 65_536, 1000)[0]?.title ?? '',
      /^app \(process 7\) does not read: 1 MiB wait in the receive queues of 16 connections\.$/,
    );
  });
});
