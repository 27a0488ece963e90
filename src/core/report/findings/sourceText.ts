import { secondsText } from '../../model/timeText.ts';
import type { EvidenceSource, SocketSource } from '../../model/finding.ts';
import { procSysPath } from '../../model/procSysPath.ts';

const socketSources: Readonly<Record<SocketSource, string>> = {
  table: 'socket table',
  listener: 'listening socket',
  timers: 'socket timers',
  'receive-queues': 'receive queues',
  'with-inode': 'sockets with an inode',
  'without-inode': 'sockets without an inode',
};

/** The file of each family of counters (net/ipv4/proc.c); the others are in `/proc/net/snmp`. */
const counterFiles: ReadonlyMap<string, string> = new Map([
  ['TcpExt', '/proc/net/netstat'],
  ['IpExt', '/proc/net/netstat'],
  ['sockstat', '/proc/net/sockstat'],
  ['sockstat6', '/proc/net/sockstat6'],
  ['nf_conntrack', '/proc/net/stat/nf_conntrack'],
]);

/** Where a fact was read, as readable text. Contains text from the host. */
export function sourceText(source: EvidenceSource): string {
  switch (source.kind) {
    case 'file':
      return `${source.path}:${String(source.line)}`;
    case 'parameter':
      return procSysPath(source.key);
    case 'counter':
      return counterText(source.name);
    case 'sockets':
      return socketSources[source.what];
    case 'ends':
      return `ends of connections in ${secondsText(source.seconds)}`;
    case 'computed':
      return source.from;
  }
}

function counterText(name: string): string {
  const [family = '', ...parts] = name.split('.');
  return `${counterFiles.get(family) ?? '/proc/net/snmp'}: ${parts.join(' ')}`;
}
