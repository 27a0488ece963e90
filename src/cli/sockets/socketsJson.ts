import type { CollectorAttempt, CollectorId } from '../../core/model/snapshot.ts';
import type { ListedSocket } from '../../core/tree/rows/listedSocket.ts';

/** What `sockets` prints as JSON. */
export interface SocketsJson {
  readonly schema: 'socket-diagnostics/sockets';
  readonly version: 1;
  /** The collector that read the sockets. */
  readonly collector: CollectorId | undefined;
  readonly attempts: readonly CollectorAttempt[];
  /** In the order of the source. */
  readonly sockets: readonly ListedSocket[];
}

export function socketsJson(
  { collector, attempts }: Pick<SocketsJson, 'collector' | 'attempts'>,
  sockets: readonly ListedSocket[],
): SocketsJson {
  return { schema: 'socket-diagnostics/sockets', version: 1, collector, attempts, sockets };
}
