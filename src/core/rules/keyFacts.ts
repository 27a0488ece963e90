import { isKnownKey, keySince } from '../knowledge/knownKeys.ts';
import { findParameter, type ParameterEntry, type VersionBound } from '../knowledge/parameters.ts';

/** What the catalogue knows about a dotted key. */
export interface KeyFacts {
  readonly entry: ParameterEntry | undefined;
  /** Some kernel has or had the key. */
  readonly isKnown: boolean;
  /** The mainline version that added it, if known and later than 3.10. */
  readonly since: VersionBound | undefined;
}

/** Every rule queries every key, and an editor queries the same keys after each keystroke. */
const cache = new Map<string, KeyFacts>();
const cacheLimit = 50_000;

export function keyFacts(dotted: string): KeyFacts {
  const cached = cache.get(dotted);
  if (cached !== undefined) return cached;
  const facts = { entry: findParameter(dotted), isKnown: isKnownKey(dotted), since: keySince(dotted) };
  if (cache.size >= cacheLimit) cache.clear();
  cache.set(dotted, facts);
  return facts;
}
