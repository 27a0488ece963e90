import { valueRuleIn } from '../valueRule.ts';
import type { SysctlConfContext } from './sysctlConfRule.ts';

/** Makes a rule about the value of a line of sysctl.conf. */
export const lineRule = valueRuleIn<SysctlConfContext>();
