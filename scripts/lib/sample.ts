import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inRepository } from './paths.ts';

/** A fresh copy of the sample workspace, so that trying quick fixes does not change the checkout. */
export async function copySample(into = inRepository('.workbench')): Promise<string> {
  const folder = join(into, 'sample');
  await rm(folder, { recursive: true, force: true });
  await cp(inRepository('sample'), folder, { recursive: true });
  return folder;
}
