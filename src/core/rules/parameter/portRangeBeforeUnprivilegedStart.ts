import { meantIntegers } from '../../parse/sysctlValue.ts';
import { parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.ip_local_port_range';
const start = 'net.ipv4.ip_unprivileged_port_start';

/**
 * A range that starts below the first unprivileged port works only after that port was lowered. systemd-sysctl moves
 * a key to the position of its last assignment, so a later file can reverse the order of a working pair.
 * Source: net/ipv4/sysctl_net_ipv4.c; src/sysctl/sysctl.c of systemd; tested with both tools.
 */
export const portRangeBeforeUnprivilegedStart = parameterRule({
  id: 'port-range-before-unprivileged-start',
  about:
    'The port range is written before the first unprivileged port is lowered far enough for it, so writing the range fails.',
  section: 'sysctl-order',
  severity: 'error',
  judge(view) {
    const low = view.integers(key, 2)?.[0];
    const first = view.integer(start);
    const before = meantIntegers(view.input.running?.get(start)?.value ?? '1024', 1)?.[0] ?? 1024;
    const writes = view.input.writes ?? [];
    const place = (of: string) => writes.findLastIndex((write) => write.key === of);
    if (low === undefined || first === undefined || first > low || low >= before) return undefined;
    if (place(key) < 0 || place(start) < place(key) || view.since('4.11') === false) return undefined;
    return {
      key,
      because: [start],
      title: `ip_local_port_range ${low} … is written before ip_unprivileged_port_start makes room for it.`,
      explanation: `At that point the first unprivileged port is ${before}, so writing the range fails with EINVAL.`,
      remedies: ['Set ip_unprivileged_port_start first. Set each of them once, in the same file.'],
    };
  },
});
