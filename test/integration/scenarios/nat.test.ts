import assert from 'node:assert/strict';
import { Namespace } from '../../support/namespace.ts';
import { evidenceOf, finding, found } from '../../support/scenario.ts';
import { Situation } from '../../support/situation.ts';
import { skipWhere } from '../../support/skipWhere.ts';

/** A source NAT of what goes to one address, into so few ports. */
function sourceNat(ports: string): string {
  return `table ip nat {
  chain out {
    type nat hook postrouting priority 100;
    ip daddr 127.0.7.1 ip protocol tcp snat to 127.0.0.5:${ports}
  }
}
`;
}

/** Connections and datagrams are tracked, and nobody answers the datagrams. */
const tracking = `table ip track {
  chain output {
    type filter hook output priority 0
    ct state new accept
  }
  chain input {
    type filter hook input priority 0
    ip protocol udp drop
  }
}
`;

const to = ['127.0.7.1', 8001];
const sysctls = { 'net.ipv4.tcp_syn_retries': 1 };

describe('scenario: a NAT of this host', function () {
  this.timeout(60_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  it('has no port left for a connection, while connection tracking has room', async () => {
    const options = { firewall: sourceNat('45000-45009'), sysctls };
    await using situation = await Situation.make('plain', { count: 12, to, tries: 0 }, options);
    assert.deepEqual(situation.result['errors'], { ETIMEDOUT: 2 });
    const inspected = await situation.inspect();
    assert.equal(found(inspected)[0], 'warning conntrack-drops');
    assert.match(
      finding(inspected, 'conntrack-drops').title,
      /^The NAT of this host has found no free port for \d+ packets/,
    );
    const evidence = evidenceOf(finding(inspected, 'conntrack-drops'));
    assert.equal(evidence['NAT ports from 127.0.0.5 to 127.0.7.1:8001'], '10 in 45000–45009');
  });

  it('has ports enough: nothing is said', async () => {
    const options = { firewall: sourceNat('45000-45099'), sysctls };
    await using situation = await Situation.make('plain', { count: 12, to }, options);
    assert.deepEqual(situation.result['errors'], {});
    assert.deepEqual(
      found(await situation.inspect()).filter((one) => /^(error|warning) /.test(one)),
      [],
    );
  });

  it('has a full table, and makes room by forgetting what was not answered: a warning', async () => {
    await using situation = await Situation.make('plain', { count: 5 }, { firewall: tracking });
    const limit = Number(await situation.namespace.read('/proc/sys/net/netfilter/nf_conntrack_max'));
    await situation.beside('tracked', { count: limit + 800 });
    const inspected = await situation.inspect();
    assert.equal(found(inspected)[0], 'warning conntrack-table-full');
    const dropped = finding(inspected, 'conntrack-table-full').evidence.find(
      ({ key }) => key === 'nf_conntrack.drop',
    );
    assert.equal(dropped?.value, '0');
    assert.deepEqual(await situation.beside('attempts'), { errors: {} });
  });
});

describe('scenario: clients behind a NAT come again from a port that is in TIME_WAIT here', function () {
  this.timeout(60_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  it('and with tcp_rfc1337 they cannot connect: the counter of collisions is shown', async () => {
    await using situation = await Situation.make(
      'collisions',
      {},
      { sysctls: { 'net.ipv4.tcp_rfc1337': 1 } },
    );
    const { first, again } = situation.result;
    assert.equal(first, 0);
    assert.ok(Number(again) > 0, String(again));
    const inspected = await situation.inspect();
    assert.equal(found(inspected)[0], 'warning tuple-collisions');
    assert.match(inspected.report.verdict.sentence, /hit an older connection in TIME_WAIT/);
    assert.ok(found(inspected).includes('warning rfc1337-keeps-collisions'));
  });

  it('and without it they do: no problem is reported', async () => {
    await using situation = await Situation.make('collisions');
    assert.deepEqual([situation.result['first'], situation.result['again']], [0, 0]);
    assert.deepEqual(
      found(await situation.inspect()).filter((one) => /^(error|warning) /.test(one)),
      [],
    );
  });
});
