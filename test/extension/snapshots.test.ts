import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, TabInputWebview, Uri, window } from 'vscode';
import { hostId, localHost } from '../../src/core/model/hostId.ts';
import type { Report } from '../../src/core/protocol/viewModels.ts';
import { commandIds } from '../../src/extension/ids.ts';
import { waitFor } from '../support/waitFor.ts';

function tabs(): readonly string[] {
  return window.tabGroups.all.flatMap((group) =>
    group.tabs.filter(({ input }) => input instanceof TabInputWebview).map(({ label }) => label),
  );
}

async function tabsMatch(...labels: readonly RegExp[]): Promise<void> {
  await waitFor(
    `the tabs ${labels.join(' ')}`,
    tabs,
    (open) => open.length === labels.length && labels.every((label, index) => label.test(open[index] ?? '')),
  );
}

describe('snapshots', () => {
  let folder: string;
  let file: Uri;
  let before: Report;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
    file = Uri.file(join(folder, 'before.snapshot.json'));
    before = await commands.executeCommand<Report>(commandIds.refresh);
    await commands.executeCommand(commandIds.saveSnapshot, localHost, file);
  });
  afterEach(async () => {
    await commands.executeCommand(commandIds.closeSnapshot, hostId('file', file.fsPath));
    await commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true, force: true });
  });

  it('are saved with what was inspected last, for their owner only', async () => {
    const saved = JSON.parse(await readFile(file.fsPath, 'utf8')) as Readonly<Record<string, unknown>>;
    assert.equal(saved['schema'], 'socket-diagnostics/snapshot');
    assert.equal(saved['takenAt'], before.takenAt);
    assert.equal((await stat(file.fsPath)).mode & 0o777, 0o600);
  });

  it('are opened with the same report, marked as what they are', async () => {
    const opened = await commands.executeCommand<Report>(commandIds.openSnapshot, file);
    // A snapshot does not hold the ports that files of the machine declare.
    const isOfFiles = ({ missing }: Report['notJudged'][number]): boolean => missing === 'servicePorts';
    assert.ok(opened.notJudged.some(isOfFiles));
    assert.deepEqual(
      { ...opened, notJudged: opened.notJudged.filter((gap) => !isOfFiles(gap)) },
      {
        ...before,
        notJudged: before.notJudged.filter((gap) => !isOfFiles(gap)),
        openedFrom: file.fsPath,
      },
    );
    await tabsMatch(/^TIME_WAIT: .* \(snapshot\)$/);
  });

  it('leave the host alone: Inspect TIME_WAIT inspects this machine, whatever file is open', async () => {
    await commands.executeCommand(commandIds.openSnapshot, file);
    const { openedFrom } = await commands.executeCommand<Report>(commandIds.inspect);
    assert.equal(openedFrom, undefined);
    await tabsMatch(/\(snapshot\)$/, /^TIME_WAIT: (?!.*snapshot)/);
  });

  it('are compared with the present, the older to the left', async () => {
    await commands.executeCommand(commandIds.refresh);
    await commands.executeCommand(commandIds.compare, localHost, hostId('file', file.fsPath));
    await tabsMatch(/^TIME_WAIT: .*, before ⟷ after$/);
    // Once more, with the sides exchanged: the same tab.
    await commands.executeCommand(commandIds.compare, hostId('file', file.fsPath), localHost);
    await tabsMatch(/^TIME_WAIT: .*, before ⟷ after$/);
  });

  it('are compared when two rows of a tree are selected', async () => {
    const rows = [{ host: localHost }, { host: hostId('file', file.fsPath) }];
    await commands.executeCommand(commandIds.compare, rows[0], rows);
    await tabsMatch(/⟷/);
  });

  it('are refused when they are damaged, newer, or not there', async () => {
    const text = await readFile(file.fsPath, 'utf8');
    const broken = [text.slice(0, 100), text.replace(/"version":\d+/, '"version":999'), '[]'];
    for (const content of broken) {
      await writeFile(file.fsPath, content);
      assert.equal(await commands.executeCommand(commandIds.openSnapshot, file), undefined);
    }
    await rm(file.fsPath);
    assert.equal(await commands.executeCommand(commandIds.openSnapshot, file), undefined);
    assert.equal(
      await commands.executeCommand(commandIds.openSnapshot, Uri.parse('untitled:x.json')),
      undefined,
    );
    assert.deepEqual(tabs(), []);
  });

  it('that cannot be written are told', async () => {
    const nowhere = Uri.file(join(folder, 'no', 'such', 'folder.json'));
    assert.equal(await commands.executeCommand(commandIds.saveSnapshot, localHost, nowhere), undefined);
  });

  it('close their report with them, and the file stays', async () => {
    await commands.executeCommand(commandIds.openSnapshot, file);
    await tabsMatch(/snapshot/);
    await commands.executeCommand(commandIds.closeSnapshot);
    await tabsMatch();
    await stat(file.fsPath);
  });
});
