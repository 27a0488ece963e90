import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { browserCommands } from '../../../src/extension/commands/browserCommands.ts';
import { commandIds, contextKeys, viewIds } from '../../../src/extension/ids.ts';

interface Item {
  readonly command?: string;
  readonly when?: string;
}

const { contributes, browser, extensionKind } = JSON.parse(
  readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
) as {
  readonly browser: string;
  readonly extensionKind: readonly string[];
  readonly contributes: {
    readonly menus: Readonly<Record<string, readonly Item[]>>;
    readonly viewsWelcome: readonly { readonly view: string; readonly when: string }[];
    readonly languageModelTools: readonly Item[];
    readonly walkthroughs: readonly Item[];
  };
};

const inBrowser = contextKeys.inBrowser;
const allowed = new Set(browserCommands.map((name) => commandIds[name]));

/** Rows that are there only if there is a host. */
const rowsOfHosts = /^viewItem =~ \/\^(\(place\|host\) |fleet |instance)/;

describe('package.json in a browser', () => {
  it('has an entry of its own, and runs on a machine if there is one', () => {
    assert.equal(browser, './dist/web/extension.js');
    assert.deepEqual(extensionKind, ['workspace']);
  });

  it('offers no command that needs a host', () => {
    for (const [menu, items] of Object.entries(contributes.menus))
      for (const { command, when = '' } of items) {
        if (command === undefined || allowed.has(command) || when === 'false' || rowsOfHosts.test(when))
          continue;
        assert.ok(when.includes(`!${inBrowser}`), `${command} in ${menu}: ${when}`);
        // The palette is opened before the extension is active, too.
        if (menu === 'commandPalette') assert.ok(when.endsWith('&& (!isWeb || remoteName)'), command);
      }
    const inPalette = new Set(contributes.menus['commandPalette']?.map(({ command }) => command));
    for (const id of Object.values(commandIds))
      assert.ok(allowed.has(id) || inPalette.has(id), `${id} is not hidden from the palette`);
    for (const { when = '' } of contributes.languageModelTools) assert.ok(when.includes(`!${inBrowser}`));
    for (const { when = '' } of contributes.walkthroughs) assert.equal(when, '!isWeb || remoteName');
  });

  it('says in each view why it is empty', () => {
    for (const view of [viewIds.sockets, viewIds.findings, viewIds.hosts])
      assert.ok(
        contributes.viewsWelcome.some((one) => one.view === view && one.when.endsWith(`&& ${inBrowser}`)),
        view,
      );
  });
});
