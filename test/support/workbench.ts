import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { vsixPath } from '../../scripts/package/pack.ts';
import { patience } from '../../scripts/lib/patience.ts';
import { installWorkbench } from '../../scripts/workbench/install.ts';
import { installExtension, type RunningServer, startServer } from '../../scripts/workbench/server.ts';
import {
  calmSettings,
  type Settings,
  writeMachineSettings,
  writeUserSettings,
} from '../../scripts/workbench/settings.ts';
import { startBrowser } from './browser.ts';
import { makeDataFolder, removeDataFolder } from './dataFolder.ts';
import type { Namespace } from './namespace.ts';
import { repository } from './paths.ts';
import { startRelay } from './relay.ts';
import { actUntil, waitFor } from './waitFor.ts';
import { openAsWeb } from './webWindow.ts';

export const extensionId = 'socket-diagnostics.socket-diagnostics';

/** The themes in which everything must look right, with VS Code's labels and the class that each gives the workbench. */
const themes = {
  dark: { label: 'Dark Modern', className: 'vs-dark' },
  light: { label: 'Light Modern', className: 'vs' },
  highContrast: { label: 'Dark High Contrast', className: 'hc-black' },
} as const;

export type Theme = keyof typeof themes;

export interface WorkbenchOptions {
  readonly namespace: Namespace;
  /** The machine of the window, if it is another one: the browser runs there and reaches the server as through ssh. */
  readonly desk?: Namespace;
  /** Words to put before the server's command; by default those that enter the namespace. */
  readonly enter?: readonly string[];
  /** The folder to open; none by default. */
  readonly folder?: string;
  readonly settings?: Settings;
  /** Those of scope `machine`. */
  readonly machineSettings?: Settings;
  /** VSIX files of other extensions to install beside it. */
  readonly extensions?: readonly string[];
  /** Loads the extension into the browser, as vscode.dev does, instead of installing it in VS Code's server. */
  readonly web?: boolean;
  /** The environment of VS Code's server, and so of what the extension starts. */
  readonly env?: NodeJS.ProcessEnv;
}

/** Views of the extension by the names that people see. */
export type ViewName = 'Sockets' | 'Hosts' | 'Findings';

/**
 * Editors that float above the workbench hide what a test wants to click, and so do titles of views that show their
 * buttons only under the pointer.
 */
const testSettings: Settings = {
  ...calmSettings,
  'workbench.editor.useModal': 'off',
  'workbench.view.alwaysShowHeaderActions': true,
};

/** The port of the server inside the namespace, where nothing else runs. The workbench's own sockets use it. */
export const workbenchPort = 8080;

/**
 * VS Code in a browser, both inside the namespace, with the packed extension installed as a user installs it.
 * The extension sees the sockets of that namespace only: traffic that the test made, and the few connections
 * between this browser and this server, which all have {@link workbenchPort} at one end.
 */
export class Workbench implements AsyncDisposable {
  readonly page: Page;
  readonly namespace: Namespace;
  readonly #browser: Browser;
  readonly #server: RunningServer;
  readonly #dataFolder: string;

  private constructor(
    namespace: Namespace,
    page: Page,
    browser: Browser,
    server: RunningServer,
    data: string,
  ) {
    this.namespace = namespace;
    this.page = page;
    this.#browser = browser;
    this.#server = server;
    this.#dataFolder = data;
  }

  static async open({
    namespace,
    enter = namespace.enter,
    desk,
    folder,
    settings = {},
    machineSettings = {},
    env,
    web = false,
    extensions = [],
  }: WorkbenchOptions): Promise<Workbench> {
    await installWorkbench();
    const dataFolder = await makeDataFolder();
    const socketPath = join(dataFolder, 'server.sock');
    if (desk !== undefined) startRelay(desk, workbenchPort, socketPath);
    await writeUserSettings(dataFolder, { ...testSettings, ...settings });
    await writeMachineSettings(dataFolder, machineSettings);
    for (const vsix of [...(web ? [] : [vsixPath]), ...extensions]) await installExtension(dataFolder, vsix);
    const server = await startServer({
      dataFolder,
      port: workbenchPort,
      enter,
      ...(desk && { socketPath, enterWindow: desk.enter }),
      ...(env && { env }),
    });
    const browser = await startBrowser(desk ?? namespace).catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    // VS Code's policy for its page allows extensions from https: alone.
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 }, bypassCSP: web });
    page.setDefaultTimeout(patience * 30_000);
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    const workbench = new Workbench(namespace, page, browser, server, dataFolder);
    if (web) await openAsWeb(page, namespace, join(dataFolder, 'web'));
    await page.goto(server.address(folder));
    await page.locator('.monaco-workbench').waitFor({ timeout: patience * 60_000 });
    // The status bar is the last part to come, with the remote indicator in it.
    await page
      .locator('.statusbar-item')
      .first()
      .waitFor({ timeout: patience * 60_000 });
    return workbench;
  }

  /** Runs a command by its title in the palette (`Sockets: Inspect TIME_WAIT`), waiting until it is there. */
  async runCommand(title: string): Promise<void> {
    const deadline = Date.now() + 60_000;
    const input = this.page.locator('.quick-input-widget input').first();
    const row = this.page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ has: this.page.getByText(title, { exact: true }) })
      .first();
    // The key is lost if it arrives while the focus moves, for example into a webview; a busy machine takes longer to open the palette.
    for (let timeout = 400; ; timeout = Math.min(2 * timeout, 3000)) {
      await this.page.keyboard.press('F1');
      const found = await input
        .fill(`>${title}`, { timeout })
        // It closes by itself if the focus moves again.
        .then(() => row.click({ timeout }))
        .then(
          () => true,
          () => false,
        );
      if (found) break;
      if (Date.now() > deadline) throw new Error(`the palette has no command ${title}`);
      await this.page.keyboard.press('Escape');
    }
  }

  /** The document inside the extension's own webview: an iframe in an iframe. */
  report(): FrameLocator {
    return this.webview(extensionId);
  }

  /** The document inside the built-in Markdown preview. */
  markdownPreview(): FrameLocator {
    return this.webview('vscode.markdown-language-features');
  }

  webview(owner: string): FrameLocator {
    return this.page
      .frameLocator(`iframe.webview.ready[src*="extensionId=${owner}"]`)
      .frameLocator('iframe#active-frame');
  }

  /** A view of the extension, once its side bar is open. */
  view(name: ViewName): Locator {
    const header = this.page.locator(`.pane-header[aria-label="${name} Section"]`);
    return this.page.locator('.sidebar .pane').filter({ has: header });
  }

  /** A button in the title of a view. */
  titleAction(label: string, view: ViewName = 'Sockets'): Locator {
    return this.view(view).locator(`.pane-header .action-label[aria-label="${label}"]`);
  }

  /** The rows of a view, once the side bar is open. */
  treeRows(view: ViewName = 'Sockets'): Locator {
    return this.view(view).locator('.customview-tree .monaco-list-row');
  }

  /** Clicks Refresh in a view. A click that misses a button which is being redrawn folds the view: then it is unfolded. */
  async clickRefresh(view: ViewName = 'Sockets'): Promise<void> {
    const header = this.view(view).locator('.pane-header');
    if ((await header.getAttribute('aria-expanded')) === 'false') await header.click();
    await this.titleAction('Refresh', view).click();
  }

  /** Has the Sockets view inspect again, and waits until it shows the new rows: its message names the second of their reading. */
  async refresh(): Promise<void> {
    const before = await this.rowsOf();
    await waitFor('another second', () => !before.endsWith(`:${new Date().toISOString().slice(17, 19)}`));
    await actUntil(
      'newer rows',
      () => this.clickRefresh(),
      () => this.rowsOf(),
      (time) => time !== '' && time !== before,
    );
  }

  /** The time of day when the rows of the Sockets view were read; empty if it shows none. */
  async rowsOf(): Promise<string> {
    return /\d\d:\d\d:\d\d/.exec(await this.viewMessage())?.[0] ?? '';
  }

  /** The message above the rows of the Sockets view; empty if there is none. */
  async viewMessage(): Promise<string> {
    const messages = this.view('Sockets').locator('.tree-explorer-viewlet-tree-view .message');
    return (await messages.allInnerTexts()).join(' ').replaceAll('\u00a0', ' ');
  }

  clipboard(): Promise<string> {
    return this.page.evaluate(() => navigator.clipboard.readText());
  }

  /** Opens the extension's side bar. */
  async openSideBar(): Promise<void> {
    const label = this.page.locator('a[aria-label^="Sockets"]');
    // The whole entry: its badge may lie above the label.
    await this.page.locator('.activitybar .action-item').filter({ has: label }).click();
  }

  /** Uses the picker, because this workbench notices only the first change to the settings file. */
  async setTheme(theme: Theme): Promise<void> {
    const { label, className } = themes[theme];
    const input = this.page.locator('.quick-input-widget input').first();
    const choice = this.page
      .locator('.quick-input-list .monaco-list-row')
      .filter({ has: this.page.getByText(label, { exact: true }) })
      .first();
    // What is filled in while the picker takes the place of the palette is lost, and a workbench that has just opened knows no theme.
    const pick = async (): Promise<void> => {
      await this.runCommand('Preferences: Color Theme');
      await input.fill(label);
    };
    await actUntil('the theme in its list', pick, () => choice.isVisible());
    await choice.click();
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
    // It fades out.
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Turns a setting on in the settings editor, which takes effect immediately. */
  async checkSetting(id: string, scope: 'user' | 'machine' = 'user'): Promise<void> {
    await this.runCommand('Preferences: Open Settings (UI)');
    const editor = this.page.locator('.settings-editor');
    if (scope === 'machine')
      await editor.locator('.settings-tabs-widget .action-label', { hasText: 'Remote' }).click();
    const box = editor.locator(`.setting-item-contents[data-key="${id}"] .setting-value-checkbox`);
    const search = async (): Promise<void> => {
      await editor.locator('.settings-header .monaco-editor').click();
      await this.page.keyboard.press('Control+a');
      await this.page.keyboard.type(`@id:${id}`);
    };
    await actUntil('the setting', search, () => box.isVisible());
    await box.click();
    await editor.locator('.setting-value-checkbox[aria-checked="true"]').waitFor();
    await this.page.keyboard.press('Control+w');
    await editor.waitFor({ state: 'detached' });
  }

  /** Settings of scope `machine`, which belong to the host that VS Code's server runs on. */
  changeMachineSettings(settings: Settings): Promise<void> {
    return writeMachineSettings(this.#dataFolder, settings);
  }

  /** Their text, as VS Code has written it. */
  machineSettings(): Promise<string> {
    return readFile(join(this.#dataFolder, 'data/Machine/settings.json'), 'utf8');
  }

  /** Saves a screenshot in build/screenshots/, for people to look at. */
  async screenshot(name: string): Promise<string> {
    const folder = join(repository, 'build/screenshots');
    await mkdir(folder, { recursive: true });
    const path = join(folder, `${name}.png`);
    await this.page.screenshot({ path });
    return path;
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
    await removeDataFolder(this.#dataFolder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
