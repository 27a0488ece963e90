import { CancellationError, type CancellationToken } from 'vscode';
import type { HostInspection } from './hostInspection.ts';

/** So many hosts are asked at the same time. */
export const mostAtOnce = 4;

export interface EachProgress {
  /** Those that are being asked. */
  readonly running: readonly string[];
  readonly done: number;
}

/**
 * Inspects hosts, a few at a time. One that fails or is slow holds up no other. Gives those that failed, with the reason;
 * of a cancelled run those until then.
 */
export async function inspectEach(
  inspections: readonly HostInspection[],
  token: CancellationToken,
  onProgress: (progress: EachProgress) => void = () => undefined,
): Promise<ReadonlyMap<string, unknown>> {
  const failed = new Map<string, unknown>();
  const running = new Set<string>();
  const waiting = [...inspections];
  let done = 0;
  const tell = (): void => {
    onProgress({ running: [...running], done });
  };
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (token.isCancellationRequested) return;
      const { host } = next;
      running.add(host);
      tell();
      await next.inspect(token).catch((error: unknown) => {
        if (!(error instanceof CancellationError)) failed.set(host, error);
      });
      running.delete(host);
      done++;
      tell();
    }
  };
  await Promise.all(Array.from({ length: mostAtOnce }, work));
  return failed;
}
