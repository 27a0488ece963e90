import assert from 'node:assert/strict';
import { Namespace } from '../../support/namespace.ts';
import { evidenceOf, finding, found } from '../../support/scenario.ts';
import { Situation } from '../../support/situation.ts';
import { skipWhere } from '../../support/skipWhere.ts';

const problem = /^(error|warning) /;

describe('scenario: a program here hangs', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  const cases = [
    [
      'it is stopped by a signal, with room in its queue',
      'stopped',
      {},
      'error process-stopped',
      /^sit-server \(process \d+\), which listens on port 8001, is stopped by a signal: 301 connections wait for it\./,
    ],
    [
      'it is a server at its limit of open files',
      'few_files',
      {},
      'error file-limit',
      /^sit-server \(process \d+\) has 6\d of 64 files open: it can neither accept nor open a connection\./,
    ],
    [
      'it is a client at its limit of open files',
      'few_files',
      { side: 'client' },
      'error file-limit',
      /^sit-client \(process \d+\) has 6\d of 64 files open/,
    ],
    [
      'it does not read what has come',
      'unread',
      {},
      'warning program-does-not-read',
      /^sit-server \(process \d+\) does not read: [\d.]+ MiB wait in the receive queues of 60 connections\./,
    ],
    [
      'its pre-forked processes leak a few connections each',
      'close_wait',
      { workers: 20, each: 40, age: 4 },
      'warning close-wait-pile-up',
      /^sit-server \(processes (\d+, ){2}\d+ and 17 more\) holds 800 connections in CLOSE_WAIT\./,
    ],
    [
      'it leaks connections that are a second young, of which none goes',
      'close_wait',
      { each: 200, age: 0.5 },
      'warning close-wait-pile-up',
      /^sit-server \(process \d+\) holds 200 connections in CLOSE_WAIT\./,
    ],
    [
      'its accept queue overflows in bursts, and is empty between',
      'bursts',
      {},
      'warning accept-queue-overflow',
      /^The accept queue of 127\.0\.0\.1:8001 of sit-server \(process \d+\) (overflowed \d+ times in the last|is full)/,
    ],
  ] as const;
  for (const [name, make, args, expected, title] of cases) {
    it(name, async () => {
      await using situation = await Situation.make(make, args);
      const inspected = await situation.inspect();
      assert.equal(found(inspected)[0], expected);
      assert.match(inspected.report.verdict.sentence, title);
    });
  }

  it('connections wait for accept() below the limit, and for how long', async () => {
    await using situation = await Situation.make('stopped', { count: 50, backlog: 100 });
    const evidence = evidenceOf(finding(await situation.inspect(), 'accept-slow'));
    assert.equal(evidence['Waiting for accept() longer than 1 s'], '50');
    assert.equal(evidence['Limit of the queue'], '100');
  });
});

describe('scenario: a program here is at work', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  const twins = [
    ['CLOSE_WAIT for 2 s each', 'brief_close_wait', { rate: 40 }],
    ['a server that has not been stopped', 'stopped', { stop: false }],
    ['60 files of 1,024', 'few_files', { limit: 1024, count: 50 }],
    ['data that is read as it comes', 'transfer', { count: 20 }],
    ['connections that are accepted at once', 'busy', { count: 60 }],
  ] as const;
  for (const [name, make, args] of twins) {
    it(`${name}: nothing is said`, async () => {
      await using situation = await Situation.make(make, args);
      const inspected = await situation.inspect();
      assert.deepEqual(
        found(inspected).filter((one) => problem.test(one) && !one.includes('ephemeral-port')),
        [],
      );
    });
  }
});
