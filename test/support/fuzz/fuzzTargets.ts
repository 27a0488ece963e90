import { sysctlConfFormat } from '../../../src/core/formats/sysctlConf/sysctlConfFormat.ts';
import { diagnose } from '../../../src/core/language/diagnose.ts';
import { AddressTable } from '../../../src/core/model/addressTable.ts';
import { SocketTableBuilder } from '../../../src/core/model/socketTableBuilder.ts';
import { modulesAtBoot } from '../../../src/core/parse/bootModules.ts';
import { parseApacheConf } from '../../../src/core/parse/apacheConf.ts';
import { parseCaddyfile } from '../../../src/core/parse/caddyfile.ts';
import { cgroupName } from '../../../src/core/parse/cgroupName.ts';
import { parseConfigListing } from '../../../src/core/parse/configListing.ts';
import { everyEntry, parseTomlTree, parseYamlTree } from '../../../src/core/parse/configTree.ts';
import { parseConntrackStat } from '../../../src/core/parse/conntrackStat.ts';
import { parseHaproxyCfg } from '../../../src/core/parse/haproxyCfg.ts';
import { InetDiagParser } from '../../../src/core/parse/inetDiag.ts';
import { MarkedSections } from '../../../src/core/parse/markedSections.ts';
import { parseMountinfo } from '../../../src/core/parse/mountinfo.ts';
import { NfConntrackParser } from '../../../src/core/parse/nfConntrack.ts';
import { parseNginxConf } from '../../../src/core/parse/nginxConf.ts';
import { ProcNetTcpParser } from '../../../src/core/parse/procNetTcp.ts';
import { parseProcNetUdp } from '../../../src/core/parse/procNetUdp.ts';
import { fileLimitIn, startedIn, stateIn, threadGroupIn } from '../../../src/core/parse/processFiles.ts';
import { parsePrometheusMatrix } from '../../../src/core/parse/prometheusMatrix.ts';
import { parsePrometheusVector } from '../../../src/core/parse/prometheusVector.ts';
import { parseSnmpCounters } from '../../../src/core/parse/snmpCounters.ts';
import { SockDiagEndParser } from '../../../src/core/parse/socketEnds.ts';
import { parseSockstat } from '../../../src/core/parse/sockstat.ts';
import { SsParser } from '../../../src/core/parse/ss.ts';
import { SsEndParser } from '../../../src/core/parse/ssEnds.ts';
import { TraceEventParser } from '../../../src/core/parse/traceEvents.ts';
import { parseTraceFormat } from '../../../src/core/parse/traceFormat.ts';
import { parseSocketFilter } from '../../../src/core/query/socketFilter.ts';
import { fixture } from '../parsing.ts';
import { onText, type FuzzTarget } from './fuzz.ts';
import { causeTargets } from './causeTargets.ts';
import { formatSamples } from './formatSamples.ts';
import { formatTargets } from './formatTargets.ts';
import { messageTargets } from './messageTargets.ts';
import { snapshotTarget } from './snapshotTarget.ts';
import { wrappedTargets } from './wrappedTargets.ts';

/** In pieces, as a pipe gives them. */
function inPieces(input: Uint8Array, push: (piece: Uint8Array) => void): void {
  const size = 1 + (input.length % 4096);
  for (let at = 0; at < input.length; at += size) push(input.subarray(at, at + size));
}

const context = { profile: 'tuning', containers: 'none', rules: {} } as const;

const addresses = new AddressTable();

const serverConf = `http { upstream a { server 127.0.0.1:8080; keepalive 32; } server { listen 80; location / { proxy_pass http://a; } } }\n`;
const haproxy = `defaults\n  timeout client 30s\nbackend a\n  option httpclose\n  server s1 127.0.0.1:80 check # x\n`;
const apache = `<VirtualHost *:80>\n  KeepAlive Off\n  ProxyPass "/" "http://127.0.0.1:8080/" disablereuse=On\n</VirtualHost>\n`;
const snmp = 'TcpExt: SyncookiesSent TW TWRecycled\nTcpExt: 0 12 3\n';
const counters = 'TCP: inuse 6 orphan 0 tw 4 alloc 17 mem 2\n';
const listing =
  'init\0systemd\0link\0/etc/sysctl.d/99-sysctl.conf\0../sysctl.conf\0text\0/etc/sysctl.conf\0a = 1\n\0';
const sections = '\ntoken begin\n\ntoken out 0\nLinux\n\ntoken end 0 0\n\ntoken done\n';
/** A datagram of the kernel: a header of 16 bytes with its length, and a socket of 72. */
const datagram = (() => {
  const bytes = new Uint8Array(88);
  bytes.set([88, 0, 0, 0, 20, 0, 2, 0]);
  bytes.set([2, 6, 3, 1, 0x1f, 0x90, 0xc3, 0x50], 16);
  return bytes;
})();

const conntrack =
  'ipv4     2 tcp      6 117 TIME_WAIT src=10.0.0.2 dst=192.0.2.1 sport=40000 dport=443 src=192.0.2.1 dst=203.0.113.1 sport=443 dport=50000 [ASSURED] mark=0 use=1\n';
const vector =
  '{"status":"success","data":{"resultType":"vector","result":[{"metric":{"instance":"a:9100"},"value":[1700000000.1,"12"]}]}}';
const envoy =
  'clusters:\n- name: a\n  max_requests_per_connection: &one 1\n  at: {socket_address: {address: a, port_value: 80}}\n  x: *one\n';
const toml = 'a.b = 1\n[c]\nd = [2, 3]\n[[e]]\nf = {g = "h"}\n[[e]]\nf = {g = "i"}\n';
const caddy =
  'example.org {\n  reverse_proxy localhost:8080 {\n    transport http {\n      keepalive off\n    }\n  }\n}\n';
const conntrackStat = 'entries  clashres found new\n00000001 00000002 00000003 00000004\n';
const udp = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
  100: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000   101        0 19134 2 0000000000000000 0
`;
const matrix =
  '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"instance":"a"},"values":[[1700000000,"1"],[1700000015,"2"]]}]}}';
const cgroup = `0::/system.slice/docker-${'0a'.repeat(32)}.scope\n1:cpu:/user.slice/user@0.service/nginx.service\n`;
const processFile =
  '7 (a b) c) S 1 7 7 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 1 0 12345 1 2\nMax open files  1024  4096 files\nTgid:\t7\n';
const traceFormat =
  'name: a\nID: 1410\nformat:\n\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n';
const mounts = '36 35 98:0 /mnt1 /mnt\\0402 rw,noatime master:1 - ext3 /dev/root rw,errors=continue\n';
/** A page of the kernel's trace: a time, how much is used, and one message of 72 bytes. */
const tracePage = (() => {
  const bytes = new Uint8Array(92);
  bytes.set([76], 8);
  bytes.set([18], 16);
  bytes.set([239, 8], 20);
  return bytes;
})();
const traceEvents = (() => {
  const fields = new Map(
    [
      ['common_flags', 2, 1],
      ['common_pid', 4, 4],
      ['skaddr', 8, 8],
      ['oldstate', 16, 4],
      ['newstate', 20, 4],
      ['sport', 24, 2],
      ['dport', 26, 2],
      ['saddr_v6', 40, 16],
      ['daddr_v6', 56, 16],
    ].map(([name, offset, size]) => [String(name), { offset: Number(offset), size: Number(size) }]),
  );
  const naming = ['comm', 'newcomm'].map((name, at) => ({
    id: 205 - at,
    fields: new Map([
      ['pid', { offset: 8, size: 4 }],
      [name, { offset: 12 + 16 * at, size: 16 }],
    ]),
  }));
  const parser = TraceEventParser.create(
    { change: { id: 2287, fields }, exit: { id: 1410, fields: new Map() }, naming },
    true,
    0n,
  );
  if (parser === undefined) throw new Error('The fields do not suit the parser.');
  return parser;
})();

export const fuzzTargets: readonly FuzzTarget[] = [
  {
    name: 'ss',
    run: (input: Uint8Array): void => {
      const parser = new SsParser(new SocketTableBuilder());
      inPieces(input, (piece) => parser.push(piece));
      parser.finish();
    },
    samples: [fixture('ss.txt'), fixture('ss-details.txt'), fixture('ss-split-names.txt')],
    linearFrom: 1 << 17,
    repeated: [fixture('ss.txt'), 'users:(("', '\n\t', ' '],
  },
  {
    name: '/proc/net/tcp',
    run: (input: Uint8Array): void => {
      const parser = new ProcNetTcpParser(new SocketTableBuilder(), 'little', '/proc/net/tcp');
      inPieces(input, (piece) => parser.push(piece));
      parser.finish();
    },
    samples: [fixture('proc-net-tcp.txt'), fixture('proc-net-tcp6.txt')],
    linearFrom: 1 << 17,
    repeated: [fixture('proc-net-tcp.txt'), ' 0:', '\n'],
  },
  {
    name: 'netlink dump',
    run: (input: Uint8Array): void => {
      const parser = new InetDiagParser(new SocketTableBuilder(), 'little');
      parser.push(input);
      parser.finish();
    },
    samples: [datagram],
    repeated: [Buffer.from(datagram).toString('latin1'), '\0\0\0\x10'],
  },
  {
    name: 'netlink destroy events',
    run: (input: Uint8Array): void => {
      const parser = new SockDiagEndParser(
        () => addresses,
        'little',
        () => undefined,
      );
      parser.push(input);
    },
    samples: [datagram],
    repeated: [Buffer.from(datagram).toString('latin1')],
  },
  {
    name: 'ss -E',
    run: (input: Uint8Array): void => {
      const parser = new SsEndParser(
        () => addresses,
        () => undefined,
      );
      inPieces(input, (piece) => parser.push(piece));
    },
    samples: [fixture('ss.txt')],
    linearFrom: 1 << 17,
    repeated: [fixture('ss.txt'), ' '],
  },
  { name: 'snmp counters', run: onText(parseSnmpCounters), samples: [snmp], repeated: [snmp, 'a: ', ' '] },
  {
    name: 'sockstat',
    run: onText((text) => parseSockstat(text, 'sockstat')),
    samples: [counters],
    repeated: [counters, 'a ', '\n'],
  },
  {
    name: 'configuration listing',
    run: onText(parseConfigListing),
    samples: [listing],
    repeated: [listing, 'link\0/etc/sysctl.d/a.conf\0', '\0'],
  },
  {
    name: 'ssh section stream',
    run: (input: Uint8Array): void => {
      const stream = new MarkedSections('token', { onMark: () => undefined, onBytes: () => undefined });
      inPieces(input, (piece) => stream.push(piece));
    },
    samples: [sections],
    repeated: [sections, '\ntoken ', '\n'],
  },
  snapshotTarget,
  {
    name: 'filter language',
    run: onText(parseSocketFilter),
    samples: ['state:time-wait peer:10.0.0.0/8 age:<10 -lport:8080 process:"a b"'],
    repeated: ['state:time-wait ', 'peer:', '-', '"'],
  },
  {
    name: 'nginx',
    run: onText(parseNginxConf),
    samples: [serverConf],
    repeated: [serverConf, '{', '"', '#'],
  },
  { name: 'HAProxy', run: onText(parseHaproxyCfg), samples: [haproxy], repeated: [haproxy, '\\', '"', ' '] },
  { name: 'Apache', run: onText(parseApacheConf), samples: [apache], repeated: [apache, '<a>', '\\\n', '"'] },
  {
    name: 'diagnostics of sysctl.conf',
    run: onText((text) => diagnose(sysctlConfFormat.read(text), context)),
    samples: formatSamples.map(({ text }) => text),
    repeated: ['net.ipv4.tcp_tw_reuse = 1\n', '# socket-diagnostics-disable-line tw-reuse-off\n', '.', '['],
  },
  {
    name: 'nf_conntrack',
    run: (input: Uint8Array): void => {
      const parser = new NfConntrackParser();
      inPieces(input, (piece) => {
        parser.push(piece);
      });
      parser.finish();
    },
    samples: [conntrack],
    linearFrom: 1 << 17,
    repeated: [conntrack, 'src=1 dst=1 sport=1 dport=1 ', '\n'],
  },
  {
    name: 'trace page',
    run: (input: Uint8Array): void => {
      traceEvents.push(input, []);
    },
    samples: [tracePage],
    repeated: [Buffer.from(tracePage).toString('latin1'), '\0\0\0\x10'],
  },
  {
    name: 'Prometheus answer',
    run: onText(parsePrometheusVector),
    samples: [vector],
    repeated: [vector, '"'],
  },
  {
    name: 'YAML tree',
    run: onText((text) => parseYamlTree(text).map((tree) => Array.from(everyEntry(tree)))),
    samples: [envoy],
    repeated: [envoy, '[', '- ', 'a: ', '---\n'],
  },
  {
    name: 'TOML tree',
    run: onText((text) => {
      const tree = parseTomlTree(text);
      if (tree !== undefined) Array.from(everyEntry(tree));
    }),
    samples: [toml],
    repeated: ['[[e]]\nf = {g = "h"}\n', '[', 'a.', '[a]\n'],
  },
  {
    name: 'Caddyfile',
    run: onText(parseCaddyfile),
    samples: [caddy],
    repeated: [caddy, '{', '{\n', '"', '`', '\\\n'],
  },
  {
    name: 'mountinfo',
    run: onText(parseMountinfo),
    samples: [mounts],
    repeated: [mounts, '\\040', ' ', '\n'],
  },
  {
    name: 'conntrack statistics',
    run: onText(parseConntrackStat),
    samples: [conntrackStat],
    repeated: [conntrackStat, '00000001 ', '\n'],
  },
  {
    name: '/proc/net/udp',
    run: onText((text) => parseProcNetUdp(text, 'little')),
    samples: [udp],
    linearFrom: 1 << 17,
    repeated: [udp, ' 0:', '\n'],
  },
  {
    name: 'history of Prometheus',
    run: onText(parsePrometheusMatrix),
    samples: [matrix],
    repeated: [matrix, '"'],
  },
  { name: 'cgroup', run: onText(cgroupName), samples: [cgroup], repeated: [cgroup, 'a', '0', '/user@'] },
  {
    name: 'files of a process',
    run: onText((text) => [fileLimitIn(text), stateIn(text), startedIn(text), threadGroupIn(text)]),
    samples: [processFile],
    repeated: [processFile, ')', ' '],
  },
  {
    name: 'format of a trace event',
    run: onText(parseTraceFormat),
    samples: [traceFormat],
    repeated: [traceFormat, '\tfield:', 'ID: '],
  },
  ...wrappedTargets,
  {
    name: 'modules-load.d',
    run: onText((text) => modulesAtBoot([{ path: '/etc/modules-load.d/a.conf', text }])),
    samples: ['# a\nnf_conntrack\n;b\n'],
    repeated: ['nf_conntrack\n', 'a', '\n'],
  },
  ...messageTargets,
  ...causeTargets,
  ...formatTargets,
];
