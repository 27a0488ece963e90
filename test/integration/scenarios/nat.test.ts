import assert from 'node:assert/strict';
import { Namespace } from '../../support/namespace.ts';
import { finding, found } from '../../support/scenario.ts';
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
});
