import { normalizeSysctlKey } from '../../parse/sysctlKey.ts';
import type { SysctlDocument, SysctlLine } from '../../parse/sysctlLine.ts';

/** What rules look at: all lines of a document, or those that an edit may concern. */
export interface LinesToJudge {
  readonly lines: readonly SysctlLine[];
  /** Whether any line of the document sets or excludes the key of this path. */
  readonly isNamed: (path: string) => boolean;
}

export function allLines({ lines }: SysctlDocument): LinesToJudge {
  // Few files have a glob, which is what asks.
  let paths: Set<string> | undefined;
  const pathsNamed = (): Set<string> =>
    new Set(lines.flatMap((line) => ('key' in line ? [normalizeSysctlKey(line.key.text).path] : [])));
  return { lines, isNamed: (path) => (paths ??= pathsNamed()).has(path) };
}
