import assert from 'node:assert/strict';
import type { Inspected } from '../../support/cli.ts';
import { compareKernels, listsBound, runningKernel } from '../../support/kernelFiles.ts';
import { Namespace } from '../../support/namespace.ts';
import { skipWhere } from '../../support/skipWhere.ts';
import { evidenceOf, finding, found } from '../../support/scenario.ts';
import { Situation } from '../../support/situation.ts';

/** The first finding speaks, names the process and decides the verdict. */
function assertFirst({ report }: Inspected, rule: string, title: RegExp): void {
  assert.deepEqual([report.findings[0]?.rule, report.findings[0]?.severity], [rule, 'error']);
  assert.match(report.findings[0]?.title ?? '', title);
  assert.ok(report.verdict.sentence.startsWith(report.findings[0]?.title ?? ''));
}

const rule = 'bind-before-connect';
const allHeld =
  /^sit-client \(process \d+\) holds 1,000 local ports of 1,000 with bind\(\) before connect\(\): no port is left/;

describe('scenario: ports are taken with bind() before connect()', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  it('one pool for all destinations is empty, for bind() and for everybody’s connect()', async () => {
    await using situation = await Situation.make('bound', { probe: ['bind', 'connect'] });
    const { errors, tries } = situation.result;
    assert.deepEqual(errors, { EADDRINUSE: 300 });
    assert.deepEqual(tries, { bind: { EADDRINUSE: 20 }, connect: { EADDRNOTAVAIL: 20 } });
    const inspected = await situation.inspect();
    assertFirst(inspected, rule, allHeld);
    assert.equal(inspected.status, 2);
    const { ports, destinations } = inspected.report.sockets ?? {};
    assert.deepEqual([ports?.bound, ports?.usable, ports?.upperBound], [1000, 0, !listsBound]);
    assert.deepEqual([destinations?.[0]?.used, destinations?.[0]?.share], [100, 1]);
  });

  const variants = [
    ['with SO_REUSEADDR', { count: 1000, options: ['reuseaddr'] }],
    ['with a wildcard address', { count: 1000, source: [['0.0.0.0', 0]] }],
    [
      'from two addresses',
      {
        count: 2100,
        source: [
          ['127.0.0.1', 0],
          ['127.0.0.2', 0],
        ],
      },
    ],
  ] as const;
  for (const [name, args] of variants) {
    it(`the same ${name}`, async () => {
      await using situation = await Situation.make('bound', { ...args, probe: ['connect'] });
      assert.deepEqual(situation.result['tries'], { connect: { EADDRNOTAVAIL: 20 } });
      assertFirst(await situation.inspect(), rule, allHeld);
    });
  }

  it('the same to one destination, as long as the range is not full', async () => {
    await using situation = await Situation.make('bound', { count: 850, destinations: 1 });
    const inspected = await situation.inspect();
    assert.equal(inspected.report.findings[0]?.severity, 'warning');
    assert.match(
      inspected.report.verdict.sentence,
      /^sit-client \(process \d+\) holds 850 local ports of 1,000 with bind/,
    );
  });

  it('what is held lacks for a program that only connects', async () => {
    await using situation = await Situation.make('bound', { count: 400, plain: 700 });
    assert.deepEqual(situation.result['plainErrors'], { EADDRNOTAVAIL: 100 });
    const inspected = await situation.inspect();
    assertFirst(inspected, rule, /^sit-client \(process \d+\) holds 400 local ports of 1,000 with bind\(\)/);
    const exhausted = finding(inspected, 'ephemeral-port-exhaustion');
    assert.match(exhausted.title, /use 600 of 600 local ports \(100 %\), held by sit-client/);
    assert.equal(inspected.report.sockets?.ports?.usable, 600);
  });

  it('few that are bound are not the cause where a destination uses up the rest', async () => {
    await using situation = await Situation.make('bound', { count: 150, plain: 900 });
    assert.deepEqual(situation.result['plainErrors'], { EADDRNOTAVAIL: 50 });
    const inspected = await situation.inspect();
    assertFirst(
      inspected,
      'ephemeral-port-exhaustion',
      / use 850 of 850 local ports \(100 %\), held by sit-client/,
    );
    assert.equal(finding(inspected, rule).severity, 'warning');
  });

  it('tcp_tw_reuse does not give back what was bound', async () => {
    const args = { count: 1000, ending: 'close', probe: ['bind', 'connect'] };
    const sysctls = { 'net.ipv4.tcp_tw_reuse': 1 };
    await using situation = await Situation.make('bound', args, { sysctls });
    const tries = { bind: { EADDRINUSE: 20 }, connect: { EADDRNOTAVAIL: 20 } };
    assert.deepEqual(situation.result['tries'], tries);
    const inspected = await situation.inspect();
    assertFirst(inspected, rule, /^A program holds 1,000 local ports of 1,000/);
    assert.equal(inspected.report.sockets?.destinations[0]?.reusable, 0);
  });

  for (const [where, inspect] of [
    ['inside', (situation: Situation) => situation.inspect()],
    ['from outside', (situation: Situation) => situation.inspectFromOutside()],
  ] as const) {
    it(`sockets that are bound and never connected are seen from ${where}`, async () => {
      await using situation = await Situation.make('leaked');
      assert.deepEqual(situation.result['tries'], { EADDRNOTAVAIL: 20 });
      const inspected = await inspect(situation);
      if (!listsBound) {
        assertNotLookedAt(inspected);
        return;
      }
      assertFirst(
        inspected,
        rule,
        /^sit-client \(process \d+\) holds 1,000 local ports of 1,000 with bind\(\) and does not connect: no port is left/,
      );
      assert.equal(evidenceOf(finding(inspected, rule))['Of these, bound but not connected'], '1,000');
      const ends = inspected.report.sockets?.destinations.map(({ remotePort }) => remotePort);
      assert.ok(ends !== undefined && !ends.includes(0));
    });
  }

  /** It cannot be known; so the report says that it was not looked at. */
  function assertNotLookedAt({ report }: Inspected): void {
    assert.doesNotMatch(report.verdict.sentence, /^No problem found in .*local ports/);
    assert.match(
      report.verdict.sentence,
      / Local ports were looked at only in part: not those that are bound and not connected\.$/,
    );
    assert.ok(
      report.notJudged.some(({ missing, rules }) => missing === 'boundSockets' && rules.includes(rule)),
    );
    assert.equal(report.sockets?.ports?.upperBound, true);
  }

  it('a port range of one program’s own is told, as information', async function () {
    skipWhere(
      this,
      compareKernels(runningKernel, '6.3') < 0 ? 'IP_LOCAL_PORT_RANGE came with Linux 6.3' : null,
    );
    await using situation = await Situation.make('local_range');
    assert.deepEqual(situation.result['errors'], { EADDRNOTAVAIL: 80 });
    const inspected = await situation.inspect();
    assert.equal(found(inspected)[0], 'information own-port-range');
    assert.match(
      finding(inspected, 'own-port-range').title,
      /^sit-client \(process \d+\) uses 20 of the 20 ports 40000–40019 to 127\.0\.0\.1:8001/,
    );
  });
});

describe('scenario: ports are not taken with bind()', function () {
  this.timeout(30_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  const twins = [
    ['with IP_BIND_ADDRESS_NO_PORT', 'bound', { count: 1000, options: ['no-port'] }],
    ['without a source address', 'plain', { count: 1000, destinations: 20 }],
    ['above half of the range', 'plain', { count: 700 }],
    ['with few that are bound', 'bound', { count: 60 }],
  ] as const;
  for (const [name, make, args] of twins) {
    it(`${name} the report says nothing of it`, async () => {
      await using situation = await Situation.make(make, args);
      const inspected = await situation.inspect();
      assert.deepEqual(
        found(inspected).filter((one) => /bind-before-connect|own-port-range|^error|^warning/.test(one)),
        [],
      );
      assert.equal(inspected.report.verdict.severity, 'healthy');
      if (make === 'plain') assert.equal(inspected.report.sockets?.ports?.bound, 0);
    });
  }
});
