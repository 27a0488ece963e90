import { catalogueRule, setFix, shortKey } from '../parameterRule.ts';

const keys: ReadonlySet<string> = new Set(['net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem', 'net.ipv4.tcp_mem']);

/**
 * The three numbers should be in ascending order; the kernel does not check this.
 * Source: net/ipv4/sysctl_net_ipv4.c; tested on 6.18.
 */
export const bufferOrder = catalogueRule({
  id: 'buffer-order',
  about:
    'The three sizes, which are the minimum, the middle value and the maximum, are not in ascending order; the kernel does not check this.',
  section: 'socket-buffers',
  severity: 'warning',
  judge(key, view) {
    const numbers = keys.has(key) ? view.integers(key, 3) : undefined;
    const [low, middle, high] = numbers ?? [];
    if (numbers === undefined || low === undefined || middle === undefined || high === undefined)
      return undefined;
    if (low <= middle && middle <= high) return undefined;
    const sorted = numbers.toSorted((a, b) => a - b).join(' ');
    return {
      key,
      ...(key === 'net.ipv4.tcp_mem' && { section: 'tcp-mem' as const }),
      title: `The three values of ${shortKey(key)} are not in ascending order: ${numbers.join(' ')}.`,
      explanation:
        'They are the minimum, the middle value and the maximum. The kernel accepts them in any order without a warning.',
      remedies: [`Write ${sorted}.`],
      fixes: [setFix(key, sorted)],
    };
  },
});
