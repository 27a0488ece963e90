import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Namespace } from './namespace.ts';
import { skipWhere } from './skipWhere.ts';
import { Traffic } from './traffic.ts';

/**
 * What the tests of one `describe` use. Created in the `describe` and filled in its `before`; after the tests everything is
 * taken down in reverse order. Without network namespaces the tests are skipped.
 */
export class Setup {
  readonly #ends: (() => Promise<unknown>)[] = [];

  /** @param missing gives another reason why the tests cannot run here; null if there is none */
  constructor(missing: () => string | null = () => null) {
    const ends = this.#ends;
    before(function () {
      skipWhere(this, Namespace.unavailable() ?? missing());
    });
    after(async function () {
      this.timeout(60_000);
      for (const end of ends.reverse()) await end();
    });
  }

  /** Takes `part` down after the tests. */
  use<T extends AsyncDisposable>(part: T): T {
    this.atEnd(async () => part[Symbol.asyncDispose]());
    return part;
  }

  atEnd(end: () => Promise<unknown>): void {
    this.#ends.push(end);
  }

  async namespace(sysctls?: Readonly<Record<string, string | number>>): Promise<Namespace> {
    return this.use(await Namespace.create(sysctls));
  }

  traffic(namespace: Namespace): Traffic {
    return this.use(Traffic.start(namespace));
  }

  /** An empty folder. */
  async folder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
    this.atEnd(() => rm(folder, { recursive: true, force: true }));
    return folder;
  }
}
