import { parseArgs } from 'node:util';
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
import type { LintIo } from './lint.ts';
import { fileChoice } from './fileChoice.ts';
import { tableText } from './table.ts';

const usage = `Usage: socket-diagnostics parameters [options] FILE|DIRECTORY…

Lists every kernel parameter that files set: sysctl.conf, Kubernetes manifests, Helm charts, Compose files, Dockerfiles,
shell scripts, Ansible, cloud-init, systemd units and more.

  --format text|json  how to print the list (text); --json is short for --format json
  --include GLOB      list only files that match; can be repeated
  --exclude GLOB      skip files that match; can be repeated
  -h, --help           show this help

Exit status: 0, or 3 if a file could not be read.
`;

const options = {
  help: { type: 'boolean', short: 'h' },
  json: { type: 'boolean' },
  format: { type: 'string' },
  include: { type: 'string', multiple: true },
  exclude: { type: 'string', multiple: true },
} as const;

/** `parameters PATH…`: the inventory of kernel parameters that files set. */
export async function parameters(
  args: readonly string[],
  io: Pick<LintIo, 'stdout' | 'stderr'>,
): Promise<number> {
  let parsed;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error), io);
  }
  const { values, positionals } = parsed;
  if (values.help === true) {
    io.stdout.write(usage);
    return 0;
  }
  const format = values.json === true ? 'json' : (values.format ?? 'text');
  if (format !== 'text' && format !== 'json')
    return wrong(`--format “${format}” is not one of text, json.`, io);
  if (positionals.length === 0) return wrong('Specify a file or a directory.', io);
  const wants = fileChoice(values.include ?? [], values.exclude ?? []);
  const inventory = await inventoryOf(positionals, wants);
  io.stdout.write(format === 'json' ? `${visibleJson(inventory)}\n` : text(inventory));
  for (const { file, message } of inventory.unreadable)
    io.stderr.write(`${plainLine(file)}: ${plainLine(message)}\n`);
  return inventory.unreadable.length > 0 ? 3 : 0;
}

function wrong(message: string, io: Pick<LintIo, 'stderr'>): number {
  io.stderr.write(`${message}\n\n${usage}`);
  return 3;
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
