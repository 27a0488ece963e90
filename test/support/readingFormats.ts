import assert from 'node:assert/strict';
import { formatOf } from '../../src/core/formats/formats.ts';
import { inventoryEntries } from '../../src/core/formats/parameterInventory.ts';

/** `line key=value scope when` of everything that a file sets. */
export function inventory(path: string, text: string): readonly string[] {
  const document = formatOf(text, path)?.read(text, path);
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
        assert.deepEqual(inventory(path, text.replaceAll('\n', '\r\n')), sets, 'with CRLF');
      });
    }
  });
}
