import type { Finding } from '../model/finding.ts';
import type { WatchedConnections } from '../model/watched.ts';
import { evaluate } from '../rules/evaluate.ts';
import { liveRules } from '../rules/liveRules.ts';

/** Rules that need nothing but the connections. */
const connectionRules = liveRules.filter(({ requires }) => requires.every((part) => part === 'connections'));

/** What is wrong with connections that ended, worst first. */
export function judgeConnections(connections: WatchedConnections): readonly Finding[] {
  return evaluate(connectionRules, { connections }).findings;
}
