import type { ParameterGroup } from '../model/inventoryEntry.ts';
import { request, type NoParams } from './messageTypes.ts';

/** What the files of the workspace set. Files are absolute; text in it is hostile. */
export interface WorkspaceParameters {
  /** How many folders were looked through. */
  readonly folders: number;
  readonly groups: readonly ParameterGroup[];
  /** Assignments that are left out because there are too many for a list. */
  readonly omitted: number;
  readonly unreadable: readonly { readonly file: string; readonly message: string }[];
}

export const workspaceParametersRequest = request<NoParams, WorkspaceParameters>('workspaceParameters', {});
