import { isTooLarge, tooLargeSentence } from '../core/formats/checkedSize.ts';
import { composeServicesIn, mayHoldServices } from '../core/formats/compose/composeService.ts';
import type { ComposeService } from '../core/formats/compose/serviceName.ts';
import type { FormatDocument } from '../core/formats/fileFormat.ts';
import { formatOf, maySetParameters } from '../core/formats/formats.ts';
import {
  inventoryEntries,
  inventorySchema,
  inventoryVersion,
  type ParameterInventory,
} from '../core/formats/parameterInventory.ts';
import { unreadSentence } from '../core/formats/unreadPlace.ts';
import { throwIfCancelled, type Cancellation } from '../core/model/cancellation.ts';
import type { InventoryEntry } from '../core/model/inventoryEntry.ts';
import { textFiles } from './textFiles.ts';

export interface InventoryOptions {
  /** Whether a file is wanted, by its path below the root, with forward slashes. */
  readonly wants: (path: string) => boolean;
  readonly cancellation: Cancellation;
}

/** What a file sets; the document itself as long as others may decide about it, because all of them at once are large. */
type Read =
  | { readonly entries: readonly InventoryEntry[] }
  | { readonly file: string; readonly document: FormatDocument };

/** What files set, below folders and in single files, in the order of their names. Throws only `CancelledError`. */
export async function readInventory(
  paths: readonly string[],
  { wants, cancellation }: InventoryOptions,
): Promise<ParameterInventory> {
  const read: Read[] = [];
  // They decide about those of other files.
  const services: ComposeService[] = [];
  const unreadable: { readonly file: string; readonly message: string }[] = [];
  const wantsNow = (path: string): boolean => {
    throwIfCancelled(cancellation);
    return wants(path);
  };
  const wantsText = (text: string, path: string): boolean =>
    maySetParameters(text, path) || mayHoldServices(text, path);
  for (const root of paths)
    for await (const found of textFiles(root, { wants: wantsNow, wantsText })) {
      if (found.kind === 'unreadable') {
        unreadable.push({ file: found.path, message: found.message });
        continue;
      }
      const path = found.path.replaceAll('\\', '/');
      const format = formatOf(found.text, path);
      if (format === undefined) continue;
      if (isTooLarge(found.text)) {
        unreadable.push({ file: found.path, message: tooLargeSentence });
        continue;
      }
      const document = format.read(found.text, path);
      services.push(...composeServicesIn(path, found.text));
      read.push(
        document.needsRepository
          ? { file: found.path, document }
          : { entries: inventoryEntries(found.path, document) },
      );
      for (const place of document.unread)
        unreadable.push({ file: found.path, message: unreadSentence(place) });
    }
  const assignments = read.flatMap((one) =>
    'entries' in one
      ? one.entries
      : inventoryEntries(one.file, one.document.among?.(services) ?? one.document),
  );
  return { schema: inventorySchema, version: inventoryVersion, assignments, unreadable };
}
