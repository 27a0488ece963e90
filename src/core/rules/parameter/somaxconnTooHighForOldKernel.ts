import { setFix, parameterRule } from '../parameterRule.ts';

const key = 'net.core.somaxconn';

/**
 * Kernels 3.13 to 3.19 refuse more than 65535.
 * Source: net/core/sysctl_net_core.c of 3.13, 3.19 and 4.1.
 */
export const somaxconnTooHighForOldKernel = parameterRule({
  id: 'somaxconn-too-high-for-old-kernel',
  about: 'Kernels 3.13 to 3.19 reject a somaxconn above 65535 and keep the old value.',
  section: 'somaxconn',
  severity: 'error',
  judge(view) {
    const limit = view.integer(key) ?? 0;
    if (limit <= 65535 || view.since('3.13') !== true || view.since('4.1') !== false) return undefined;
    return {
      key,
      title: `Kernels 3.13 to 3.19 reject somaxconn = ${limit}: they accept at most 65535.`,
      explanation: 'The write fails with EINVAL and the old value stays in effect.',
      remedies: ['Use 65535 or less.'],
      fixes: [setFix(key, 65535, true)],
    };
  },
});
