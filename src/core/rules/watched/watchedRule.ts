import type { GuideSectionId } from '../../knowledge/guide.ts';
import type { Evidence, Severity } from '../../model/finding.ts';
import type {
  ConnectionKind,
  WatchedConnections,
  WatchedDestination,
  WatchedGroup,
  WatchedListener,
} from '../../model/watched.ts';
import { isGuessByAddress } from '../live/endedPlace.ts';
import { liveRule } from '../liveRule.ts';
import type { Rule } from '../rule.ts';
import {
  destinationSubject,
  groupsWith,
  kindEvidence,
  listenerSubject,
  lostEvidence,
  processEvidence,
} from './watchedFacts.ts';

/** The connections of one destination or listening socket that ended as a rule describes. */
export interface Seen<Group extends WatchedGroup = WatchedGroup> {
  readonly group: Group;
  readonly count: number;
  readonly perSecond: number;
  readonly watched: WatchedConnections;
}

interface WatchedRule {
  readonly id: string;
  readonly section: GuideSectionId;
  readonly severity: Severity;
  readonly kinds: readonly ConnectionKind[];
  /** What is normal up to here: their number, their share of all that ended, and how many ended per second. */
  readonly least: { readonly count: number; readonly share: number; readonly perSecond?: number };
  /** Key and label of the evidence that counts them. */
  readonly counted: readonly [key: string, label: string];
  /** The title for outgoing connections. */
  readonly toDestination: (seen: Seen<WatchedDestination>) => string;
  /** The title for accepted connections, if the rule judges these too. */
  readonly toListener?: (seen: Seen<WatchedListener>) => string;
  readonly explanation: string;
  readonly evidence?: (seen: Seen) => readonly Evidence[];
  readonly remedies: (seen: Seen) => readonly string[];
}

/** Makes a rule about connections that ended in one way while somebody listened for their ends. */
export function watchedRule(rule: WatchedRule): Rule {
  const { id, section, severity, kinds, least, counted, toDestination, toListener, explanation } = rule;
  const [key, label] = counted;
  const seenIn = <Group extends WatchedGroup>(groups: readonly Group[], watched: WatchedConnections) =>
    groupsWith(groups, kinds, least)
      .map((found): Seen<Group> => ({
        ...found,
        watched,
        perSecond: found.count / Math.max(watched.seconds, 1),
      }))
      .filter(({ perSecond }) => perSecond >= (least.perSecond ?? 0));
  const shared = (seen: Seen) => ({
    explanation,
    evidence: [
      kindEvidence(key, label, seen.count, seen.group, seen.watched),
      ...(rule.evidence?.(seen) ?? []),
      ...(isGuessByAddress(seen.group) ? [] : processEvidence(seen.group, seen.watched)),
      ...lostEvidence(seen.watched),
    ],
    remedies: rule.remedies(seen),
  });
  return liveRule({
    ...{ id, section, severity },
    requires: ['connections'],
    judge: ({ connections: watched }) => {
      if (watched === undefined) return [];
      const there = seenIn(watched.destinations, watched).map((seen) => ({
        ...shared(seen),
        side: 'client' as const,
        subject: destinationSubject(seen.group),
        title: toDestination(seen),
      }));
      if (toListener === undefined) return there;
      const here = seenIn(watched.listeners, watched).map((seen) => ({
        ...shared(seen),
        side: 'server' as const,
        subject: listenerSubject(seen.group),
        title: toListener(seen),
      }));
      return [...there, ...here];
    },
  });
}
