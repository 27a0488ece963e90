const kept: object[] = [];

/**
 * Keeps one object of a class for as long as the process lives. All objects of an inspection are gone after it, and V8 throws away
 * code that was compiled for objects of a class if it finds none of them when it collects garbage (“embedded weak objects cleared”
 * in --trace-deopt). The next inspection would begin with code that is several times as slow, and compile it again.
 */
export function keepCompiled(...objects: readonly object[]): void {
  kept.push(...objects);
}
