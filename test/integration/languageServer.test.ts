import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type {
  CompletionItem,
  Diagnostic,
  DocumentSymbol,
  FoldingRange,
  Hover,
  InlayHint,
  MarkupContent,
  TextEdit,
} from 'vscode-languageserver/node';
import { Editor } from '../support/editor.ts';
import { waitFor } from '../support/waitFor.ts';

const untitled = 'untitled:Untitled-1';
const sample = [
  '# from a recipe',
  'net.ipv4.tcp_tw_recycle = 1',
  'net.ipv4.tcp_timestamps = 0   # off',
  'net.ipv4.ip_local_reserved_ports = 8080, 9090',
  'net.ipv4.tcp_syncookies 1',
  'vm.swappiness = 10',
  '',
].join('\n');

describe('the built server as a language server for sysctl files', function () {
  this.timeout(60_000);
  let editor: Editor;

  beforeEach(async () => {
    editor = await Editor.start({
      guideBase: { scheme: 'vscode', extension: 'socket-diagnostics.socket-diagnostics' },
    });
  });
  afterEach(() => editor[Symbol.asyncDispose]());

  it('diagnoses, explains, completes and fixes until nothing is left', async () => {
    const diagnostics = await editor.open(untitled, sample);
    assert.deepEqual(
      diagnostics
        // The port range of the machine decides about this one.
        .filter(({ code }) => code !== 'reserved-ports-outside-range')
        .map(({ code, range }) => `${String(code)}@${range.start.line + 1}`),
      [
        'tw-recycle-removed@2',
        'timestamps-off@3',
        'inline-comment@3',
        'invalid-port-list@4',
        'missing-equals@5',
      ],
    );
    const [recycle] = diagnostics;
    assert.equal(recycle?.source, 'sysctl');
    assert.equal(
      recycle.codeDescription?.href,
      'vscode://socket-diagnostics.socket-diagnostics/guide#tcp-tw-recycle',
    );
    assert.deepEqual([recycle.severity, recycle.tags], [1, [2]]);

    const position = editor.find(untitled, 'tw_recycle');
    const hover = await editor.ask<Hover>('textDocument/hover', untitled, { position });
    assert.match((hover.contents as MarkupContent).value, /Removed in Linux 4\.12/);

    const items = await editor.ask<CompletionItem[]>('textDocument/completion', untitled, {
      position: { line: 6, character: 0 },
    });
    const reuse = items.find(({ label }) => label === 'net.ipv4.tcp_tw_reuse');
    assert.ok(reuse);
    const resolved = await editor.request<CompletionItem>('completionItem/resolve', reuse);
    assert.match((resolved.documentation as MarkupContent).value, /connect\(\)/);

    const fixes = await editor.actions(untitled, { start: position, end: position }, ['quickfix']);
    const preferred = fixes.filter(({ isPreferred }) => isPreferred === true);
    assert.deepEqual(
      preferred.map(({ title }) => title),
      ['Remove tcp_tw_recycle'],
    );
    assert.ok(preferred[0]);
    const fewer = await editor.applyAction(untitled, preferred[0]);
    assert.ok(!fewer.some(({ code }) => code === 'tw-recycle-removed'));

    const [all] = await editor.actions(untitled, editor.whole(untitled), ['source.fixAll.sysctl']);
    assert.equal(all?.kind, 'source.fixAll.sysctl');
    const policy = await editor.applyAction(untitled, all);
    assert.deepEqual(
      policy.filter(({ severity }) => (severity ?? 4) < 4).map(({ code }) => code),
      ['timestamps-off'],
      'what changes the host is offered, not done to a whole file',
    );
    const at = editor.find(untitled, 'tcp_timestamps');
    const [write] = await editor.actions(untitled, { start: at, end: at }, ['quickfix']);
    assert.ok(write);
    const left = await editor.applyAction(untitled, write);
    assert.deepEqual(
      left.filter(({ severity }) => (severity ?? 4) < 4).map(({ message }) => message),
      [],
    );
    assert.equal(
      editor.text(untitled),
      [
        '# from a recipe',
        '# off',
        'net.ipv4.tcp_timestamps = 1',
        'net.ipv4.ip_local_reserved_ports = 8080,9090',
        'net.ipv4.tcp_syncookies = 1',
        'vm.swappiness = 10',
        '',
      ].join('\n'),
    );
    assert.equal(await editor.stop(), 0);
  });

  it('gives an outline, folds and formats', async () => {
    await editor.open(untitled, '# one\n# two\na.b=1\n\n# Ports\nc.d   = 2');
    const outline = await editor.ask<DocumentSymbol[]>('textDocument/documentSymbol', untitled);
    assert.deepEqual(
      outline.map(({ name, children }) => [name, children?.map((child) => child.name)]),
      [
        ['one', ['a.b']],
        ['Ports', ['c.d']],
      ],
    );
    const folds = await editor.ask<FoldingRange[]>('textDocument/foldingRange', untitled);
    assert.equal(folds.length, 3);
    const edits = await editor.ask<TextEdit[]>('textDocument/formatting', untitled, {
      options: { tabSize: 2, insertSpaces: true },
    });
    await editor.apply(untitled, edits);
    assert.equal(editor.text(untitled), '# one\n# two\na.b = 1\n\n# Ports\nc.d = 2\n');
  });

  it('follows the settings that an editor sends', async () => {
    const text = 'net.ipv4.tcp_rfc1337 = 1\nvm.swappiness = 10123';
    const [before] = await editor.open(untitled, text);
    assert.equal(before?.severity, 2);
    const settings = {
      profile: 'hardening',
      inlayHints: { runningValues: true },
      rules: { 'unknown-key': 'off' },
    };
    const refreshes = editor.inlayHintRefreshes;
    await editor.notify('workspace/didChangeConfiguration', { settings: { socketDiagnostics: settings } });
    // Without it, an editor shows the hints for the new settings only after the next keystroke.
    await waitFor('word that the hints are old', () => editor.inlayHintRefreshes > refreshes);
    const [after] = await editor.apply(untitled, [{ range: editor.whole(untitled), newText: `${text} ` }]);
    assert.equal(after?.severity, 3);
    const hints = await editor.ask<InlayHint[]>('textDocument/inlayHint', untitled, {
      range: editor.whole(untitled),
    });
    const label = hints.at(-1)?.label;
    assert.ok(typeof label === 'string');
    assert.match(label, /^now: \d+$/);
  });

  it('asks for the settings of each document, and again after a change', async () => {
    let rules: Readonly<Record<string, string>> = { 'timestamps-off': 'off' };
    await using asked = await Editor.startAsked((uri) =>
      uri?.includes('/quiet/') === true ? { rules, format: { alignEquals: true } } : { rules: {} },
    );
    const text = 'net.ipv4.tcp_timestamps = 0\nvm.swappiness = 10\n';
    const loud = 'file:///tmp/loud/sysctl.conf';
    const quiet = 'file:///tmp/quiet/sysctl.conf';
    const codes = (found: readonly Diagnostic[]): readonly unknown[] =>
      found.map(({ code }) => code).filter((code) => code === 'timestamps-off');
    assert.deepEqual(codes(await asked.open(loud, text)), ['timestamps-off']);
    assert.deepEqual(codes(await asked.open(quiet, text)), []);
    const options = { options: { tabSize: 2, insertSpaces: true } };
    const [edit] = await asked.ask<TextEdit[]>('textDocument/formatting', quiet, options);
    assert.ok(edit);
    assert.deepEqual(await asked.ask('textDocument/formatting', loud, options), []);
    rules = {};
    await asked.notify('workspace/didChangeConfiguration', { settings: null });
    assert.deepEqual(
      codes(await asked.apply(quiet, [{ range: asked.whole(quiet), newText: `${text}# again\n` }])),
      ['timestamps-off'],
    );
  });

  it('judges for the kernel that the settings name', async () => {
    const rulesFor = async (targetKernel: string): Promise<readonly string[]> => {
      await editor.notify('workspace/didChangeConfiguration', {
        settings: { socketDiagnostics: { targetKernel } },
      });
      const text = `net.ipv4.tcp_tw_reuse = 2\n# for ${targetKernel}\nnet.ipv4.tcp_tw_recycle = 0\n`;
      const found = await editor.apply(untitled, [{ range: editor.whole(untitled), newText: text }]);
      return found.map(({ code, severity }) => `${String(code)} ${String(severity)}`);
    };
    await editor.open(untitled, 'vm.swappiness = 10\n');
    assert.deepEqual(await rulesFor('4.4'), ['tw-reuse-two-means-on 2']);
    assert.deepEqual(await rulesFor('6.18'), ['tw-reuse-loopback-only 4', 'tw-recycle-removed 1']);
    assert.deepEqual(await rulesFor('unknown'), ['tw-reuse-loopback-only 4', 'tw-recycle-removed 2']);
    // The machine that runs the tests has a kernel of today.
    assert.deepEqual(await rulesFor('auto'), ['tw-reuse-loopback-only 4', 'tw-recycle-removed 1']);
  });

  it('passes over a key whose module is loaded at boot', async () => {
    const root = await mkdtemp(join(tmpdir(), 'sysctl-'));
    try {
      await mkdir(join(root, 'etc/sysctl.d'), { recursive: true });
      await mkdir(join(root, 'etc/modules-load.d'));
      await writeFile(join(root, 'etc/modules-load.d/bridge.conf'), 'br_netfilter\n');
      // Whatever this machine has loaded.
      const settings = { socketDiagnostics: { targetKernel: 'unknown' } };
      await editor.notify('workspace/didChangeConfiguration', { settings });
      const uri = pathToFileURL(join(root, 'etc/sysctl.d/50-mine.conf')).href;
      const text = 'net.bridge.bridge-nf-call-iptables = 1\nnet.netfilter.nf_conntrack_max = 262144\n';
      const rules = (await editor.open(uri, text)).map(({ code, range }) => [code, range.start.line]);
      assert.deepEqual(rules, [['module-not-loaded', 1]]);
    } finally {
      await rm(root, { recursive: true });
    }
  });

  it('knows the other files of the same root, links included', async () => {
    const root = await mkdtemp(join(tmpdir(), 'sysctl-'));
    try {
      await mkdir(join(root, 'etc/sysctl.d'), { recursive: true });
      await writeFile(join(root, 'etc/sysctl.conf'), 'vm.swappiness = 60\n');
      await symlink('../sysctl.conf', join(root, 'etc/sysctl.d/99-sysctl.conf'));
      const uri = pathToFileURL(join(root, 'etc/sysctl.d/50-mine.conf')).href;
      const [overridden] = await editor.open(uri, 'vm.swappiness = 10\n');
      assert.equal(overridden?.code, 'overridden-by-other-file');
      assert.deepEqual(overridden.relatedInformation?.[0]?.location, {
        uri: pathToFileURL(join(root, 'etc/sysctl.conf')).href,
        range: { start: { line: 0, character: 0 }, end: { line: 0, character: 13 } },
      });
    } finally {
      await rm(root, { recursive: true });
    }
  });

  it('offers commands for files of root only to a client that has them', async () => {
    await editor.open(untitled, 'vm.swappiness = 10\n');
    assert.deepEqual(await editor.actions(untitled, editor.whole(untitled), ['refactor']), []);
    await using capable = await Editor.start({ hasShellCommands: true });
    await capable.open(untitled, 'vm.swappiness = 10\n');
    const actions = await capable.actions(untitled, capable.whole(untitled), ['refactor']);
    assert.deepEqual(
      actions.map(({ command }) => command?.command),
      ['copyShellCommand', 'typeShellCommand', 'saveDropIn'].map((name) => `socketDiagnostics.${name}`),
    );
    assert.deepEqual(actions[0]?.command?.arguments, ['sudo sysctl -w vm.swappiness=10']);
  });

  it('reads nothing but the open text without trust, and the rest with it', async () => {
    await using careful = await Editor.start({ isTrusted: false });
    await careful.open(untitled, 'net.ipv4.tcp_tw_reuse = 2\n');
    const position = { line: 0, character: 3 };
    const before = await careful.ask<Hover>('textDocument/hover', untitled, { position });
    assert.doesNotMatch((before.contents as MarkupContent).value, /On this host/);
    await careful.notify('socketDiagnostics/trust', {});
    const after = await careful.ask<Hover>('textDocument/hover', untitled, { position });
    assert.match((after.contents as MarkupContent).value, /On this host: `\d`/);
  });

  it('links to the packaged guide for a client without one of its own', async () => {
    await using plain = await Editor.start();
    const [diagnostic] = await plain.open('git:/etc/sysctl.conf?x', 'net.ipv4.tcp_tw_recycle = 1\n');
    assert.match(diagnostic?.codeDescription?.href ?? '', /^file:\/\/.*\/media\/guide\/.*\.md#/);
  });
});
