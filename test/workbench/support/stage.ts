import { copySample } from '../../../scripts/lib/sample.ts';
import { makeDataFolder, removeDataFolder } from '../../support/dataFolder.ts';
import { Setup } from '../../support/setup.ts';
import { Workbench, type WorkbenchOptions } from '../../support/workbench.ts';

/** A setup with a workbench. Of a test that fails it keeps a screenshot. */
export class Stage extends Setup {
  #workbench: Workbench | undefined;

  constructor() {
    super();
    const workbench = (): Workbench | undefined => this.#workbench;
    afterEach(async function () {
      if (this.currentTest?.state !== 'failed') return;
      await workbench()?.screenshot(`failed-${this.currentTest.fullTitle().replaceAll(/\W+/g, '-')}`);
    });
  }

  /** A copy of the sample workspace. */
  async sample(): Promise<string> {
    return copySample(await this.folder());
  }

  /** An empty folder, where the folders of VS Code's server are. */
  override async folder(): Promise<string> {
    const folder = await makeDataFolder();
    this.atEnd(() => removeDataFolder(folder));
    return folder;
  }

  async workbench(options: WorkbenchOptions): Promise<Workbench> {
    this.#workbench = this.use(await Workbench.open(options));
    return this.#workbench;
  }
}
