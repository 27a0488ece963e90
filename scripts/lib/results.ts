import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

export interface Failure {
  readonly title: string;
  readonly message: string;
  /** The test file, where a test failed and not what runs it. */
  readonly file?: string;
}

export interface Skip {
  readonly title: string;
  readonly reason: string;
}

/** What a suite has to say for itself; every suite writes one as JSON. */
export interface Results {
  readonly passed: readonly string[];
  readonly failed: readonly Failure[];
  readonly skipped: readonly Skip[];
  /** What failed at first and passed at the second attempt: defects, too, but they do not fail the run. */
  readonly unsteady?: readonly Failure[];
}

export function failure(title: string, error: unknown): Results {
  const message = error instanceof Error ? error.message : String(error);
  return { passed: [], failed: [{ title, message }], skipped: [] };
}

export function joinResults(all: readonly Results[]): Results {
  return {
    passed: all.flatMap(({ passed }) => passed),
    failed: all.flatMap(({ failed }) => failed),
    skipped: all.flatMap(({ skipped }) => skipped),
    unsteady: all.flatMap(({ unsteady = [] }) => unsteady),
  };
}

export async function writeResults(path: string, results: Results): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(results, null, 2));
}

export async function readResults(path: string): Promise<Results> {
  return JSON.parse(await readFile(path, 'utf8')) as Results;
}
