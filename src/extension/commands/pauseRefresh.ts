import type { AutoRefresh } from '../live/autoRefresh.ts';

/** "Pause Refreshing": rows stay as they are until "Resume Refreshing", or until they are refreshed by hand. */
export function pauseRefreshCommand(refresh: AutoRefresh): () => void {
  return () => {
    refresh.pause(true);
  };
}
