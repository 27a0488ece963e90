import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { inRepository } from '../../lib/paths.ts';
import { runOk } from '../../lib/run.ts';
import { stageNpm } from './stageNpm.ts';

const out = inRepository('build/npm');

/** Where the archive of a version is put, under the name that npm gives it. */
export function npmArchive(version: string): string {
  return join(out, `socket-diagnostics-${version}.tgz`);
}

export interface PackedNpm {
  /** Of the archive. */
  readonly path: string;
  readonly unpackedSize: number;
  readonly files: readonly string[];
}

/** Packs what is in dist/ as an npm package. Equal sources give equal bytes. */
export async function packNpm(): Promise<PackedNpm> {
  const folder = await stageNpm();
  await mkdir(out, { recursive: true });
  const said = await runOk('npm', ['pack', '--json', '--pack-destination', out], { cwd: folder });
  const [packed] = Object.values(JSON.parse(said) as Readonly<Record<string, NpmPacked>>);
  if (packed === undefined) throw new Error(`npm packed nothing: ${said}`);
  const { filename, unpackedSize, files } = packed;
  return { path: join(out, filename), unpackedSize, files: files.map(({ path }) => path) };
}

interface NpmPacked {
  readonly filename: string;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string }[];
}
