import type { InventoryEntry } from '../model/inventoryEntry.ts';
import type { FormatDocument } from './fileFormat.ts';

export const inventorySchema = 'socket-diagnostics/parameters';
export const inventoryVersion = 1;

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
