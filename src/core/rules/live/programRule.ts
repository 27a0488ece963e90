import type { GuideSectionId } from '../../knowledge/guide.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { Rule, SocketEvidence } from '../rule.ts';
import { programsOf, sampledInodes, type Program } from './programs.ts';

interface ProgramRule extends Pick<Rule, 'id' | 'severity'> {
  readonly section: GuideSectionId;
  readonly judge: (programs: readonly Program[], sockets: SocketEvidence) => readonly LiveFinding[];
}

/** Makes a rule about the processes that hold sockets; it is unsure if not all of them can be known. */
export function programRule({ judge, ...head }: ProgramRule): Rule {
  return liveRule({
    ...head,
    requires: ['sockets'],
    ownersWanted: ({ sockets }) => (sockets === undefined ? [] : sampledInodes(sockets)),
    unsure: ({ sockets }) =>
      sockets?.ownersGap === undefined ? undefined : { missing: 'processes', reason: sockets.ownersGap },
    judge: ({ sockets }) => (sockets === undefined ? [] : judge(programsOf(sockets), sockets)),
  });
}
