import { CancellationError, type CancellationToken } from 'vscode';
import type { HostInspection } from './hostInspection.ts';

/** The number of hosts to inspect at the same time. */
export const mostAtOnce = 4;

export interface EachProgress {
  /** The hosts being inspected. */
  readonly running: readonly string[];
  readonly done: number;
}

/**
 * Inspects hosts, a few at a time. A host that fails or is slow does not hold up the others. Returns the failures
 * with their reasons; if cancelled, those up to then.
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
