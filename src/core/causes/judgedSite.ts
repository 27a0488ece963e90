import type { Severity } from '../model/finding.ts';
import type { Confidence } from '../model/site.ts';
import type { Definition, Definitions, FoundSite } from './cause.ts';
import { serviceName } from './destinations.ts';
import type { CauseEvidence } from './live/evidence.ts';

/** One step from sockets to a line, and what it rests on. */
export interface ChainLink {
  /** What is claimed, for example "The connections to 10.0.0.5:8080 are those of this line." */
  readonly says: string;
  /** What it rests on, for example "the address in the line". */
  readonly restsOn: string;
}

/** A site with what the sockets say about it. */
export interface JudgedSite {
  readonly site: FoundSite;
  readonly confidence: Confidence;
  readonly severity: Severity;
  /** From the sockets to the line; empty where nothing but the pattern speaks for it. */
  readonly chain: readonly ChainLink[];
  /** Where its destinations are defined, if that is elsewhere. */
  readonly definitions: readonly Definition[];
  /** The connections that it is tied to. */
  readonly evidence?: CauseEvidence;
}

/** Without sockets, a site is a hint at most; those that need evidence are none. */
export function byPatternAlone(
  sites: readonly FoundSite[],
  definitions: Definitions = new Map(),
): readonly JudgedSite[] {
  return sites
    .filter(({ needsEvidence }) => needsEvidence !== true)
    .map((site) => patternAlone(site, definitions));
}

export function patternAlone(site: FoundSite, definitions: Definitions): JudgedSite {
  const found = [...(site.definitions ?? []), ...definedInContext(site, definitions)];
  return { site, confidence: 'possible', severity: 'hint', chain: [], definitions: found };
}

/** The services that its destinations name; where it names none, the only variable that leads somewhere. */
function definedInContext(site: FoundSite, definitions: Definitions): readonly Definition[] {
  const services = site.destinations.flatMap(
    (one) => definitions.get(serviceName(one.replace(/:\d+$/, ''))) ?? [],
  );
  if (site.destinations.length > 0) return services;
  const [only, ...more] = (site.variables ?? []).flatMap((name) => definitions.get(name) ?? []);
  return only !== undefined && more.length === 0 ? [only] : [];
}
