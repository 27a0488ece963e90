import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { Namespace } from '../../support/namespace.ts';
import { found } from '../../support/scenario.ts';
import { Situation } from '../../support/situation.ts';
import { skipWhere } from '../../support/skipWhere.ts';

/** The kernel's default. The server has an address of its own on lo, which is not loopback for this parameter. */
const options = { sysctls: { 'net.ipv4.tcp_tw_reuse': 2 } };
const full = 'Connections from 10.9.9.9 to 10.9.9.9:8080 use 1,000 of 1,000 local ports (100 %).';
const keptOpen = {
  upstream: 'keepalive 16;',
  location: 'proxy_http_version 1.1; proxy_set_header Connection "";',
};

describe('scenario: a proxy in front of a server', function () {
  this.timeout(60_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  function needs(context: Mocha.Context, program: string): void {
    const { status } = spawnSync('sh', ['-c', `PATH=$PATH:/usr/sbin command -v ${program}`]);
    skipWhere(context, status === 0 ? null : `${program} is not installed`);
  }

  it('nginx without keep-alive to it: half of the answers are 502, under load and after it', async function () {
    needs(this, 'nginx');
    await using situation = await Situation.make('proxied', { count: 2000, more: 50 }, options);
    assert.deepEqual(situation.result['statuses'], { 200: 1000, 502: 1000 });
    const { report, status } = await situation.inspect();
    assert.equal(status, 2);
    assert.match(report.verdict.sentence, /failed in [\d.]+ s because no local port was left\.|use 1,000 of/);
    assert.ok(report.findings.some(({ title, severity }) => title === full && severity === 'error'));
  });

  it('nginx without keep-alive to it, just after the load', async function () {
    needs(this, 'nginx');
    await using situation = await Situation.make('proxied', { count: 2000 }, options);
    assert.deepEqual(situation.result['statuses'], { 200: 1000, 502: 1000 });
    const { report, status } = await situation.inspect();
    assert.equal(status, 2);
    assert.ok(report.verdict.sentence.startsWith(full), report.verdict.sentence);
  });

  const twins = [
    ['nginx with keep-alive to it', 'nginx', keptOpen],
    [
      'nginx with keep-alive and an address to bind to',
      'nginx',
      { ...keptOpen, location: `${keptOpen.location} proxy_bind 10.9.9.9;` },
    ],
    [
      'nginx with an address to bind to, and ports enough',
      'nginx',
      { count: 400, location: 'proxy_bind 10.9.9.9;' },
    ],
    ['HAProxy', 'haproxy', {}],
  ] as const;
  for (const [name, program, args] of twins) {
    it(`${name}: nothing is said`, async function () {
      needs(this, program);
      await using situation = await Situation.make('proxied', { count: 2000, program, ...args }, options);
      const count = 'count' in args ? args.count : 2000;
      assert.deepEqual(situation.result['statuses'], { 200: count });
      const inspected = await situation.inspect();
      assert.deepEqual(
        found(inspected).filter((one) => /^(error|warning) /.test(one)),
        [],
      );
      assert.equal(inspected.report.verdict.severity, 'healthy');
    });
  }
});
