/** A kernel counter related to TIME_WAIT, with a description. */
export interface CounterEntry {
  /** The name in `Counters`. */
  readonly name: string;
  /** What the counter counts, in the plural. */
  readonly meaning: string;
}

/**
 * The counters that are compared between two readings of a host. All of them only grow, and belong to the network namespace.
 * Sources: net/ipv4/proc.c; net/ipv4/inet_timewait_sock.c, __inet_twsk_schedule();
 * Documentation/networking/snmp_counter.rst.
 */
export const comparedCounters: readonly CounterEntry[] = [
  { name: 'Tcp.ActiveOpens', meaning: 'outgoing connections' },
  { name: 'Tcp.PassiveOpens', meaning: 'incoming connections' },
  { name: 'Tcp.EstabResets', meaning: 'connections that ended with a reset' },
  { name: 'TcpExt.TW', meaning: 'sockets that entered TIME_WAIT, and orphans in FIN_WAIT2' },
  { name: 'TcpExt.TWKilled', meaning: 'orphans in FIN_WAIT2 that were given 4 s or less' },
  { name: 'TcpExt.TWRecycled', meaning: 'outgoing connections that reused a TIME_WAIT socket' },
  {
    name: 'TcpExt.TCPTimeWaitOverflow',
    meaning: 'sockets that skipped TIME_WAIT because its table was full',
  },
  { name: 'TcpExt.PAWSTimewait', meaning: 'segments with an old timestamp for a TIME_WAIT socket' },
  { name: 'TcpExt.PAWSEstab', meaning: 'segments with an old timestamp for other sockets' },
  { name: 'TcpExt.TCPACKSkippedTimeWait', meaning: 'replies of TIME_WAIT sockets that were rate-limited' },
  { name: 'TcpExt.ListenOverflows', meaning: 'connections rejected because the accept queue was full' },
  { name: 'TcpExt.ListenDrops', meaning: 'connections dropped at a listening socket, for any reason' },
  { name: 'TcpExt.TCPReqQFullDoCookies', meaning: 'SYN cookies sent because the SYN queue was full' },
  { name: 'TcpExt.TCPReqQFullDrop', meaning: 'SYNs dropped because the SYN queue was full' },
  {
    name: 'TcpExt.TCPAbortOnData',
    meaning: 'connections reset because they were closed with data in transit',
  },
  { name: 'TcpExt.TCPAbortOnClose', meaning: 'connections reset because they were closed with unread data' },
  { name: 'TcpExt.TCPAbortOnTimeout', meaning: 'connections aborted after all retries' },
  { name: 'TcpExt.TCPAbortOnMemory', meaning: 'orphans reset because of low memory or too many orphans' },
];
