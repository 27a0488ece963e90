import type { WriteStream } from 'node:tty';
import { scanProgressText, type ScanProgress } from '../host/sourceFiles/scannedFiles.ts';
import { LiveScreen } from './watch/liveScreen.ts';

/** A short scan shows nothing, and a long one a new figure that often. */
const intervalMs = 200;

export interface ShownProgress {
  readonly show: (progress: ScanProgress) => void;
  /** Takes away what was shown. */
  readonly clear: () => void;
}

/** Shows how far a scan is, on one line of a terminal; elsewhere nothing. `now`: milliseconds. */
export function scanProgress(
  output: Pick<WriteStream, 'isTTY' | 'write' | 'columns' | 'rows'>,
  now: () => number,
): ShownProgress {
  const screen = new LiveScreen(output);
  let shownAt = now();
  let isShown = false;
  return {
    show: (progress) => {
      if (!output.isTTY || now() - shownAt < intervalMs) return;
      shownAt = now();
      isShown = true;
      screen.draw(scanProgressText(progress));
    },
    clear: () => {
      if (isShown) screen.clear();
    },
  };
}
