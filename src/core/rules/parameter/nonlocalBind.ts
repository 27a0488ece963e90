import { parameterRule } from '../parameterRule.ts';

const key = 'net.ipv4.ip_nonlocal_bind';

/**
 * A wrong address then goes unnoticed until nothing arrives.
 * Source: Documentation/networking/ip-sysctl.rst, ip_nonlocal_bind.
 */
export const nonlocalBind = parameterRule({
  id: 'nonlocal-bind',
  about:
    'With ip_nonlocal_bind = 1, programs can bind to addresses that the host does not have, so a wrong address goes unnoticed.',
  section: 'binding-switches',
  severity: 'information',
  judge(view) {
    if ((view.integer(key) ?? 0) === 0) return undefined;
    return {
      key,
      title: 'ip_nonlocal_bind = 1 lets programs bind to addresses that this host does not have.',
      explanation:
        'VRRP and some proxies need it. Elsewhere it hides wrong addresses, and it does not affect TIME_WAIT.',
      remedies: ['Keep it only if addresses move between hosts.'],
    };
  },
});
