import assert from 'node:assert/strict';
import { sourceText } from '../../../../../src/core/report/findings/sourceText.ts';
import { fact } from '../../../../../src/core/rules/fact.ts';

describe('sourceText', () => {
  it('names the file that a person can open', () => {
    const facts = [
      fact.parameter('net.ipv4.conf.eth0/100.rp_filter', '1'),
      fact.configured('net.ipv4.tcp_tw_reuse', '1', { path: '/etc/sysctl.d/90-web.conf', line: 7 }),
      fact.counter('TcpExt.ListenDrops', '1'),
      fact.growth('Tcp.ActiveOpens', '1'),
      fact.counter('sockstat.TCP.tw', '1'),
      fact.counter('sockstat6.TCP6.inuse', '1'),
      fact.sockets('ports-in-use', 'Ports in use', '1'),
      fact.sockets('bytes-not-read', 'Unread bytes', '1', 'receive-queues'),
      fact.computed('sustainable-rate', 'Rate', '1', '28,232 ports / 60 s'),
    ];
    assert.deepEqual(
      facts.map(({ source }) => sourceText(source)),
      [
        '/proc/sys/net/ipv4/conf/eth0.100/rp_filter',
        '/etc/sysctl.d/90-web.conf:7',
        '/proc/net/netstat: ListenDrops',
        '/proc/net/snmp: ActiveOpens',
        '/proc/net/sockstat: TCP tw',
        '/proc/net/sockstat6: TCP6 inuse',
        'socket table',
        'receive queues',
        '28,232 ports / 60 s',
      ],
    );
  });
});
