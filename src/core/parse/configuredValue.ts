import type { ConfiguredValue } from '../model/configuredParameters.ts';
import { globMatcher } from './globMatch.ts';
import { isGlob, normalizeSysctlKey } from './sysctlKey.ts';
import type { AssignmentLine, SysctlDocument } from './sysctlLine.ts';

/** A configuration file that is read, with its contents. */
export interface ReadDocument {
  readonly path: string;
  readonly document: SysctlDocument;
}

/**
 * The line that sets a key in files listed in reading order: the last line that names it, otherwise the last glob
 * that matches it, unless a line `-key` excludes the key from globs (sysctl.d(5)).
 */
export function configuredValue(files: readonly ReadDocument[], dotted: string): ConfiguredValue | undefined {
  const { path: wanted } = normalizeSysctlKey(dotted);
  let named: ConfiguredValue | undefined;
  let matched: ConfiguredValue | undefined;
  let isExcluded = false;
  for (const { path, document } of files) {
    for (const line of document.lines) {
      if (line.kind !== 'assignment' && line.kind !== 'exclusion') continue;
      const key = normalizeSysctlKey(line.key.text).path;
      if (line.kind === 'exclusion') isExcluded ||= key === wanted;
      else if (key === wanted) named = valueOf(line, path);
      else if (isGlob(key) && globMatcher(key)(wanted)) matched = valueOf(line, path);
    }
  }
  return named ?? (isExcluded ? undefined : matched);
}

function valueOf(line: AssignmentLine, path: string): ConfiguredValue {
  return { value: line.value.text, path, line: line.index + 1 };
}
