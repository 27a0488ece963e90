import assert from 'node:assert/strict';
import { commands, window } from 'vscode';
import type { Report } from '../../src/core/protocol/viewModels.ts';
import { commandIds } from '../../src/extension/ids.ts';
import { collectGarbage } from '../support/collectGarbage.ts';
import { descriptorsOf } from '../support/processCounts.ts';
import { waitFor } from '../support/waitFor.ts';

/** `REPORT_TABS=200 npm run test:extension` opens as many as in a day's work. */
const times = Number(process.env['REPORT_TABS'] ?? 24);

const tabs = (): number => window.tabGroups.all.flatMap((group) => group.tabs).length;

async function openAndClose(): Promise<void> {
  const report = await commands.executeCommand<Report>(commandIds.inspect);
  assert.equal(report.schema, 'socket-diagnostics/report');
  await waitFor('the tab', () => tabs() === 1);
  await commands.executeCommand('workbench.action.closeAllEditors');
  await waitFor('no tab', () => tabs() === 0);
}

/** By how much memory may grow with noise: a tenth, and so many megabytes. A report and its page are about one. */
const noise = 2;

/** What a tab may leave in this process, with what it holds in megabytes. */
async function traces(): Promise<Readonly<Record<string, number>>> {
  return {
    descriptors: await descriptorsOf(process.pid),
    held: held(),
    handles: process.getActiveResourcesInfo().filter((kind) => kind !== 'Timeout').length,
  };
}

function held(): number {
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 1e6;
}

describe('tabs of reports that are opened and closed', function () {
  this.timeout(30_000 + times * 4000);

  it('leave nothing behind', async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    for (let time = 0; time < times / 3; time++) await openAndClose();
    const before = await traces();
    for (let time = 0; time < times; time++) await openAndClose();
    await waitFor(`no more than before, ${JSON.stringify(before)}`, traces, (after) =>
      Object.entries(before).every(
        ([kind, count]) => (after[kind] ?? 0) <= (kind === 'held' ? count * 1.1 + noise : count),
      ),
    );
  });
});
