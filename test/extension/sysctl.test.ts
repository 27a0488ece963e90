import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { waitFor } from '../support/waitFor.ts';
import { serverProcesses } from './support/diagnosticsServer.ts';

async function open(content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language: 'sysctl', content });
  await vscode.window.showTextDocument(document);
  return document;
}

function ruleOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : String(code);
}

async function diagnosticsOf(document: vscode.TextDocument): Promise<readonly vscode.Diagnostic[]> {
  return waitFor(
    'diagnostics',
    () => vscode.languages.getDiagnostics(document.uri),
    (diagnostics) => diagnostics.length > 0,
    20_000,
  );
}

describe('a sysctl file', function () {
  this.timeout(30_000);

  it('is recognised by its name', async () => {
    const at = (path: string) => vscode.Uri.parse(`untitled:${path}`);
    for (const path of ['/tmp/sysctl.conf', '/tmp/sysctl.d/10-a.conf']) {
      assert.equal((await vscode.workspace.openTextDocument(at(path))).languageId, 'sysctl');
    }
    assert.notEqual((await vscode.workspace.openTextDocument(at('/tmp/nginx.conf'))).languageId, 'sysctl');
  });

  it('shows what is wrong, with a link to the guide, and a fix that ends it', async () => {
    const document = await open('vm.swappiness = 10\nnet.ipv4.tcp_tw_recycle = 1\n');
    const [diagnostic] = await diagnosticsOf(document);
    assert.ok(diagnostic && typeof diagnostic.code === 'object');
    assert.equal(ruleOf(diagnostic), 'tw-recycle-removed');
    assert.equal(
      diagnostic.code.target.toString(true),
      `${vscode.env.uriScheme}://socket-diagnostics.socket-diagnostics/guide#tcp-tw-recycle`,
    );
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      diagnostic.range,
      vscode.CodeActionKind.QuickFix.value,
    );
    const preferred = actions.filter(({ isPreferred }) => isPreferred === true);
    assert.equal(preferred.length, 1);
    assert.ok(preferred[0]?.edit);
    assert.ok(await vscode.workspace.applyEdit(preferred[0].edit));
    assert.equal(document.getText(), 'vm.swappiness = 10\n');
    await waitFor('no diagnostics', () => vscode.languages.getDiagnostics(document.uri).length === 0);
  });

  it('is judged again after the server process died', async () => {
    const document = await open('net.ipv4.tcp_tw_recycle = 1\n');
    await diagnosticsOf(document);
    const pids = await serverProcesses();
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await waitFor('another process', async () =>
      (await serverProcesses()).some((pid) => !pids.includes(pid)),
    );
    const more = new vscode.WorkspaceEdit();
    more.insert(document.uri, new vscode.Position(1, 0), 'net.ipv4.tcp_timestamps = 0\n');
    assert.ok(await vscode.workspace.applyEdit(more));
    await waitFor(
      'the diagnostics of both lines',
      () => vscode.languages.getDiagnostics(document.uri).map(ruleOf),
      (rules) => rules.includes('tw-recycle-removed') && rules.includes('timestamps-off'),
      20_000,
    );
  });

  it('explains a key when it is hovered over, and completes one', async () => {
    const document = await open('net.ipv4.tcp_tw_reuse = 1\n');
    await diagnosticsOf(document);
    const position = new vscode.Position(0, 12);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      position,
    );
    const text = hovers.flatMap(({ contents }) =>
      contents.map((part) => (part as vscode.MarkdownString).value),
    );
    assert.match(text.join('\n'), /connect\(\)/);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      new vscode.Position(1, 0),
    );
    assert.ok(items.some(({ label }) => label === 'net.ipv4.tcp_tw_reuse_delay'));
  });

  it('obeys the settings of single rules', async () => {
    const document = await open('net.ipv4.tcp_timestamps = 0\n');
    await diagnosticsOf(document);
    const settings = vscode.workspace.getConfiguration('socketDiagnostics');
    await settings.update('rules', { 'timestamps-off': 'off' }, vscode.ConfigurationTarget.Global);
    try {
      await waitFor('no diagnostics', () => vscode.languages.getDiagnostics(document.uri).length === 0);
    } finally {
      await settings.update('rules', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('can be put into the terminal or the clipboard as a command', async () => {
    const document = await open('vm.swappiness = 10\n');
    const actions = await waitFor(
      'actions',
      async () =>
        await vscode.commands.executeCommand<vscode.CodeAction[]>(
          'vscode.executeCodeActionProvider',
          document.uri,
          new vscode.Range(0, 0, 0, 3),
          vscode.CodeActionKind.Refactor.value,
        ),
      (found) => found.some(({ command }) => command?.command === 'socketDiagnostics.copyShellCommand'),
    );
    const copy = actions.find(
      ({ command }) => command?.command === 'socketDiagnostics.copyShellCommand',
    )?.command;
    assert.deepEqual(copy?.arguments, ['sudo sysctl -w vm.swappiness=10']);
  });
});
