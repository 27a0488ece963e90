import type { AssignmentScope, AssignmentTime } from './assignment.ts';
import type { FormatDocument } from './fileFormat.ts';

export const inventorySchema = 'socket-diagnostics/parameters';
export const inventoryVersion = 1;

/** One assignment of a repository. Lines and columns count from 1, in UTF-16 code units. */
export interface InventoryEntry {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** With dots; a part that is not known before something runs is `?`. */
  readonly key: string;
  /** As it is written to the kernel; `?` where it is not known before something runs. */
  readonly value: string;
  readonly scope: AssignmentScope;
  readonly when: AssignmentTime;
  readonly format: string;
  readonly isTemplate: boolean;
}

export interface ParameterInventory {
  readonly schema: typeof inventorySchema;
  readonly version: typeof inventoryVersion;
  readonly assignments: readonly InventoryEntry[];
  readonly unreadable: readonly { readonly file: string; readonly message: string }[];
}

export function inventoryEntries(
  file: string,
  { assignments, format }: FormatDocument,
): readonly InventoryEntry[] {
  return assignments.map(({ key, writtenKey, value, scope, when, isTemplate, isValueKnown }) => ({
    file,
    line: writtenKey.range.start.line + 1,
    column: writtenKey.range.start.column + 1,
    key: key.dotted,
    value: isValueKnown ? value.text : '?',
    scope,
    when,
    format: format.id,
    isTemplate,
  }));
}
