import type { SysctlTool } from '../model/configuredParameters.ts';
import type { ReadFile } from './dropInOrder.ts';
import { parseSysctlConf } from './sysctlConf.ts';
import { isGlob, normalizeSysctlKey, type SysctlKey } from './sysctlKey.ts';
import type { AssignmentLine, SysctlDocument } from './sysctlLine.ts';

/** An assignment with the file that it stands in. */
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

/** The assignments of files in the order in which they are read. */
export function allAssignments(files: readonly ReadFile[]): readonly FileAssignment[] {
  return files.flatMap((file) => assignmentsOf(parseSysctlConf(file.text), file.realPath));
}

/**
 * What a tool writes to the kernel, in its order. procps writes every assignment. systemd-sysctl writes a key once,
 * where it was assigned last; an assignment that repeats the value keeps the earlier place (src/sysctl/sysctl.c). A
 * glob stays one write, at its place: what it matches is known on the host only.
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

/** The last assignment of every key; explicit ones only, because they beat a glob wherever it stands. */
export function winners(assignments: readonly FileAssignment[]): ReadonlyMap<string, FileAssignment> {
  return new Map(
    assignments.filter(({ key }) => !isGlob(key.path)).map((assignment) => [assignment.key.path, assignment]),
  );
}
