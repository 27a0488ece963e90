import type { SocketFilter } from '../filter/socketFilter.ts';

/** "Clear Filter": shows all sockets again. */
export function clearFilterCommand(filter: SocketFilter): () => void {
  return () => {
    filter.set('');
  };
}
