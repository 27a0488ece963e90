/** A counter of the kernel that tells of TIME_WAIT and its neighbours, in words. */
export interface CounterEntry {
  /** As `Counters` has it. */
  readonly name: string;
  /** What is counted, in the plural. */
  readonly meaning: string;
}

/**
 * What is worth comparing between two readings of one host: all of these only grow, and belong to the network namespace.
 * Sources: net/ipv4/proc.c; net/ipv4/inet_timewait_sock.c, __inet_twsk_schedule();
 * Documentation/networking/snmp_counter.rst.
 */
export const comparedCounters: readonly CounterEntry[] = [
  { name: 'Tcp.ActiveOpens', meaning: 'connections that this host began' },
  { name: 'Tcp.PassiveOpens', meaning: 'connections that came in' },
  { name: 'Tcp.EstabResets', meaning: 'connections that ended by a reset' },
  { name: 'TcpExt.TW', meaning: 'sockets that entered TIME_WAIT, and orphans in FIN_WAIT2' },
  { name: 'TcpExt.TWKilled', meaning: 'orphans in FIN_WAIT2 that were given 4 s or less' },
  { name: 'TcpExt.TWRecycled', meaning: 'outgoing connections that took over a TIME_WAIT socket' },
  { name: 'TcpExt.TCPTimeWaitOverflow', meaning: 'sockets that skipped TIME_WAIT, as its table was full' },
  { name: 'TcpExt.PAWSTimewait', meaning: 'segments with an old timestamp for a TIME_WAIT socket' },
  { name: 'TcpExt.PAWSEstab', meaning: 'segments with an old timestamp for other sockets' },
  { name: 'TcpExt.TCPACKSkippedTimeWait', meaning: 'answers of TIME_WAIT sockets that were held back' },
  { name: 'TcpExt.ListenOverflows', meaning: 'connections refused by a full accept queue' },
  { name: 'TcpExt.ListenDrops', meaning: 'connections dropped at a listening socket, for any reason' },
  { name: 'TcpExt.TCPReqQFullDoCookies', meaning: 'SYN cookies sent, as the SYN queue was full' },
  { name: 'TcpExt.TCPReqQFullDrop', meaning: 'SYNs dropped, as the SYN queue was full' },
  { name: 'TcpExt.TCPAbortOnData', meaning: 'connections reset by a close with data under way' },
  { name: 'TcpExt.TCPAbortOnClose', meaning: 'connections reset by a close with data not read' },
  { name: 'TcpExt.TCPAbortOnTimeout', meaning: 'connections given up after retries' },
  { name: 'TcpExt.TCPAbortOnMemory', meaning: 'orphans reset for want of memory' },
];
