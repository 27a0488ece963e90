import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { copySample } from '../../scripts/lib/sample.ts';
import { installWorkbench } from '../../scripts/workbench/install.ts';
import { type RunningServer, startServer } from '../../scripts/workbench/server.ts';
import { calmSettings, type Settings, writeUserSettings } from '../../scripts/workbench/settings.ts';
import { startBrowser } from './browser.ts';
import { makeDataFolder, removeDataFolder } from './dataFolder.ts';
import type { Namespace } from './namespace.ts';
import { workbenchPort } from './workbench.ts';

export interface ExtensionHostsOptions {
  readonly namespace: Namespace;
  /** Of the extension hosts. */
  readonly env: NodeJS.ProcessEnv;
  readonly settings?: Settings;
}

export interface SuiteRun {
  /** The folder of the extension that is tested. */
  readonly extension: string;
  /** The file whose `run()` is called. */
  readonly suite: string;
  /** The file that the suite writes when it has ended. */
  readonly resultsPath: string;
  readonly limitMs: number;
}

/**
 * VS Code's server and a browser in a network namespace. Each window gets an extension host of its own, in which
 * a suite is run as `@vscode/test-electron` would run it.
 */
export class ExtensionHosts implements AsyncDisposable {
  readonly #server: RunningServer;
  readonly #browser: Browser;
  readonly #dataFolder: string;
  readonly #folder: string;

  private constructor(server: RunningServer, browser: Browser, dataFolder: string, folder: string) {
    this.#server = server;
    this.#browser = browser;
    this.#dataFolder = dataFolder;
    this.#folder = folder;
  }

  static async start({ namespace, env, settings }: ExtensionHostsOptions): Promise<ExtensionHosts> {
    await installWorkbench();
    const dataFolder = await makeDataFolder();
    await writeUserSettings(dataFolder, { ...calmSettings, ...settings });
    const folder = await copySample(dataFolder);
    const server = await startServer({
      dataFolder,
      port: workbenchPort,
      enter: namespace.enter,
      smokeTestDriver: true,
      env,
    });
    const browser = await startBrowser(namespace).catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    return new ExtensionHosts(server, browser, dataFolder, folder);
  }

  /** Opens a window with the sample workspace and waits until its suite has left results. */
  async run({ extension, suite, resultsPath, limitMs }: SuiteRun): Promise<void> {
    await rm(resultsPath, { force: true });
    const page = await this.#browser.newPage();
    try {
      page.on('console', (message) => {
        // The extension host's own output (mocha's report) is mirrored into the page's console.
        if (/\[Extension Host\]/.test(message.text())) console.log(message.text());
      });
      await page.goto(this.#server.address(this.#folder) + payload(extension, suite));
      const deadline = Date.now() + limitMs;
      while (!existsSync(resultsPath)) {
        if (Date.now() > deadline) throw new Error('the suite did not end in time');
        await sleep(200);
      }
    } finally {
      await page.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    await removeDataFolder(this.#dataFolder);
  }
}

/** What a development window is told; the server obeys because of its smoke test driver. */
function payload(extension: string, suite: string): string {
  const remote = `vscode-remote://127.0.0.1:${String(workbenchPort)}`;
  const told = [
    ['extensionDevelopmentPath', remote + extension],
    ['extensionTestsPath', remote + suite],
  ];
  return `&payload=${encodeURIComponent(JSON.stringify(told))}`;
}
