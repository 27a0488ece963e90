import { setTimeout as sleep } from 'node:timers/promises';
import { sockstat } from '../support/kernelCounts.ts';
import type { Namespace } from '../support/namespace.ts';
import { nodePath } from '../support/paths.ts';

/** How long a socket stays: TCP_TIMEWAIT_LEN, include/net/tcp.h. */
const lifeSeconds = 60;
/** No worker outlives this, whatever happens. */
const limitSeconds = 30 * 60;
const firstNetwork = 100;

/**
 * Holds a level of TIME_WAIT sockets in a namespace: each lives 60 s, so a level is a steady rate of closes, made by
 * worker processes.
 */
export class Generator {
  readonly #namespace: Namespace;
  #workers = 0;
  #level = 0;

  constructor(namespace: Namespace) {
    this.#namespace = namespace;
  }

  /**
   * Adds workers until the level is `level`, then waits until it is there, or for as long as is said. Gives the level that was
   * reached.
   */
  async raise(level: number, workers: number, settleSeconds = lifeSeconds + 2): Promise<number> {
    const rate = Math.ceil((level - this.#level) / lifeSeconds / workers);
    for (let index = 0; index < workers; index++) {
      const network = String(firstNetwork + this.#workers++);
      const script = new URL('generatorProcess.ts', import.meta.url).pathname;
      this.#namespace.spawn(nodePath, [script, network, String(rate), String(limitSeconds)], {
        stdio: ['ignore', 'inherit', 'inherit'],
      });
    }
    this.#level = level;
    // The first of them have to end before the level is a level.
    await sleep(settleSeconds * 1000);
    return this.reached();
  }

  /** How many there are now. */
  reached(): Promise<number> {
    return sockstat(this.#namespace, 'TCP', 'tw');
  }
}
