import type { Connection, InitializeParams } from 'vscode-languageserver/node';
import { parameterGroups } from '../../core/formats/parameterGroups.ts';
import type { ParameterGroup } from '../../core/model/inventoryEntry.ts';
import { pathMatcher } from '../../core/parse/pathGlob.ts';
import { workspaceParametersRequest } from '../../core/protocol/parameterInventory.ts';
import { readInventory } from '../../host/readInventory.ts';
import type { Requests } from '../../service/requests.ts';
import { excludedFiles, type WorkspaceFolders } from '../workspaceFiles.ts';

/** More are no list that somebody reads; the command line has them all. */
const mostAssignments = 5000;

/** Serves what the files of the workspace set. */
export function registerParameters(
  connection: Connection,
  requests: Requests,
  params: InitializeParams,
  folders: WorkspaceFolders,
): void {
  requests.on(workspaceParametersRequest, async (_params, cancellation) => {
    const { paths } = folders;
    const excluded = (await excludedFiles(connection, params)).map(pathMatcher);
    const { assignments, unreadable } = await readInventory(paths, {
      wants: (path) => !excluded.some((matches) => matches(path)),
      cancellation,
    });
    const groups = atMost(mostAssignments, parameterGroups(assignments));
    const shown = groups.reduce((sum, group) => sum + group.assignments.length, 0);
    return { folders: paths.length, groups, omitted: assignments.length - shown, unreadable };
  });
}

/** The first groups, up to a number of assignments. */
function atMost(most: number, groups: readonly ParameterGroup[]): readonly ParameterGroup[] {
  const taken: ParameterGroup[] = [];
  let left = most;
  for (const group of groups) {
    if (left <= 0) break;
    taken.push({ ...group, assignments: group.assignments.slice(0, left) });
    left -= group.assignments.length;
  }
  return taken;
}
