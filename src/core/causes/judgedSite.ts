import type { Severity } from '../model/finding.ts';
import type { Confidence } from '../model/site.ts';
import {
  toldDefinitions,
  type Definition,
  type Definitions,
  type FoundSite,
  type ToldDefinitions,
} from './cause.ts';
import { serviceName } from './destinations.ts';
import type { CauseEvidence } from './live/evidence.ts';

/** One step from sockets to a line, and what it rests on. */
export interface ChainLink {
  /** What is claimed, for example "The connections to 10.0.0.5:8080 are those of this line." */
  readonly says: string;
  /** What it rests on, for example "the address in the line". */
  readonly restsOn: string;
}

/** A site with what the sockets say about it, and where its destinations are defined, if that is elsewhere. */
export interface JudgedSite extends ToldDefinitions {
  readonly site: FoundSite;
  readonly confidence: Confidence;
  readonly severity: Severity;
  /** From the sockets to the line; empty where nothing but the pattern speaks for it. */
  readonly chain: readonly ChainLink[];
  /** The connections that it is tied to. */
  readonly evidence?: CauseEvidence;
  /** What its destinations lead to, whatever the port, as far as names are known; absent where it is tied to no connections. */
  readonly addresses?: readonly string[];
  /** The processes whose connections they are, as far as the line leads to them; absent where none is known. */
  readonly pids?: readonly number[];
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
  return { site, confidence: 'possible', severity: 'hint', chain: [], ...toldDefinitions(found) };
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
