import { setTimeout as sleep } from 'node:timers/promises';
import { patience } from '../../scripts/lib/patience.ts';

/** Asks again until the answer passes, then gives it. The last answer is in the error when it never does. */
export async function waitFor<T>(what: string, ask: () => Promise<T> | T): Promise<NonNullable<T>>;
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T> | T,
  passes: (answer: T) => boolean,
  timeoutMs?: number,
): Promise<T>;
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T> | T,
  passes: (answer: T) => boolean = Boolean,
  timeoutMs = patience * 25_000, // only a failure takes so long, and a busy machine may need half of it
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (passes(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: still ${JSON.stringify(answer)}`);
    await sleep(50);
  }
}

/**
 * Acts until the answer passes: what is pressed or clicked while a workbench redraws is lost. Waits ever longer before it acts
 * again, so that a slow machine has the time that it needs.
 */
export async function actUntil<T>(
  what: string,
  act: () => Promise<unknown>,
  ask: () => Promise<T> | T,
  passes: (answer: T) => boolean = Boolean,
): Promise<T> {
  for (const wait of [2000, 4000, 8000]) {
    await act();
    const came = await waitFor(what, ask, passes, wait).catch(() => undefined);
    if (came !== undefined) return came;
  }
  await act();
  return waitFor(what, ask, passes, 16_000);
}
