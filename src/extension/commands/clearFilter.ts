import type { ViewFilter } from '../filter/viewFilter.ts';

/** "Clear Filter": shows all sockets again. */
export function clearFilterCommand(filter: ViewFilter): () => void {
  return () => {
    filter.set('');
  };
}
