import { numberText } from '../../model/numberText.ts';
import { fact } from '../fact.ts';
import { liveRule } from '../liveRule.ts';

const key = 'net.ipv4.tcp_mem';

/**
 * TCP buffers on the whole machine have reached the second or third value of `tcp_mem`, in pages. TIME_WAIT sockets
 * are not included.
 * Source: net/ipv4/tcp.c, tcp_enter_memory_pressure(); include/net/sock.h, sk_prot_mem_limits().
 */
export const tcpMemoryPressure = liveRule({
  id: 'tcp-memory-pressure',
  section: 'tcp-memory-pressure',
  severity: 'warning',
  requires: ['counters', 'parameters'],
  requiresKeys: [key],
  judge({ counters, parameters }) {
    const pages = counters?.current.get('sockstat.TCP.mem');
    const [, pressure, most] = (parameters?.get(key)?.value ?? '').split(/\s+/).map(Number);
    if (pages === undefined || pressure === undefined || most === undefined || pages < pressure) return [];
    const isFull = pages >= most;
    return [
      {
        severity: isFull ? 'error' : 'warning',
        subject: { kind: 'parameter', key },
        title: `TCP buffers use ${numberText(pages)} pages: ${isFull ? 'all that tcp_mem allows' : 'the kernel has started to save memory'}.`,
        explanation: isFull
          ? 'The kernel drops segments and resets orphans. TIME_WAIT sockets do not count towards this memory.'
          : 'The kernel shrinks buffers, so connections slow down. TIME_WAIT sockets do not count towards this memory.',
        evidence: [
          fact.counter('sockstat.TCP.mem', numberText(pages), 'Pages used by TCP on the whole machine'),
          fact.parameter(key, numberText(pressure), 'Pressure starts at'),
          fact.parameter(key, numberText(most), 'Limit'),
        ],
        remedies: [
          'Find connections with long send or receive queues: the peer or the program does not read.',
          'Add memory to the machine, or raise net.ipv4.tcp_mem (in pages, not bytes).',
        ],
      },
    ];
  },
});
