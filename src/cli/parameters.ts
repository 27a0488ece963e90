import type { ParameterInventory } from '../core/formats/parameterInventory.ts';
import type { InventoryEntry } from '../core/model/inventoryEntry.ts';
import { plainLine, visibleJson } from '../core/model/plainText.ts';
import { readInventory } from '../host/readInventory.ts';
import type { CommandIo } from './commandIo.ts';
import { fileChoice } from './fileChoice.ts';
import {
  parametersDescription,
  parseParametersArguments,
  type ParametersOptions,
} from './parameters/parametersArguments.ts';
import { runParsed } from './parsedArguments.ts';
import { tableText } from './table.ts';

/** `parameters PATH…`: the inventory of kernel parameters that files set. */
export function parameters(args: readonly string[], io: CommandIo): Promise<number> {
  return runParsed(parseParametersArguments(args), parametersDescription, io, (options) => list(options, io));
}

async function list(options: ParametersOptions, { stdout, stderr }: CommandIo): Promise<number> {
  const inventory = await readInventory(options.paths, {
    wants: fileChoice(options.include, options.exclude),
    cancellation: new AbortController().signal,
  });
  stdout.write(options.format === 'json' ? `${visibleJson(inventory)}\n` : text(inventory));
  for (const { file, message } of inventory.unreadable)
    stderr.write(`${plainLine(file)}: ${plainLine(message)}\n`);
  return inventory.unreadable.length > 0 ? 3 : 0;
}

function text({ assignments }: ParameterInventory): string {
  if (assignments.length === 0) return 'No kernel parameters are set in these files.\n';
  const columns = [
    { title: 'PLACE', text: ({ file, line }: InventoryEntry) => plainLine(`${file}:${line}`) },
    { title: 'KEY', text: ({ key }: InventoryEntry) => plainLine(key) },
    { title: 'VALUE', text: ({ value }: InventoryEntry) => plainLine(value) },
    { title: 'SCOPE', text: ({ scope }: InventoryEntry) => scope },
    { title: 'WHEN', text: ({ when }: InventoryEntry) => when },
    { title: 'FORMAT', text: ({ format }: InventoryEntry) => format },
  ].map((column) => ({ ...column, align: 'left' as const }));
  return `${tableText(columns, assignments).join('\n')}\n`;
}
