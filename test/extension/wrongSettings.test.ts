import assert from 'node:assert/strict';
import { commands, ConfigurationTarget, languages, window, workspace } from 'vscode';
import type { Report } from '../../src/core/protocol/viewModels.ts';
import { commandIds, settingIds } from '../../src/extension/ids.ts';
import { Settings } from '../../src/extension/settings.ts';
import { waitFor } from '../support/waitFor.ts';

const wrong: readonly unknown[] = [7, -1, 1e308, true, 'x', '', [], [7, null, { a: [] }], {}, { a: 1 }];

/** A settings file is edited by hand, and a settings sync writes what another version has known. */
describe('settings of the wrong type', function () {
  this.timeout(60_000);
  const ids = Object.values(settingIds);

  after(async () => {
    await setAll(undefined);
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  async function setAll(value: unknown): Promise<void> {
    const settings = workspace.getConfiguration();
    for (const id of ids) await settings.update(id, value, ConfigurationTarget.Global);
  }

  for (const value of wrong)
    it(`leave what they are about as it is without them: ${JSON.stringify(value)}`, async () => {
      await setAll(value);
      await waitFor(
        'the setting',
        () => JSON.stringify(workspace.getConfiguration().inspect(settingIds.profile)?.globalValue),
        (seen) => seen === JSON.stringify(value),
      );
      const settings = new Settings();
      assert.ok(settings.liveIntervalMs >= 0 && settings.refreshIntervalMs >= 0);
      // A host change is never allowed by anything but `true`.
      assert.equal(settings.allowsHostChanges, value === true);
      assert.ok(settings.sshHosts.every((host) => typeof host === 'string'));
      const report = await commands.executeCommand<Report>(commandIds.refresh);
      assert.equal(report.schema, 'socket-diagnostics/report');
      assert.ok(report.sockets, JSON.stringify(report.outcomes.sockets));
      const document = await workspace.openTextDocument({
        language: 'sysctl',
        content: 'net.ipv4.tcp_tw_recycle = 1\n',
      });
      await window.showTextDocument(document);
      await waitFor('its diagnostics', () => languages.getDiagnostics(document.uri).length > 0);
    });
});
