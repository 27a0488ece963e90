import type { GuideSectionId } from '../../knowledge/guide.ts';
import { liveRule, type LiveFinding } from '../liveRule.ts';
import type { Rule, SocketEvidence } from '../rule.ts';
import { byPeer, type PeerGroup } from './peers.ts';
import { inodesOf } from './piles.ts';

interface PeerRule extends Pick<Rule, 'id'> {
  readonly section: GuideSectionId;
  /** So many sockets that wait at once are worth a warning; fewer are information. */
  readonly warningCount: number;
  readonly rowsOf: (sockets: SocketEvidence) => readonly number[];
  readonly finding: (group: PeerGroup, sockets: SocketEvidence) => LiveFinding;
}

/** Makes a rule about sockets that wait for their peers, with a finding for each peer. */
export function peerRule({ id, section, warningCount, rowsOf, finding }: PeerRule): Rule {
  return liveRule({
    id,
    section,
    severity: 'warning',
    requires: ['sockets'],
    ownersWanted: ({ sockets }) => (sockets === undefined ? [] : inodesOf(sockets.table, rowsOf(sockets))),
    judge({ sockets }) {
      if (sockets === undefined) return [];
      const rows = rowsOf(sockets);
      const least = rows.length < warningCount ? 1 : warningCount;
      return byPeer(sockets, rows, least).map((group) => ({
        severity: group.rows.length < warningCount ? 'information' : 'warning',
        ...finding(group, sockets),
      }));
    },
  });
}
