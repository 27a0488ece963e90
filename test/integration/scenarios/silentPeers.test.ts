import assert from 'node:assert/strict';
import { valueOf } from '../../../src/core/model/outcome.ts';
import { TcpState } from '../../../src/core/model/tcpState.ts';
import { rowsInState } from '../../../src/core/rules/live/piles.ts';
import type { Inspected } from '../../support/cli.ts';
import { cutOff, silence } from '../../support/firewall.ts';
import { Namespace } from '../../support/namespace.ts';
import { evidenceOf, finding, found } from '../../support/scenario.ts';
import { SideBySide } from '../../support/sideBySide.ts';
import { Situation } from '../../support/situation.ts';
import { skipWhere } from '../../support/skipWhere.ts';

const aside = new SideBySide(4);
const cutAddress = '127.0.8.8';
const cut = { to: [cutAddress, 8001], listening: cutAddress, command: cutOff(cutAddress) };

function problems({ report }: Pick<Inspected, 'report'>): readonly string[] {
  return found({ report }).filter((one) => /^(error|warning) /.test(one));
}

describe('scenario: a peer does not answer', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  it(
    'connect() waits: the peer, the process and the time are named',
    aside.test(async () => {
      await using situation = await Situation.make('silent', { count: 200 }, { firewall: silence });
      const inspected = await situation.inspect();
      assert.deepEqual(problems(inspected), ['warning connect-unanswered']);
      assert.match(
        inspected.report.verdict.sentence,
        /^sit-client \(process \d+\) waits in connect\(\) on 200 sockets: 127\.0\.9\.9:8001 does not answer\./,
      );
      const evidence = evidenceOf(finding(inspected, 'connect-unanswered'));
      assert.equal(evidence['SYN_SENT, retransmitting'], '200');
      assert.equal(inspected.status, 1);
    }),
  );

  it(
    'connect() has just begun: its SYN is sent again while the counters are watched',
    aside.test(async () => {
      const args = { count: 200, seconds: 0 };
      await using situation = await Situation.make('silent', args, { firewall: silence });
      const inspected = await situation.inspect();
      assert.deepEqual(problems(inspected), ['warning connect-unanswered']);
      assert.match(
        inspected.report.verdict.sentence,
        /^sit-client \(process \d+\) waits in connect\(\) on 200 sockets/,
      );
    }),
  );

  it(
    'connect() waits until the ports are used up: the silence is the cause, and said first',
    aside.test(async () => {
      await using situation = await Situation.make('silent', { count: 1100 }, { firewall: silence });
      assert.deepEqual(situation.result['errors'], { EADDRNOTAVAIL: 100 });
      const inspected = await situation.inspect();
      assert.deepEqual(problems(inspected), ['error connect-unanswered', 'error ephemeral-port-exhaustion']);
      assert.match(inspected.report.verdict.sentence, /does not answer, and they hold all local ports\./);
      assert.match(finding(inspected, 'ephemeral-port-exhaustion').explanation, /most are in SYN_SENT/);
    }),
  );

  it(
    'an established connection is cut: what it sends is acknowledged by nobody',
    aside.test(async () => {
      await using situation = await Situation.make('cut', { ...cut, count: 200 });
      const inspected = await situation.inspect();
      assert.deepEqual(problems(inspected), ['warning send-unacknowledged']);
      assert.match(
        inspected.report.verdict.sentence,
        /^sit-client \(process \d+\) gets no acknowledgement on 200 connections: 127\.0\.8\.8:8001 does not respond\./,
      );
    }),
  );

  it(
    'a connection is closed into the void: orphans that send their end again',
    aside.test(async () => {
      await using situation = await Situation.make('cut', { ...cut, count: 400, ending: 'close' });
      const inspected = await situation.inspect();
      assert.equal(problems(inspected)[0], 'warning close-unacknowledged');
      assert.match(
        inspected.report.verdict.sentence,
        /^400 connections that this host has closed cannot end: 127\.0\.8\.8:8001 does not acknowledge\./,
      );
    }),
  );

  it(
    'a connection that the peer closed first cannot end: LAST_ACK that is sent again',
    aside.test(async () => {
      const args = { ...cut, count: 200, closing: 'first', ending: 'close' };
      await using situation = await Situation.make('cut', args);
      const inspected = await situation.inspect();
      assert.deepEqual(problems(inspected), ['warning close-unacknowledged']);
      assert.match(
        inspected.report.verdict.sentence,
        /^200 connections that this host has closed cannot end: 127\.0\.8\.8:8001 does not acknowledge\./,
      );
      const states = inspected.report.sockets?.states.find(({ state }) => state === 'LAST_ACK');
      assert.equal(states?.count, 200);
    }),
  );

  /** A few each, as of a cluster, or of the clients of a server. */
  const many = Array.from({ length: 100 }, (_, at) => [`127.0.9.${String(1 + at)}`, 8001]);

  it(
    'connect() waits for a hundred peers, with few sockets each: they are counted together',
    aside.test(async () => {
      await using situation = await Situation.make('silent', { to: many }, { firewall: silence });
      const inspected = await situation.inspect();
      assert.deepEqual(problems(inspected), ['warning connect-unanswered']);
      assert.match(
        inspected.report.verdict.sentence,
        /^sit-client \(process \d+\) waits in connect\(\) on 200 sockets: 100 peers do not answer\./,
      );
    }),
  );

  it(
    'connect() waits although a listener of this host has the port, and room',
    aside.test(async () => {
      const args = { count: 50, listening: true };
      await using situation = await Situation.make('silent', args, { firewall: silence });
      assert.deepEqual(problems(await situation.inspect()), ['warning connect-unanswered']);
    }),
  );

  for (const [how, args, expected, says] of [
    ['sends into the void', {}, 'send-unacknowledged', /on 200 connections: 100 peers do not respond\./],
    [
      'closes into the void',
      { ending: 'close' },
      'close-unacknowledged',
      /^200 connections .*: 100 peers do not acknowledge\./,
    ],
  ] as const)
    it(
      `connections to a hundred peers are cut, and this host ${how}`,
      aside.test(async () => {
        const command = cutOff('127.0.9.0/24');
        await using situation = await Situation.make('cut', { to: many, command, ...args });
        const inspected = await situation.inspect();
        assert.deepEqual(problems(inspected), [`warning ${expected}`]);
        assert.match(inspected.report.verdict.sentence, says);
      }),
    );

  it(
    'the way back to the clients of a server is cut: one connection of each cannot end',
    aside.test(async () => {
      await using situation = await Situation.make('forsaken');
      const inspected = await situation.inspect();
      assert.equal(problems(inspected)[0], 'warning close-unacknowledged');
      assert.match(
        inspected.report.verdict.sentence,
        /^200 connections that this host has closed cannot end: 200 peers do not acknowledge\./,
      );
    }),
  );

  it(
    'the clients of a server do not read: one connection of each hangs',
    aside.test(async () => {
      await using situation = await Situation.make('deaf_clients');
      const judged = finding(await situation.inspect(), 'peer-does-not-read');
      assert.match(
        judged.title,
        /^sit-server \(process \d+\) cannot send on 60 connections: 60 peers do not read\./,
      );
    }),
  );

  it(
    'a peer does not read: writes hang',
    aside.test(async () => {
      await using situation = await Situation.make('unread', { count: 60 });
      assert.equal(situation.result['blocked'], 60);
      const inspected = await situation.inspect();
      assert.ok(problems(inspected).includes('warning peer-does-not-read'));
      const judged = finding(inspected, 'peer-does-not-read');
      assert.match(
        judged.title,
        /^sit-client \(process \d+\) cannot send on 60 connections: 127\.0\.0\.1:8001/,
      );
      assert.match(judged.explanation, /^The peer is up and answers the probes/);
    }),
  );
});

describe('scenario: local ports are held by what does not end', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  const cases = [
    ['FIN_WAIT2', 'fin_wait', {}, 'fin-wait-held', 'sit-client'],
    ['CLOSE_WAIT', 'client_close_wait', { seconds: 4 }, 'close-wait-pile-up', 'sit-client'],
    ['ESTABLISHED', 'plain', { count: 1000 }, 'ephemeral-port-exhaustion', 'sit-client'],
  ] as const;
  for (const [state, name, args, rule, process] of cases) {
    it(
      `in ${state}: that is the cause, and said first`,
      aside.test(async () => {
        await using situation = await Situation.make(name, args);
        assert.deepEqual(situation.result['tries'], { EADDRNOTAVAIL: 5 });
        const { report, status } = await situation.inspect();
        assert.equal(status, 2);
        const [first] = report.findings;
        assert.deepEqual([first?.rule, first?.severity], [rule, 'error']);
        assert.match(first?.title ?? '', new RegExp(`${process} \\(process \\d+\\)`));
        const exhausted = report.findings.find((one) => one.rule === 'ephemeral-port-exhaustion');
        assert.match(
          exhausted?.explanation ?? '',
          new RegExp(`most are (in ${state}|${state.toLowerCase()})`),
        );
      }),
    );
  }
});

describe('scenario: another program goes on failing for want of a local port', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  const cases = [
    [
      'bind()',
      'bound',
      { count: 1000, victim: ['127.0.0.1', 9001] },
      'bind-before-connect',
      /with bind\(\)\.$/,
    ],
    [
      'SYN_SENT',
      'silent',
      { count: 1000, victim: ['127.0.9.9', 8001] },
      'connect-unanswered',
      /holds 1,000 of 1,000, most in SYN_SENT\.$/,
    ],
    [
      'CLOSE_WAIT',
      'client_close_wait',
      { seconds: 4, victim: ['127.0.0.1', 8001] },
      'close-wait-pile-up',
      /holds 1,000 of 1,000, most in CLOSE_WAIT\.$/,
    ],
  ] as const;
  for (const [held, name, args, cause, says] of cases)
    it(
      `${held} holds the ports: that is said first, and whose they are with the failures`,
      aside.test(async () => {
        await using situation = await Situation.make(name, args, { firewall: silence });
        const inspected = await situation.inspect();
        assert.deepEqual(problems(inspected).slice(0, 2), [`error ${cause}`, 'error connect-without-port']);
        const failing = finding(inspected, 'connect-without-port');
        assert.match(
          failing.title,
          /because no local port was left\. sit-client \(process \d+\) holds 1,000/,
        );
        assert.match(failing.title, says);
        assert.ok(!failing.remedies.some((remedy) => remedy.includes('TIME_WAIT')));
      }),
    );

  it(
    'open connections hold the ports: the failures are said first, and whose they are',
    aside.test(async () => {
      const args = { count: 1000, victim: ['127.0.0.1', 8001] };
      await using situation = await Situation.make('plain', args);
      const inspected = await situation.inspect();
      assert.deepEqual(problems(inspected), [
        'error connect-without-port',
        'error ephemeral-port-exhaustion',
      ]);
      assert.match(
        inspected.report.verdict.sentence,
        / because no local port was left\. sit-client \(process \d+\) holds 1,000 of 1,000, most in ESTABLISHED\./,
      );
    }),
  );
});

describe('scenario: peers answer', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  const twins = [
    ['400 connections that are open and idle', 'plain', { count: 400 }],
    ['connections that close and are acknowledged', 'plain', { count: 400, ending: 'close' }],
    ['a transfer that is under way', 'transfer', { count: 20 }],
    ['a transfer whose reader is the slower side', 'slow_transfer', { count: 20 }],
  ] as const;
  for (const [name, make, args] of twins) {
    it(
      `${name}: nothing is said`,
      aside.test(async () => {
        await using situation = await Situation.make(make, args, { firewall: silence });
        const inspected = await situation.inspect();
        assert.deepEqual(problems(inspected), []);
        assert.equal(inspected.report.verdict.severity, 'healthy');
      }),
    );
  }

  it(
    'ten connects that have just begun, and whose SYN nobody saw sent again: nothing is said',
    aside.test(async () => {
      for (let left = 20; ; left--) {
        await using situation = await Situation.make(
          'silent',
          { count: 10, seconds: 0 },
          { firewall: silence },
        );
        const { report, snapshot } = await situation.inspectHere(0);
        const table = valueOf(snapshot.sockets);
        assert.ok(table);
        const waiting = rowsInState(table, TcpState.SYN_SENT);
        assert.equal(waiting.length, 10);
        // If the kernel has sent a SYN again by now, the machine is slow, and they began a second ago: it is tried again.
        if (waiting.some((row) => table.retransmits[row] !== 0)) {
          assert.ok(left > 1, 'this machine takes a second for what needs no time');
          continue;
        }
        assert.deepEqual(problems({ report }), []);
        assert.equal(report.verdict.severity, 'healthy');
        return;
      }
    }),
  );
});
