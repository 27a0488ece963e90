import { open } from 'node:fs/promises';
import type { Parameters, ParameterValue } from '../core/model/parameters.ts';
import { procSysPath } from '../core/model/procSysPath.ts';

/** Keys that hold secrets. They are never shown. */
const secret = /(?:_key|secret|uuid|boot_id)$/;
const longestValue = 16_384;
const atOnce = 64;

/** The values of the running kernel in this process's network namespace; keys that do not exist or cannot be read are missing. */
export async function readKernelParameters(keys: Iterable<string>): Promise<Parameters> {
  const found = new Map<string, ParameterValue>();
  const waiting = [...keys].filter(isSafe);
  while (waiting.length > 0) {
    await Promise.all(
      waiting.splice(0, atOnce).map(async (key) => {
        const value = await readValue(procSysPath(key));
        if (value !== undefined) found.set(key, { value, origin: { kind: 'running' } });
      }),
    );
  }
  return found;
}

/** A key from a file must not point outside /proc/sys. */
function isSafe(key: string): boolean {
  const parts = procSysPath(key).slice(1).split('/');
  return !secret.test(key) && !key.includes('\0') && parts.every((part) => !['', '.', '..'].includes(part));
}

async function readValue(path: string): Promise<string | undefined> {
  try {
    const file = await open(path, 'r');
    try {
      if (!(await file.stat()).isFile()) return undefined;
      const { bytesRead, buffer } = await file.read(Buffer.alloc(longestValue), 0, longestValue, 0);
      return buffer.toString('utf8', 0, bytesRead).trim();
    } finally {
      await file.close();
    }
  } catch {
    // Nonexistent, write-only or not permitted: to a caller who wants the value it makes no difference.
    return undefined;
  }
}
