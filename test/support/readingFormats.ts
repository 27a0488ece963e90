import assert from 'node:assert/strict';
import type { FormatDocument } from '../../src/core/formats/fileFormat.ts';
import { formatOf } from '../../src/core/formats/formats.ts';
import { inventoryEntries } from '../../src/core/formats/parameterInventory.ts';

/** `line key=value scope when` of everything that a file sets. */
export function inventory(path: string, text: string): readonly string[] {
  return entriesOf(path, formatOf(text, path)?.read(text, path));
}

/** The same of the file in an editor, which reads it in the smallest pieces that its format allows, and as it is typed. */
export function inventoryInPieces(path: string, text: string): readonly (readonly string[])[] {
  const format = formatOf(text, path);
  const opened = format?.open?.(text, path, 1);
  if (opened === undefined) return [];
  const half = text.slice(0, text.length / 2);
  const typed = format?.open?.(half, path, 1).retyped?.(text, { before: 0, after: 0 });
  return [opened, typed].map((document) => entriesOf(path, document));
}

function entriesOf(path: string, document: FormatDocument | undefined): readonly string[] {
  return (document === undefined ? [] : inventoryEntries(path, document)).map(
    ({ line, key, value, scope, when }) => `${line} ${key}=${value} ${scope} ${when}`,
  );
}

export interface FormatSample {
  readonly what: string;
  readonly path: string;
  readonly text: string;
  readonly sets: readonly string[];
}

export function describeFormat(id: string, samples: readonly FormatSample[]): void {
  describe(`the format ${id}`, () => {
    for (const { what, path, text, sets } of samples) {
      it(what, () => {
        if (sets.length > 0) assert.equal(formatOf(text, path)?.id, id);
        assert.deepEqual(inventory(path, text), sets);
        // The same with Windows line ends.
        const windows = text.replaceAll('\n', '\r\n');
        assert.deepEqual(inventory(path, windows), sets, 'with CRLF');
        for (const found of [...inventoryInPieces(path, text), ...inventoryInPieces(path, windows)])
          assert.deepEqual(found, sets, 'in pieces');
      });
    }
  });
}
