import { statSync } from 'node:fs';

/** The number of the process id namespace of this process; undefined if it cannot be read. */
export function pidNamespace(): number | undefined {
  try {
    return statSync('/proc/self/ns/pid').ino;
  } catch {
    return undefined;
  }
}
