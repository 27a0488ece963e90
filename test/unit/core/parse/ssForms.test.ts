import assert from 'node:assert/strict';
import { parseSs } from '../../../support/parsing.ts';
import { rowsOf } from '../../../support/sockets.ts';

/** Local and remote ends of all rows of a text without a bad line. */
function endsOf(text: string): readonly (readonly [string, string | undefined])[] {
  const { table, badLines } = parseSs(text);
  assert.equal(badLines, 0);
  return rowsOf(table).map(({ local, remote }) => [local, remote]);
}

describe('the forms that ss has had', () => {
  it('a table column and a header whose last words are glued', () => {
    const text = `Netid State     Recv-Q Send-Q Local Address:Port  Peer Address:PortProcess
tcp   LISTEN    0      4096   127.0.0.53%lo:53         0.0.0.0:*    uid:991 ino:7223 sk:1
tcp   TIME-WAIT 0      0         10.0.0.5:80      198.51.100.2:6000 timer:(timewait,50sec,0) ino:0 sk:a
`;
    assert.deepEqual(endsOf(text), [
      ['127.0.0.53:53', undefined],
      ['10.0.0.5:80', '198.51.100.2:6000'],
    ]);
  });

  it('rows of other tables between those of TCP', () => {
    const text = `Netid  State      Recv-Q Send-Q   Local Address:Port     Peer Address:Port
nl     UNCONN     0      0                 rtnl:kernel               *
u_str  ESTAB      0      0      @/tmp/dbus-x 20311           * 20310
u_dgr  UNCONN     0      0                 * 641            * 0
p_raw  UNCONN     0      0                 *:eth0            *
v_str  ESTAB      0      0                 2:1023            3:22
icmp6  UNCONN     0      0              *:ipv6-icmp         *:*
raw    UNCONN     0      0           0.0.0.0:255       0.0.0.0:*
udp    UNCONN     0      0           0.0.0.0:68        0.0.0.0:*
tcp    ESTAB      0      0          10.0.0.5:22       10.0.0.6:5000
sctp   LISTEN     0      5           0.0.0.0:9999      0.0.0.0:*
mptcp  ESTAB      0      0          10.0.0.5:23       10.0.0.6:5001
??? UNCONN 0 0 0.0.0.0:1 0.0.0.0:*
`;
    assert.deepEqual(endsOf(text), [['10.0.0.5:22', '10.0.0.6:5000']]);
  });

  it('IPv6 without brackets, also the wildcard', () => {
    const text = `LISTEN 0 128 :::80 :::*
TIME-WAIT 0 0 ::ffff:172.16.0.1:80 ::ffff:172.16.0.2:39292
ESTAB 0 0 fe80::1:22 fe80::2:40000
`;
    assert.deepEqual(endsOf(text), [
      ['[::]:80', undefined],
      ['[::ffff:172.16.0.1]:80', '[::ffff:172.16.0.2]:39292'],
      ['[fe80::1]:22', '[fe80::2]:40000'],
    ]);
  });

  it('an interface inside or outside the brackets, or behind IPv4', () => {
    const text = `ESTAB 0 0 [fe80::1]%eth0:22 [fe80::2]%eth0:40000
ESTAB 0 0 [fe80::1%eth0]:22 [fe80::2%eth0]:40001
ESTAB 0 0 fe80::1%wlp3s0:22 fe80::2%wlp3s0:40002
LISTEN 0 5 127.0.0.53%lo:53 0.0.0.0:*
LISTEN 0 5 0.0.0.0%virbr0:67 0.0.0.0:*
LISTEN 0 5 *%eth0:80 *:*
LISTEN 0 5 [::]%eth0:81 [::]:*
`;
    assert.deepEqual(endsOf(text), [
      ['[fe80::1]:22', '[fe80::2]:40000'],
      ['[fe80::1]:22', '[fe80::2]:40001'],
      ['[fe80::1]:22', '[fe80::2]:40002'],
      ['127.0.0.53:53', undefined],
      ['0.0.0.0:67', undefined],
      ['[::]:80', undefined],
      ['[::]:81', undefined],
    ]);
  });

  it('an asterisk for all addresses of both families', () => {
    const { table } = parseSs('LISTEN 0 5 *:9100 *:*\n');
    assert.equal(table.family[0], 6);
    assert.ok(table.addresses.isWildcard(table.localAddress[0]!));
  });

  it('IPv4 of an IPv6 socket, which is the address of an IPv4 socket too', () => {
    const { table } = parseSs('ESTAB 0 0 [::ffff:1.2.3.4]:80 [::1]:1\nESTAB 0 0 1.2.3.4:80 1.2.3.5:1\n');
    assert.equal(table.localAddress[0], table.localAddress[1]);
    assert.deepEqual([...table.family], [6, 4]);
  });

  it('columns that are as wide as the widest row', () => {
    const wide = ['ESTAB', '0', '0', '[::ffff:127.0.0.1]:56947', '[::ffff:127.0.0.1]:8111'];
    const text = `${wide.map((cell) => cell.padEnd(200)).join('')}\n`;
    assert.deepEqual(endsOf(text), [['[::ffff:127.0.0.1]:56947', '[::ffff:127.0.0.1]:8111']]);
  });

  it('details on indented lines, without -O', () => {
    const text = `State  Recv-Q Send-Q Local Address:Port Peer Address:Port
ESTAB  0      0      10.0.0.5:22        10.0.0.6:5000
\t cubic wscale:7,7 rto:204 rtt:3.5/2 ato:40 mss:1448 cwnd:10 send 33.1Mbps
ESTAB  0      0      10.0.0.5:22        10.0.0.6:5001
\t cubic
`;
    assert.deepEqual(endsOf(text), [
      ['10.0.0.5:22', '10.0.0.6:5000'],
      ['10.0.0.5:22', '10.0.0.6:5001'],
    ]);
  });

  it('a version that knows fewer details', () => {
    const { table } = parseSs('ESTAB 0 0 10.0.0.5:22 10.0.0.6:5000 ino:15089 sk:ffff88007861ec00 <->\n');
    assert.deepEqual(rowsOf(table)[0]?.inode, 15089);
  });
});
