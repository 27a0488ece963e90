import type { AutoRefresh } from '../live/autoRefresh.ts';

/** "Resume Refreshing": inspects again as often as the setting says. */
export function resumeRefreshCommand(refresh: AutoRefresh): () => void {
  return () => {
    refresh.pause(false);
  };
}
