import { guideSections, type GuideSectionId } from '../knowledge/guide.ts';
import { liveRules } from '../rules/liveRules.ts';
import type { NotJudged } from './report.ts';

/** What a person would call the things that rules look at, in the order in which they matter. */
const areas = ['local ports', 'queues', 'CLOSE_WAIT', 'peers and programs', 'limits', 'NAT'] as const;
export type Area = (typeof areas)[number];

/** By the section of the guide that a rule belongs to; else by the chapter. */
const areaOfSection: Partial<Readonly<Record<GuideSectionId, Area>>> = {
  'accept-queue-overflow': 'queues',
  'syn-queue-overflow': 'queues',
  'close-wait-pile-up': 'CLOSE_WAIT',
  'conntrack-table-full': 'limits',
};
const areaOfChapter: Readonly<Record<string, Area>> = {
  'outbound.md': 'local ports',
  'server.md': 'limits',
  'hanging.md': 'peers and programs',
  'balancers.md': 'NAT',
};
const chapters: ReadonlyMap<string, string> = new Map(guideSections.map(({ id, file }) => [id, file]));

/** What was looked at as a whole, and what of it no rule or not every rule could judge. */
export function lookedAt(
  notJudged: readonly NotJudged[],
  unknown?: Area,
): {
  readonly fine: readonly string[];
  readonly missing: readonly string[];
} {
  const unjudged = new Set(notJudged.flatMap(({ rules }) => rules));
  const without = liveRules.filter(({ id }) => unjudged.has(id)).map(({ section }) => areaOf(section));
  const missing = new Set([...without, unknown]);
  return {
    fine: areas.filter((area) => !missing.has(area)),
    missing: areas.filter((area) => missing.has(area)),
  };
}

function areaOf(section: string): Area | undefined {
  return areaOfSection[section as GuideSectionId] ?? areaOfChapter[chapters.get(section) ?? ''];
}

/** `a, b or c` */
export function alternatives(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
