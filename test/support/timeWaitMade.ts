import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { counter, ownKernelView } from './kernelCounts.ts';
import type { Destination } from './trafficMessages.ts';

export interface TimeWaitPlace {
  /** Where the clients connect to. */
  readonly to: Destination;
  /** The clients' own address, when it was chosen. */
  readonly from?: string;
  /** Which end keeps TIME_WAIT. */
  readonly side: 'client' | 'server';
}

/**
 * So many attempts in a row that add nothing mean that the kernel holds no more. A client that gives its address takes a random
 * port of a quarter of the range, and most of these may be the server's already: 20 were too few in one of ten runs.
 */
const attempts = 40;

/**
 * Calls `connect` until the kernel holds `count` more TIME_WAIT sockets than before. A connection alone does not
 * promise one: a reset that comes late ends TIME_WAIT (RFC 1337; a busy machine retransmits a FIN to a socket that
 * is gone), and a client that gets its old port again reopens the server's socket.
 *
 * Does not try again if the kernel itself refuses to keep more (`tcp_max_tw_buckets`), or if it reuses ports
 * (`tcp_tw_reuse`).
 */
export async function timeWaitMade(
  place: TimeWaitPlace,
  count: number,
  connect: (count: number) => Promise<void>,
): Promise<void> {
  if (await portsAreTakenAgain()) return connect(count);
  const overflowed = await timeWaitOverflow();
  const wanted = (await timeWaitHeld(place)) + count;
  let missing = count;
  for (let inVain = 0; inVain < attempts && missing > 0;) {
    await connect(missing);
    if ((await timeWaitOverflow()) !== overflowed) return;
    const left = wanted - (await timeWaitHeld(place));
    inVain = left < missing ? 0 : inVain + 1;
    missing = left;
  }
  if (missing > 0)
    throw new Error(`The kernel holds ${wanted - missing} TIME_WAIT sockets instead of ${wanted}`);
}

/** How many TIME_WAIT sockets the kernel holds there now. */
async function timeWaitHeld({ to, from, side }: TimeWaitPlace): Promise<number> {
  const [clientEnd, serverEnd] = side === 'client' ? (['src', 'dst'] as const) : (['dst', 'src'] as const);
  const isWildcard = to.address === '::' || to.address === '0.0.0.0';
  const server = isWildcard ? `:${to.port}` : `${bracketed(to.address)}:${to.port}`;
  const filter = [serverEnd, server, ...(from === undefined ? [] : [clientEnd, bracketed(from)])];
  const args = ['-H', '-t', '-a', '-n', '-O', 'state', 'time-wait', ...filter];
  const { stdout } = await promisify(execFile)('ss', args, { maxBuffer: 1e9 });
  return stdout.split('\n').filter((line) => line !== '').length;
}

/** IPv4 through an IPv6 socket is written as IPv4: `ss` matches it either way. */
function bracketed(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/, '');
  return plain.includes(':') ? `[${plain}]` : plain;
}

const timeWaitOverflow = (): Promise<number> => counter(ownKernelView, 'TcpExt', 'TCPTimeWaitOverflow');

async function portsAreTakenAgain(): Promise<boolean> {
  return (await readFile('/proc/sys/net/ipv4/tcp_tw_reuse', 'utf8')).trim() !== '0';
}
