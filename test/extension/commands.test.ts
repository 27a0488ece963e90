import assert from 'node:assert/strict';
import { commands, TabInputWebview, Uri, window } from 'vscode';
import type { PortAnswer } from '../../src/core/protocol/portUse.ts';
import type { Report } from '../../src/core/protocol/viewModels.ts';
import { commandIds } from '../../src/extension/ids.ts';
import { LinkHandler } from '../../src/extension/uriHandler.ts';
import { ownKernelView, ssCounts } from '../support/kernelCounts.ts';
import { here, Traffic } from '../support/traffic.ts';
import { waitFor } from '../support/waitFor.ts';
import { Answers, type Asked } from './support/answers.ts';
import { desktopReason } from './support/desktopReason.ts';
import { skipWhere } from '../support/skipWhere.ts';

function tabs(): readonly string[] {
  return window.tabGroups.all.flatMap((group) =>
    group.tabs.filter(({ input }) => input instanceof TabInputWebview).map(({ label }) => label),
  );
}

function tab(label: RegExp): Promise<unknown> {
  return waitFor(`the tab ${String(label)}`, tabs, (labels) => labels.some((text) => label.test(text)));
}

describe('commands', () => {
  afterEach(async () => {
    await commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('Refresh inspects and opens nothing', async () => {
    const report = await commands.executeCommand<Report>(commandIds.refresh);
    assert.equal(report.schema, 'socket-diagnostics/report');
    assert.deepEqual(tabs(), []);
  });

  it('Inspect TIME_WAIT opens a report with the figures of the kernel', async function () {
    skipWhere(this, desktopReason());
    await using traffic = Traffic.start(here);
    const to = await traffic.clientTimeWait({ count: 120, address: '127.0.21.1' });
    const at = await traffic.closeWait({ count: 15, address: '127.0.21.2' });
    const report = await commands.executeCommand<Report>(commandIds.inspect);
    await tab(/^TIME_WAIT: /);
    const destination = report.sockets?.destinations.find(({ remotePort }) => remotePort === to.port);
    const kernel = await ssCounts(ownKernelView, ['dst', `127.0.21.1:${String(to.port)}`]);
    assert.deepEqual({ 'TIME-WAIT': destination?.timeWait }, kernel);
    assert.equal(destination?.used, 120);
    const listener = report.sockets?.listeners.find(({ port }) => port === at.port);
    assert.equal(listener?.closeWait, 15);
  });

  it('Inspect TIME_WAIT asked for twice at once is one inspection', async () => {
    const [one, two] = await Promise.all([
      commands.executeCommand<Report>(commandIds.inspect),
      commands.executeCommand<Report>(commandIds.refresh),
    ]);
    assert.equal(one.takenAt, two.takenAt);
    await tab(/^TIME_WAIT: /);
    assert.equal(tabs().length, 1);
  });

  it('Who Holds Port… names the process and what bind() says', async function () {
    skipWhere(this, desktopReason());
    await using traffic = Traffic.start(here);
    const { port } = await traffic.listen('127.0.21.3', 0);
    const answer = await commands.executeCommand<PortAnswer>(commandIds.whoHoldsPort, 'local', port);
    await commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(answer.answer, 'taken');
    assert.match(answer.title, /is held by \S+ \(process \d+\): a listening socket on 127\.0\.21\.3:\d+\.$/);
    assert.match(answer.bind.join(' '), /EADDRINUSE/);
  });

  it('Open ssh in Terminal makes one for a host that can be given to ssh, and for no other', async () => {
    const names = (): readonly string[] => window.terminals.map(({ name }) => name);
    const before = names();
    for (const host of ['ssh:-oProxyCommand=x', 'ssh:a b', 'local', 'netns:7'])
      await commands.executeCommand(commandIds.openHostTerminal, host);
    assert.deepEqual(names(), before);
    await commands.executeCommand(commandIds.openHostTerminal, 'ssh:me@web1:2222');
    await waitFor('the terminal', names, (all) => all.includes('ssh me@web1:2222'));
    for (const terminal of window.terminals) if (terminal.name.startsWith('ssh ')) terminal.dispose();
  });

  it('Open Guide shows the section that is named', async () => {
    await commands.executeCommand(commandIds.openGuide, 'ephemeral-port-exhaustion');
    await tab(/^Preview /);
  });

  it('Open Guide is reached by a link, which can do nothing else', async () => {
    const handler = new LinkHandler(() => []);
    const link = 'vscode://socket-diagnostics.socket-diagnostics';
    await handler.handleUri(Uri.parse(`${link}/elsewhere#ephemeral-port-exhaustion`));
    assert.deepEqual(tabs(), []);
    await handler.handleUri(Uri.parse(`${link}/guide#ephemeral-port-exhaustion`));
    await tab(/^Preview /);
  });

  describe('a link of an alert to a host', () => {
    const link = 'vscode://socket-diagnostics.socket-diagnostics/host?instance=';
    const listed = { id: 'local', kind: 'local', label: 'web1' } as const;

    async function follow(instance: string, press: readonly string[] = []): Promise<readonly Asked[]> {
      using answers = new Answers(press);
      await new LinkHandler(() => [listed]).handleUri(Uri.parse(`${link}${instance}`));
      return answers.asked;
    }

    it('asks before a listed host is inspected', async () => {
      const [asked, ...more] = await follow('web1:9810');
      assert.deepEqual(
        [asked?.text, asked?.buttons, more],
        ['A link asks to inspect web1.', ['Inspect TIME_WAIT'], []],
      );
      assert.deepEqual(tabs(), []);
      await follow('web1:9810', ['Inspect TIME_WAIT']);
      await tab(/^TIME_WAIT: /);
    });

    it('inspects no host that is not listed, whatever is pressed', async () => {
      const [asked, ...more] = await follow('web2:9810', ['Inspect TIME_WAIT']);
      assert.deepEqual(
        [asked?.text, asked?.buttons, more],
        ['web2 is not in the Hosts view.', ['Add SSH Host…'], []],
      );
      assert.deepEqual(tabs(), []);
    });

    it('says nothing of what is no host', async () => {
      for (const instance of ['', '-oProxyCommand=x', 'a%20b', 'me@web1:9810'])
        assert.deepEqual(await follow(instance), []);
    });
  });
});
