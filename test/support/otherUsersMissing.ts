import { readFileSync } from 'node:fs';

/** Why no process can become another user here: a user namespace of an ordinary user has only that one. Else null. */
export function otherUsersMissing(): string | null {
  const [, , count] = readFileSync('/proc/self/uid_map', 'utf8').trim().split(/\s+/);
  return Number(count) > 65_534
    ? null
    : 'it needs another user, which only root outside a user namespace can become';
}
