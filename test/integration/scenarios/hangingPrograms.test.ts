import assert from 'node:assert/strict';
import { Namespace } from '../../support/namespace.ts';
import { evidenceOf, finding, found } from '../../support/scenario.ts';
import { SideBySide } from '../../support/sideBySide.ts';
import { type Result, Situation } from '../../support/situation.ts';
import { SshServer } from '../../support/sshServer.ts';
import { skipWhere } from '../../support/skipWhere.ts';

const aside = new SideBySide(4);
const problem = /^(error|warning) /;

/** Some of these programs go on connecting: however late they are looked at, ports are left. */
const manyPorts = { sysctls: { 'net.ipv4.ip_local_port_range': '10000 60999' } };

function make(name: string, args: Result = {}): Promise<Situation> {
  return Situation.make(name, args, manyPorts);
}

/** Some of these are there at both looks, which are three seconds and a list apart. */
const leavingPile = { rate: 40, lag: 12, seconds: 14 };

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
      'it leaks a few connections on each of its listeners',
      'close_wait',
      { listeners: 20, each: 40 },
      'warning close-wait-pile-up',
      /^sit-server \(process \d+\) holds 800 connections in CLOSE_WAIT\./,
    ],
    [
      'it is a client that leaks a few connections to each of many servers',
      'client_close_wait',
      {
        to: Array.from({ length: 100 }, (_, at) => [`127.0.6.${String(1 + at)}`, 8001]),
        count: 400,
        seconds: 4,
      },
      'warning close-wait-pile-up',
      /^sit-client \(process \d+\) holds 400 connections in CLOSE_WAIT\./,
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
  for (const [name, situationName, args, expected, title] of cases) {
    it(
      name,
      aside.test(async () => {
        await using situation = await make(situationName, args);
        const inspected = await situation.inspect();
        assert.equal(found(inspected)[0], expected);
        assert.match(inspected.report.verdict.sentence, title);
      }),
    );
  }

  for (const collector of ['ss', 'proc']) {
    it(
      `${collector} tells no times, and a second reading shows that connections wait for accept()`,
      aside.test(async () => {
        await using situation = await make('stopped', { count: 50, backlog: 100 });
        const inspected = await situation.inspect(['--collector', collector]);
        assert.deepEqual(found(inspected).slice(0, 2), ['error process-stopped', 'warning accept-slow']);
        const { report } = await situation.inspect(['--collector', collector, '--interval', '0']);
        assert.ok(
          report.notJudged.some(
            ({ missing, rules }) => missing === 'secondReading' && rules.includes('accept-slow'),
          ),
        );
      }),
    );

    it(
      `${collector} tells no times, and a pile of which some go is found`,
      aside.test(async () => {
        await using situation = await make('brief_close_wait', leavingPile);
        const inspected = await situation.inspect(['--collector', collector]);
        assert.ok(found(inspected).includes('warning close-wait-pile-up'), found(inspected).join(', '));
      }),
    );

    it(
      `${collector} tells no times, and a second reading shows that a program does not read`,
      aside.test(async () => {
        await using situation = await make('unread');
        assert.equal(
          found(await situation.inspect(['--collector', collector]))[0],
          'warning program-does-not-read',
        );
      }),
    );
  }

  for (const [name, args, expected] of [
    ['stopped', { count: 50, backlog: 100 }, ['error process-stopped', 'warning accept-slow']],
    ['few_files', {}, ['error file-limit', 'warning accept-slow']],
    ['unread', {}, ['warning program-does-not-read']],
    ['brief_close_wait', leavingPile, ['warning close-wait-pile-up']],
  ] as const) {
    const overSsh = aside.test(async () => {
      await using situation = await make(name, args);
      await using sshd = await SshServer.start(situation.namespace);
      await sshd.trust('host');
      const inspected = await situation.inspect(['--host', 'web1', '--ssh-config', sshd.config]);
      assert.deepEqual(found(inspected).slice(0, expected.length), [...expected]);
      assert.match(inspected.report.findings[0]?.title ?? '', /^sit-server \(process \d+\)/);
    });
    it(`the same over ssh: ${expected.join(', ')}`, function () {
      skipWhere(this, SshServer.unavailable());
      return overSsh();
    });
  }

  it(
    'a user who may not see the program is told that connections wait, and what was not looked at',
    aside.test(async () => {
      await using situation = await make('stopped');
      const { report } = await situation.inspect([], { asNobody: true });
      assert.match(
        report.verdict.sentence,
        /^The program does not accept on 0\.0\.0\.0:8001: 301 connections/,
      );
      assert.ok(
        report.notJudged.some(
          ({ missing, rules }) => missing === 'processes' && rules.includes('process-stopped'),
        ),
      );
    }),
  );

  it(
    'connections wait for accept() below the limit, and for how long',
    aside.test(async () => {
      await using situation = await make('stopped', { count: 50, backlog: 100 });
      const evidence = evidenceOf(finding(await situation.inspect(), 'accept-slow'));
      assert.equal(evidence['Waiting for accept() longer than 1 s'], '50');
      assert.equal(evidence['Limit of the queue'], '100');
    }),
  );
});

describe('scenario: a program here is at work', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  const twins = [
    ['CLOSE_WAIT for 2 s each', 'brief_close_wait', { rate: 40 }],
    ['CLOSE_WAIT for 2 s each, read twice with ss', 'brief_close_wait', { rate: 40 }, ['--collector', 'ss']],
    ['CLOSE_WAIT for 2 s each, of 200', 'brief_close_wait', { rate: 100 }, ['--collector', 'proc']],
    ['a server that has not been stopped', 'stopped', { stop: false }],
    ['60 files of 1,024', 'few_files', { limit: 1024, count: 50 }],
    ['data that is read as it comes', 'transfer', { count: 20 }],
    ['connections that are accepted at once', 'busy', { count: 60 }],
  ] as const;
  for (const [name, situationName, args, options = []] of twins) {
    it(
      `${name}: nothing is said`,
      aside.test(async () => {
        await using situation = await make(situationName, args);
        const inspected = await situation.inspect(options);
        assert.deepEqual(
          found(inspected).filter((one) => problem.test(one) && !one.includes('ephemeral-port')),
          [],
        );
      }),
    );
  }
});
