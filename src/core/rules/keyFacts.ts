import { isKnownKey, keySince } from '../knowledge/knownKeys.ts';
import { findParameter, type ParameterEntry } from '../knowledge/parameters.ts';

/** What the catalogue has about a dotted key. */
export interface KeyFacts {
  readonly entry: ParameterEntry | undefined;
  /** Some kernel has it, or had it. */
  readonly isKnown: boolean;
  /** The mainline version that brought it, where that is known and later than 3.10. */
  readonly since: string | undefined;
}

/** Every rule asks about every key, and an editor about the same keys after each keystroke. */
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
