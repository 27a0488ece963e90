import { formatOf, maySetParameters } from '../core/formats/formats.ts';
import {
  inventoryEntries,
  inventorySchema,
  inventoryVersion,
  type InventoryEntry,
  type ParameterInventory,
} from '../core/formats/parameterInventory.ts';
import { unreadSentence } from '../core/formats/unreadPlace.ts';
import { plainLine, visibleJson } from '../core/model/plainText.ts';
import { textFiles } from '../host/textFiles.ts';
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
  const inventory = await inventoryOf(options.paths, fileChoice(options.include, options.exclude));
  stdout.write(options.format === 'json' ? `${visibleJson(inventory)}\n` : text(inventory));
  for (const { file, message } of inventory.unreadable)
    stderr.write(`${plainLine(file)}: ${plainLine(message)}\n`);
  return inventory.unreadable.length > 0 ? 3 : 0;
}

async function inventoryOf(
  paths: readonly string[],
  wants: (path: string) => boolean,
): Promise<ParameterInventory> {
  const assignments: InventoryEntry[] = [];
  const unreadable: { readonly file: string; readonly message: string }[] = [];
  for (const root of paths)
    for await (const found of textFiles(root, { wants, wantsText: maySetParameters })) {
      if (found.kind === 'unreadable') unreadable.push({ file: found.path, message: found.message });
      else {
        const path = found.path.replaceAll('\\', '/');
        const document = formatOf(found.text, path)?.read(found.text, path);
        if (document === undefined) continue;
        assignments.push(...inventoryEntries(found.path, document));
        for (const place of document.unread)
          unreadable.push({ file: found.path, message: unreadSentence(place) });
      }
    }
  return { schema: inventorySchema, version: inventoryVersion, assignments, unreadable };
}

function text({ assignments }: ParameterInventory): string {
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
