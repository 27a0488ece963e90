import type { SysctlTool } from '../model/configuredParameters.ts';
import type { ReadFile } from './dropInOrder.ts';
import { parseSysctlConf } from './sysctlConf.ts';
import { isGlob, normalizeSysctlKey, type SysctlKey } from './sysctlKey.ts';
import type { AssignmentLine, SysctlDocument } from './sysctlLine.ts';

/** An assignment with the file that contains it. */
export interface FileAssignment {
  readonly path: string;
  readonly line: AssignmentLine;
  readonly key: SysctlKey;
}

/** The assignments of a document in the order of its lines. */
export function assignmentsOf(document: SysctlDocument, path: string): readonly FileAssignment[] {
  return document.lines.flatMap((line) =>
    line.kind === 'assignment' ? [{ path, line, key: normalizeSysctlKey(line.key.text) }] : [],
  );
}

/** The assignments of files, in reading order. */
export function allAssignments(files: readonly ReadFile[]): readonly FileAssignment[] {
  return files.flatMap((file) => assignmentsOf(parseSysctlConf(file.text), file.realPath));
}

/**
 * What a tool writes to the kernel, in order. procps writes every assignment. systemd-sysctl writes a key once, at
 * the position of its last assignment; an assignment that repeats the value keeps the earlier position
 * (src/sysctl/sysctl.c). A glob stays a single write at its position, because only the host knows what it matches.
 */
export function effectiveWrites(
  assignments: readonly FileAssignment[],
  tool: SysctlTool,
): readonly FileAssignment[] {
  if (tool === 'procps') return assignments;
  const writes = new Map<string, FileAssignment>();
  for (const assignment of assignments) {
    const earlier = writes.get(assignment.key.path);
    if (earlier?.line.value.text === assignment.line.value.text) continue;
    writes.delete(assignment.key.path);
    writes.set(assignment.key.path, assignment);
  }
  return [...writes.values()];
}

/** The last assignment of every key. Explicit assignments only, because they override globs regardless of order. */
export function winners(assignments: readonly FileAssignment[]): ReadonlyMap<string, FileAssignment> {
  return new Map(
    assignments.filter(({ key }) => !isGlob(key.path)).map((assignment) => [assignment.key.path, assignment]),
  );
}
