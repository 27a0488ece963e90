import type { ConfiguredValue } from '../model/configuredParameters.ts';
import { globMatcher } from './globMatch.ts';
import { isGlob, normalizeSysctlKey } from './sysctlKey.ts';
import type { AssignmentLine, SysctlDocument } from './sysctlLine.ts';

/** A configuration file that is read, with its contents. */
export interface ReadDocument {
  readonly path: string;
  readonly document: SysctlDocument;
}

export interface ConfiguredValues {
  /** By the key as it was asked for. */
  readonly values: ReadonlyMap<string, ConfiguredValue>;
  /** Lines that were passed over because there are more globs, or longer ones, than any configuration has. */
  readonly skippedGlobs: number;
}

/** Each glob is matched against each key, so their number and length are limited. */
const mostGlobs = 1000;
const longestGlob = 256;

interface Found {
  named?: ConfiguredValue;
  matched?: ConfiguredValue;
  isExcluded?: boolean;
}

/**
 * The line that sets each key in files listed in reading order: the last line that names it, otherwise the last glob
 * that matches it, unless a line `-key` excludes the key from globs (sysctl.d(5)).
 */
export function configuredValues(files: readonly ReadDocument[], keys: readonly string[]): ConfiguredValues {
  const found = new Map(keys.map((key): [string, Found] => [normalizeSysctlKey(key).path, {}]));
  let globs = 0;
  let skippedGlobs = 0;
  for (const { path, document } of files) {
    for (const line of document.lines) {
      if (line.kind !== 'assignment' && line.kind !== 'exclusion') continue;
      const key = normalizeSysctlKey(line.key.text).path;
      const wanted = found.get(key);
      if (wanted !== undefined) {
        if (line.kind === 'exclusion') wanted.isExcluded = true;
        else wanted.named = valueOf(line, path);
      } else if (line.kind === 'assignment' && isGlob(key)) {
        if (++globs > mostGlobs || key.length > longestGlob) skippedGlobs++;
        else matchGlob(key, found, valueOf(line, path));
      }
    }
  }
  const values = new Map<string, ConfiguredValue>();
  for (const key of keys) {
    const { named, matched, isExcluded } = found.get(normalizeSysctlKey(key).path) ?? {};
    const value = named ?? (isExcluded === true ? undefined : matched);
    if (value !== undefined) values.set(key, value);
  }
  return { values, skippedGlobs };
}

function matchGlob(glob: string, found: ReadonlyMap<string, Found>, value: ConfiguredValue): void {
  const matches = globMatcher(glob);
  for (const [key, one] of found) if (matches(key)) one.matched = value;
}

function valueOf(line: AssignmentLine, path: string): ConfiguredValue {
  return { value: line.value.text, path, line: line.index + 1 };
}
