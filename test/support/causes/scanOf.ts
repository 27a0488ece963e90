import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { SyntaxTrees } from '../../../src/core/parse/syntaxTrees.ts';
import { type FolderScan, scanFolder } from '../../../src/host/sourceFiles/scanFolder.ts';
import { syntaxTrees } from '../syntaxTrees.ts';

/** Scans a folder with these files. */
export async function scanOf(
  files: Readonly<Record<string, string>>,
  trees: SyntaxTrees = syntaxTrees,
): Promise<FolderScan> {
  const folder = mkdtempSync(join(tmpdir(), 'scan-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return await scanFolder(folder, trees, { cancellation: new AbortController().signal });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
