import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inRepository } from '../lib/paths.ts';
import type { Gate } from './gate.ts';

const limit = 400;
const kinds = /\.(ts|mjs|cjs|css|sh)$/;

/** Data (JSON, the guide) may be long; what a person has to follow may not. */
export const fileLengths: Gate = {
  name: `no source file over ${String(limit)} lines`,
  check: async () => {
    const problems: string[] = [];
    let seen = 0;
    for (const folder of ['src', 'scripts', 'test']) {
      for (const file of await readdir(inRepository(folder), { recursive: true })) {
        if (!kinds.test(file) || file.includes('node_modules')) continue;
        seen++;
        const lines = (await readFile(inRepository(folder, file), 'utf8')).split('\n').length - 1;
        if (lines > limit) problems.push(`${join(folder, file)} has ${String(lines)} lines`);
      }
    }
    return seen === 0 ? ['no source file was seen'] : problems;
  },
};
