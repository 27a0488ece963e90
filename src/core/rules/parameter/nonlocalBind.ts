import { verdictRule } from '../verdictRule.ts';

const key = 'net.ipv4.ip_nonlocal_bind';

/**
 * A wrong address is then noticed only when nothing arrives.
 * Source: Documentation/networking/ip-sysctl.rst, ip_nonlocal_bind.
 */
export const nonlocalBind = verdictRule({
  id: 'nonlocal-bind',
  section: 'binding-switches',
  severity: 'information',
  judge(view) {
    if ((view.integer(key) ?? 0) === 0) return undefined;
    return {
      key,
      title: 'ip_nonlocal_bind = 1 lets programs bind to addresses that this host does not have.',
      explanation:
        'VRRP and some proxies need it; elsewhere it hides a wrong address, and it does nothing for TIME_WAIT.',
      remedies: ['Keep it only where addresses move between hosts.'],
    };
  },
});
