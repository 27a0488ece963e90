import { setTimeout as sleep } from 'node:timers/promises';

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
  timeoutMs = 10_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (passes(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`${what}: still ${JSON.stringify(answer)}`);
    await sleep(50);
  }
}
