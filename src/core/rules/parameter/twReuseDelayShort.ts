import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.tcp_tw_reuse_delay';

/**
 * A newer timestamp distinguishes the new connection from the old one, and a peer's timestamp clock may tick only once per second.
 * Source: Documentation/networking/ip-sysctl.rst; RFC 1323 section 4.2.2.
 */
export const twReuseDelayShort = parameterRule({
  id: 'tw-reuse-delay-short',
  about:
    'The value of tcp_tw_reuse_delay may be shorter than one tick of the timestamp clock of a peer, which then cannot tell old segments from new ones.',
  section: 'tcp-tw-reuse-delay',
  severity: 'warning',
  judge(view) {
    const delay = view.integer(key);
    if (delay === undefined || delay < 1 || delay >= 1000) return undefined;
    return {
      key,
      side: 'client',
      title: `tcp_tw_reuse_delay = ${delay} ms may be shorter than one tick of a peer's timestamp clock.`,
      explanation:
        'Such a peer cannot tell late segments of the old connection from those of the new one; a tick may last 1 s.',
      remedies: ['Use at least 1000 unless all peers are known to tick every millisecond.'],
      fixes: [setFix(key, 1000, true)],
    };
  },
});
