import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { commands, window } from 'vscode';
import type { Report } from '../../src/core/protocol/viewModels.ts';
import { commandIds } from '../../src/extension/ids.ts';
import { collectGarbage } from '../support/collectGarbage.ts';
import { descriptorsOf } from '../support/processCounts.ts';
import type { AgainFigures, RestFigures } from '../soak/again.ts';
import { waitFor } from '../support/waitFor.ts';

/** `npm run soak` opens as many as in a day's work, and wants to know the figures. */
const times = Number(process.env['REPORT_TABS'] ?? 24);
const figuresPath = process.env['REPORT_TABS_FIGURES'];

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

/** What a tab may leave in this process, with its memory in megabytes. */
async function traces(): Promise<RestFigures> {
  return {
    descriptors: await descriptorsOf(process.pid),
    held: held(),
    megabytes: process.memoryUsage().rss / 1e6,
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
    const isNoMore = ({ held, handles, descriptors }: RestFigures): boolean =>
      held <= before.held * 1.1 + noise && handles <= before.handles && descriptors <= before.descriptors;
    let after: RestFigures | undefined;
    try {
      after = await waitFor(`no more than before, ${JSON.stringify(before)}`, traces, isNoMore);
    } finally {
      // Figures that were taken once more would be those of another moment, in which a window may do something of its own.
      const figures: AgainFigures = { before, after: after ?? (await traces()) };
      if (figuresPath !== undefined) await writeFile(figuresPath, JSON.stringify(figures));
    }
  });
});
