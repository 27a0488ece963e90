import { numberText } from '../../model/numberText.ts';
import { verdictRule } from '../verdictRule.ts';

const key = 'net.ipv4.tcp_mem';
const pageBytes = 4096;
const gibibyte = 2 ** 30;

/** More than the TCP buffers of all but a few hosts may ever take. */
const suspiciousBytes = 64 * gibibyte;

/**
 * The unit is pages. Numbers that were meant as bytes take the limit away.
 * Source: Documentation/networking/ip-sysctl.rst, tcp_mem; net/ipv4/tcp.c, tcp_init_mem().
 */
export const tcpMemInBytes = verdictRule({
  id: 'tcp-mem-in-bytes',
  section: 'tcp-mem',
  severity: 'warning',
  judge(view) {
    const limit = view.integers(key, 3)?.[2];
    if (limit === undefined || !view.isSetInFile(key) || limit * pageBytes < suspiciousBytes)
      return undefined;
    return {
      key,
      title: `tcp_mem allows ${numberText((limit * pageBytes) / gibibyte)} GiB of TCP buffers: its unit is pages, not bytes.`,
      explanation: `A page is ${pageBytes} bytes on most machines. Beyond the memory of the host the limit protects nothing.`,
      remedies: [
        'Remove the line: the kernel computes it from memory.',
        `Or divide the numbers by ${pageBytes}.`,
      ],
    };
  },
});
