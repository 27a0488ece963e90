import { catalogueRule, shortKey } from '../parameterRule.ts';

const keys: ReadonlySet<string> = new Set(['fs.file-max', 'fs.nr_open']);
const timeWaitKeys = ['net.ipv4.tcp_tw_reuse', 'net.ipv4.tcp_tw_recycle', 'net.ipv4.tcp_max_tw_buckets'];

/**
 * A socket in TIME_WAIT has no file descriptor, so more descriptors do not help.
 * Source: net/ipv4/inet_timewait_sock.c; measured on 6.18.
 */
export const fileLimitNotTimeWait = catalogueRule({
  id: 'file-limit-not-time-wait',
  about:
    'Sockets in TIME_WAIT use no file descriptors, so a limit on open files neither causes nor cures a shortage of ports.',
  section: 'file-limits',
  severity: 'hint',
  judge(key, view) {
    if (!keys.has(key) || !view.isSetInFile(key)) return undefined;
    const because = timeWaitKeys.filter((other) => view.isSetInFile(other));
    if (because.length === 0) return undefined;
    return {
      key,
      because,
      title: `${shortKey(key)} does not affect TIME_WAIT, which uses no file descriptors.`,
      explanation: 'systemd 240 and later raise the system-wide limits to the maximum anyway.',
      remedies: ['Keep it only if programs run out of descriptors; their own limit is usually lower.'],
    };
  },
});
