import { numberText } from '../../model/numberText.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';

const key = 'net.ipv4.tcp_mem';

/**
 * TCP buffers of the whole machine have reached the second or third figure of `tcp_mem`, in pages. TIME_WAIT sockets are
 * not part of it.
 * Source: net/ipv4/tcp.c, tcp_enter_memory_pressure(); include/net/sock.h, sk_prot_mem_limits().
 */
export const tcpMemoryPressure = liveRule({
  id: 'tcp-memory-pressure',
  section: 'tcp-memory-pressure',
  severity: 'warning',
  requires: ['counters', 'parameters'],
  judge({ counters, parameters }) {
    const pages = counters?.current.get('sockstat.TCP.mem');
    const [, pressure, most] = (parameters?.get(key)?.value ?? '').split(/\s+/).map(Number);
    if (pages === undefined || pressure === undefined || most === undefined || pages < pressure) return [];
    const isFull = pages >= most;
    return [
      {
        severity: isFull ? 'error' : 'warning',
        subject: { kind: 'parameter', key },
        title: `TCP buffers take ${numberText(pages)} pages: ${isFull ? 'all that tcp_mem allows' : 'the kernel saves memory from here on'}.`,
        explanation: isFull
          ? 'The kernel drops segments and resets orphans. TIME_WAIT sockets are not part of this memory.'
          : 'The kernel shrinks buffers, so connections slow down. TIME_WAIT sockets are not part of this memory.',
        evidence: [
          fact.counter('sockstat.TCP.mem', numberText(pages), 'Pages in use by TCP on the whole machine'),
          fact.parameter(key, numberText(pressure), 'Pressure begins at'),
          fact.parameter(key, numberText(most), 'Limit'),
        ],
        remedies: [
          'Find the connections with long send or receive queues: a peer that does not read, a program that does not.',
          'Give the machine more memory, or raise net.ipv4.tcp_mem (in pages, not bytes).',
        ],
      },
    ];
  },
});
