import type { GuideSectionId } from '../../knowledge/guide.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { Rule, RuleInput, SocketEvidence } from '../rule.ts';
import { byPeer, type PeerGroup } from './peers.ts';
import { inodesOf } from './piles.ts';

interface PeerRule extends Pick<Rule, 'id'> {
  readonly section: GuideSectionId;
  /** So many sockets that wait at once are worth a warning; fewer are information. */
  readonly warningCount: number;
  readonly rowsOf: (sockets: SocketEvidence, counters: RuleInput['counters']) => readonly number[];
  readonly finding: (group: PeerGroup, sockets: SocketEvidence) => LiveFinding;
}

/** Makes a rule about sockets that wait for their peers, with a finding for each peer. */
export function peerRule({ id, section, warningCount, rowsOf, finding }: PeerRule): Rule {
  return liveRule({
    id,
    section,
    severity: 'warning',
    requires: ['sockets'],
    ownersWanted: ({ sockets, counters }) =>
      sockets === undefined ? [] : inodesOf(sockets.table, rowsOf(sockets, counters)),
    judge({ sockets, counters }) {
      if (sockets === undefined) return [];
      const rows = rowsOf(sockets, counters);
      const least = rows.length < warningCount ? 1 : warningCount;
      return byPeer(sockets, rows, least).map((group) => ({
        severity: group.rows.length < warningCount ? 'information' : 'warning',
        ...finding(group, sockets),
      }));
    },
  });
}
