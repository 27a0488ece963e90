import { numberText } from '../../model/numberText.ts';
import { parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_mem';
const pageBytes = 4096;
const gibibyte = 2 ** 30;

/** More than TCP buffers ever use on all but a few hosts. */
const suspiciousBytes = 64 * gibibyte;

/**
 * The unit is pages. Values that were meant as bytes remove the limit in effect.
 * Source: Documentation/networking/ip-sysctl.rst, tcp_mem; net/ipv4/tcp.c, tcp_init_mem().
 */
export const tcpMemInBytes = parameterRule({
  id: 'tcp-mem-in-bytes',
  about: 'The unit of tcp_mem is pages, not bytes: a limit above the memory of the host protects nothing.',
  section: 'tcp-mem',
  severity: 'warning',
  judge(view) {
    const limit = view.integers(key, 3)?.[2];
    if (limit === undefined || !view.isSetInFile(key) || limit * pageBytes < suspiciousBytes)
      return undefined;
    return {
      key,
      title: `tcp_mem allows ${numberText((limit * pageBytes) / gibibyte)} GiB of TCP buffers: the unit is pages, not bytes.`,
      explanation: `A page is ${pageBytes} bytes on most machines. A limit above the memory of the host protects nothing.`,
      remedies: [
        'Remove the line: the kernel computes a default from the size of memory.',
        `Or divide the values by ${pageBytes}.`,
      ],
    };
  },
});
