import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliDecompress } from 'node:zlib';
import type { SyntaxTrees } from '../../core/parse/syntaxTrees.ts';
import { TreeSitter } from './treeSitter.ts';

const decompress = promisify(brotliDecompress);

/** Above the largest file: zlib then writes into one buffer, instead of joining hundreds, which wait to be collected. */
const largest = 6_000_000;

/** The grammars that the build writes next to its bundles. Each is compressed: uncompressed, they would be 20 MB, most of the package. */
export function packedGrammars(distFolder: string): SyntaxTrees {
  return new TreeSitter(async (name) =>
    decompress(await readFile(join(distFolder, 'grammars', `${name}.br`)), { chunkSize: largest }),
  );
}
