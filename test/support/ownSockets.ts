import { readFile } from 'node:fs/promises';

/** The inode of the socket that listens on this port over IPv4, as the kernel's own list has it. */
export async function listenerInode(port: number): Promise<number> {
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = (await readFile('/proc/net/tcp', 'utf8')).split('\n').map((line) => line.trim().split(/\s+/));
  const row = rows.find((fields) => fields[1]?.endsWith(wanted) === true && fields[3] === '0A');
  if (row === undefined) throw new Error(`nobody listens on ${String(port)}`);
  return Number(row[9]);
}
