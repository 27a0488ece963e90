import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile as put } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commands, Uri, window } from 'vscode';
import type { Report } from '../../src/core/protocol/viewModels.ts';
import { commandIds } from '../../src/extension/ids.ts';
import { saveDropInCommand } from '../../src/extension/commands/saveDropIn.ts';
import { Failures } from '../../src/extension/failures.ts';
import { nodeSurroundings as surroundings } from '../../src/extension/node/nodeSurroundings.ts';
import { saveReport } from '../../src/extension/report/saveReport.ts';
import { skipWhere } from '../support/skipWhere.ts';
import { waitFor } from '../support/waitFor.ts';
import { Answers } from './support/answers.ts';
import { desktopReason } from './support/desktopReason.ts';

/** A user who chooses a file, after `before` was done to the disk the second time. */
class Dialog implements Disposable {
  asked = 0;
  readonly #real = window.showSaveDialog;

  constructor(path: string, beforeSecond: () => void) {
    const show = (): Promise<Uri> => {
      if (++this.asked === 2) beforeSecond();
      return Promise.resolve(Uri.file(path));
    };
    Object.assign(window, { showSaveDialog: show });
  }

  [Symbol.dispose](): void {
    Object.assign(window, { showSaveDialog: this.#real });
  }
}

const report = { schema: 'socket-diagnostics/report', takenAt: '2026-01-02T03:04:05.678Z' } as Report;

describe('a file that could not be saved', () => {
  const failures = new Failures({ error: () => undefined });
  const savers = {
    'a drop-in file': {
      name: '90-web.conf',
      message: /^90-web\.conf could not be saved: .*[^.]\. Choose another folder\. \(file-not-saved\)$/,
      text: /^net\.ipv4\.tcp_tw_reuse = 1\n$/,
      isOpened: true,
      save: () =>
        saveDropInCommand(
          failures,
          surroundings,
        )({ fileName: '90-web.conf', text: 'net.ipv4.tcp_tw_reuse = 1\n' }),
    },
    'a report': {
      name: 'report.json',
      message: /^The report could not be saved: .*[^.]\. Choose another folder\. \(file-not-saved\)$/,
      text: /^\{\n {2}"schema": "socket-diagnostics\/report",/,
      isOpened: false,
      save: () => saveReport(report, { surroundings, failures }),
    },
    'a snapshot': {
      name: 'host.sockets.json',
      message: /^The file could not be saved: .*[^.]\. Choose another folder\. \(snapshot-not-saved\)$/,
      text: /^\{"schema":"socket-diagnostics\/snapshot"/,
      isOpened: false,
      save: () => commands.executeCommand(commandIds.saveSnapshot),
    },
    'sockets as CSV': {
      name: 'host-sockets.csv',
      message: /^The file could not be saved: .*[^.]\. Choose another folder\. \(file-not-saved\)$/,
      text: /^state,/,
      isOpened: false,
      save: () => commands.executeCommand(commandIds.exportCsv),
    },
  };
  let folder: string;

  before(() => commands.executeCommand(commandIds.refresh));
  beforeEach(async function () {
    // The suite in the embedded VS Code may mount, and sees its own mounts only.
    skipWhere(this, desktopReason());
    folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'none', folder]);
  });
  afterEach(async () => {
    if (desktopReason() !== null) return;
    await commands.executeCommand('workbench.action.closeAllEditors');
    execFileSync('umount', ['--lazy', folder]);
    await rm(folder, { recursive: true, force: true });
  });

  const full = (): Promise<void> =>
    assert.rejects(put(join(folder, 'filler'), 'x'.repeat(5_000_000)), /ENOSPC/);
  const faults = {
    'because the disk is full': {
      cause: full,
      mend: () => {
        execFileSync('rm', [join(folder, 'filler')]);
      },
      left: ['filler'],
    },
    'because nothing may be written there': {
      cause: () => Promise.resolve(void execFileSync('mount', ['-o', 'remount,ro', folder])),
      mend: () => {
        execFileSync('mount', ['-o', 'remount,rw', folder]);
      },
      left: [],
    },
  };

  for (const [what, { name, message, text, isOpened, save }] of Object.entries(savers))
    for (const [why, { cause, mend, left }] of Object.entries(faults))
      it(`says so, and is saved by Retry: ${what}, ${why}`, async () => {
        const path = join(folder, name);
        await cause();
        let entries: readonly string[] = [];
        using dialog = new Dialog(path, () => {
          entries = execFileSync('ls', ['-A', folder], { encoding: 'utf8' }).split('\n').filter(Boolean);
          mend();
        });
        using answers = new Answers(['Retry', 'Save…']);
        await save();
        await waitFor('the second dialog', () => dialog.asked === 2);
        await waitFor(
          'the file',
          () => readdir(folder),
          (names) => names.join() === name,
        );
        assert.deepEqual(entries, left, 'nothing of the first attempt is left');
        assert.deepEqual(
          answers.asked
            .filter(({ buttons }) => !buttons.includes('Open') && !buttons.includes('Save…'))
            .map(({ buttons }) => buttons),
          [['Retry', 'Show Log']],
        );
        assert.ok(answers.asked.some((one) => message.test(one.text)));
        assert.match(await readFile(path, 'utf8'), text);
        // What opens after this test would fail with its folder, in the next one.
        if (isOpened)
          await waitFor('its editor', () =>
            window.visibleTextEditors.some(({ document }) => document.uri.path === path),
          );
      });
});

describe('a drop-in file that is made of what a host said', () => {
  const text = `# Reserved\nnet.ipv4.ip_local_reserved_ports = ${'40000,'.repeat(1000)}40001\n`;
  const save = saveDropInCommand(new Failures({ error: () => undefined }), surroundings);
  const tabs = (): readonly string[] =>
    window.tabGroups.all.flatMap((group) => group.tabs.map(({ label }) => label));
  let folder: string;

  beforeEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-'));
  });
  afterEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
    await rm(folder, { recursive: true, force: true });
  });

  /** What the editor in front has when a message is shown. */
  class Reader extends Answers {
    readonly read: (string | undefined)[] = [];

    constructor(press: readonly string[]) {
      super(press);
      const show = window.showInformationMessage as (...args: unknown[]) => Promise<unknown>;
      Object.assign(window, {
        showInformationMessage: (...args: unknown[]) => {
          this.read.push(window.activeTextEditor?.document.getText());
          return show(...args);
        },
      });
    }
  }

  it('is shown in full before anything is asked, and not written if it is discarded', async () => {
    using dialog = new Dialog(join(folder, '90-web.conf'), () => undefined);
    using reader = new Reader(['Discard']);
    await save({ fileName: '90-web.conf', text });
    assert.deepEqual(reader.read, [text]);
    assert.deepEqual(
      reader.asked.map((asked) => [asked.text, asked.buttons]),
      [['Save this text as 90-web.conf?', ['Save…', 'Discard']]],
    );
    assert.equal(dialog.asked, 0);
    assert.deepEqual(await readdir(folder), []);
    assert.deepEqual(tabs(), []);
  });

  it('is then written as it was shown, and opened in place of what was shown', async () => {
    using dialog = new Dialog(join(folder, '90-web.conf'), () => undefined);
    using reader = new Reader(['Save…']);
    await save({ fileName: '90-web.conf', text });
    assert.equal(dialog.asked, 1);
    assert.deepEqual(reader.read, [text]);
    assert.equal(await readFile(join(folder, '90-web.conf'), 'utf8'), text);
    assert.deepEqual(tabs(), ['90-web.conf']);
  });
});
