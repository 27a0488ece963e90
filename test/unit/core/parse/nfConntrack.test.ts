import assert from 'node:assert/strict';
import fc from 'fast-check';
import { NfConntrackParser } from '../../../../src/core/parse/nfConntrack.ts';

function parse(text: string, chunk = text.length) {
  const parser = new NfConntrackParser();
  const bytes = new TextEncoder().encode(text);
  for (let at = 0; at < bytes.length; at += Math.max(1, chunk))
    parser.push(bytes.subarray(at, at + Math.max(1, chunk)));
  return parser.finish();
}

/** As Linux 6.18 writes them. */
const translated = (port: number): string =>
  `ipv4     2 tcp      6 431999 ESTABLISHED src=127.0.0.1 dst=127.0.7.1 sport=${String(port - 4000)} dport=8001 src=127.0.7.1 dst=127.0.0.5 sport=8001 dport=${String(port)} [ASSURED] mark=0 zone=0 use=2\n`;
const others = `ipv4     2 tcp      6 100 SYN_SENT src=10.0.0.2 dst=10.0.0.9 sport=40000 dport=80 [UNREPLIED] src=10.0.0.9 dst=10.0.0.2 sport=80 dport=40000 mark=0 zone=0 use=2
ipv4     2 icmp     1 29 src=10.0.0.2 dst=10.0.0.9 type=8 code=0 id=1 src=10.0.0.9 dst=10.0.0.2 type=0 code=0 id=1 mark=0 use=1
ipv6     10 udp      17 29 src=fd00::2 dst=fd00::9 sport=5000 dport=53 [UNREPLIED] src=fd00::9 dst=fd00::1 sport=53 dport=5000 mark=0 use=1
`;

describe('/proc/net/nf_conntrack', () => {
  it('gives the ports of a source NAT by translated address and remote endpoint, most first', () => {
    const text = others + translated(45_001) + translated(45_009) + translated(45_000);
    const tcp = { protocol: 'tcp', translatedAddress: '127.0.0.5', remoteAddress: '127.0.7.1' } as const;
    const udp = { protocol: 'udp', translatedAddress: 'fd00::1', remoteAddress: 'fd00::9' } as const;
    const expected = [
      { ...tcp, remotePort: 8001, used: 3, low: 45_000, high: 45_009 },
      { ...udp, remotePort: 53, used: 1, low: 5000, high: 5000 },
    ];
    for (const chunk of [1, 7, 100, text.length]) assert.deepEqual(parse(text, chunk), expected);
  });

  it('takes nothing from lines of another form, and never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const { used } of parse(text)) assert.ok(used > 0);
      }),
    );
    assert.deepEqual(parse(translated(45_000).replace('dport=8001', 'dport=x')), []);
  });
});
