import { copySample } from '../../../scripts/lib/sample.ts';
import { makeDataFolder, removeDataFolder } from '../../support/dataFolder.ts';
import { Namespace } from '../../support/namespace.ts';
import { Traffic } from '../../support/traffic.ts';
import { Workbench, type WorkbenchOptions } from '../../support/workbench.ts';

/**
 * What the tests of one `describe` use. Created in the `describe` and filled in its `before`; after the tests everything is
 * taken down in reverse order. Of a test that fails it keeps a screenshot.
 */
export class Stage {
  readonly #ends: (() => Promise<unknown>)[] = [];
  #workbench: Workbench | undefined;

  constructor() {
    const workbench = (): Workbench | undefined => this.#workbench;
    const ends = this.#ends;
    afterEach(async function () {
      if (this.currentTest?.state !== 'failed') return;
      await workbench()?.screenshot(`failed-${this.currentTest.fullTitle().replaceAll(/\W+/g, '-')}`);
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

  /** A copy of the sample workspace. */
  async sample(): Promise<string> {
    return copySample(await this.folder());
  }

  /** An empty folder. */
  async folder(): Promise<string> {
    const folder = await makeDataFolder();
    this.atEnd(() => removeDataFolder(folder));
    return folder;
  }

  async workbench(options: WorkbenchOptions): Promise<Workbench> {
    this.#workbench = this.use(await Workbench.open(options));
    return this.#workbench;
  }
}
