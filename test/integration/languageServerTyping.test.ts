import assert from 'node:assert/strict';
import type { Diagnostic, Position } from 'vscode-languageserver/node';
import { Editor } from '../support/editor.ts';
import { waitFor } from '../support/waitFor.ts';

/** What a person types, pastes, and leaves half done; a carriage return alone ends a line for the protocol only. */
const pieces = [
  'x',
  '',
  '\n',
  '\r\n',
  ' = 1',
  '#',
  'net.ipv4.tcp_tw_recycle = 1\n',
  'net.ipv4.tcp_timestamps = 0 # why\r\n',
  'net.ipv4.conf.eth0.rp_filter = 1\n',
  'net.ipv4.tcp_tw_*=1\n',
  '# socket-diagnostics-disable-file duplicate-key\n',
  'vm.swappiness 10\n🙂',
  '\r',
];

/** The same numbers in each run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => (state = (state * 48_271) % 2_147_483_647) % below;
}

describe('a sysctl.conf that is typed into an editor', function () {
  this.timeout(60_000);
  let editor: Editor;
  before(async () => {
    editor = await Editor.start();
  });
  after(() => editor[Symbol.asyncDispose]());

  for (const seed of [1, 2, 3, 4, 5, 6, 7, 8])
    it(`has the diagnostics of its text after any edits (${String(seed)})`, async () => {
      const next = numbers(seed * 7919);
      const uri = `untitled:Typed-${String(seed)}`;
      await editor.open(uri, 'net.ipv4.tcp_tw_reuse = 1\n# words\nnet.ipv4.tcp_tw_reuse = 2\n');
      for (let step = 0; step < 25; step++) {
        const changes = Array.from({ length: 1 + next(3) }, () => {
          const start: Position = { line: next(12), character: next(30) };
          const isLong = next(4) === 0;
          const end = { line: start.line + (isLong ? next(3) : 0), character: start.character + next(3) };
          return { range: { start, end }, text: pieces[next(pieces.length)] ?? '' };
        });
        await editor.type(uri, changes);
        if (next(3) === 0) await editor.diagnostics(uri);
      }
      const typed = await editor.diagnostics(uri);
      const opened = await editor.open(`untitled:Opened-${String(seed)}`, editor.text(uri));
      assert.deepEqual(withoutUris(typed), withoutUris(opened));
      assert.ok(opened.length > 0, 'there was nothing to compare');
    });
});

describe('a manifest that is typed into an editor', function () {
  this.timeout(60_000);
  let editor: Editor;
  before(async () => {
    editor = await Editor.start();
  });
  after(() => editor[Symbol.asyncDispose]());

  const pod = (key: string): string =>
    `---\napiVersion: v1\nkind: Pod\nspec:\n  securityContext:\n    sysctls:\n      - name: ${key}\n        value: "1"\n  containers: [{ name: a, image: b }]\n`;

  it('has the diagnostics of its text after each edit', async () => {
    const uri = 'untitled:pods.yaml';
    await editor.open(uri, Array.from({ length: 40 }, () => pod('net.ipv4.tcp_syncookies')).join(''), 'yaml');
    assert.deepEqual(await editor.diagnostics(uri), []);
    const key = { line: 187, character: 14 };
    const steps = [
      { range: { start: key, end: { line: 187, character: 37 } }, text: 'net.ipv4.tcp_tw_recycle' },
      { range: { start: { line: 3, character: 0 }, end: { line: 3, character: 0 } }, text: '\n\n' },
      { range: { start: { line: 100, character: 3 }, end: { line: 121, character: 1 } }, text: '"' },
    ];
    for (const [index, step] of steps.entries()) {
      await editor.type(uri, [step]);
      const typed = await editor.diagnostics(uri);
      const opened = await editor.open(`untitled:pods-${String(index)}.yaml`, editor.text(uri), 'yaml');
      assert.ok(opened.length > 0, 'there was nothing to compare');
      assert.deepEqual(withoutUris(typed), withoutUris(opened));
    }
  });

  const uri = 'untitled:play.yaml';
  for (const [what, method] of [
    ['no request', undefined],
    ['a hover', 'textDocument/hover'],
    ['an inlay hint', 'textDocument/inlayHint'],
  ] as const)
    it(`is taken for what it has become when the typing rests, with ${what} before`, async () => {
      const text = pod('net.ipv4.tcp_tw_recycle').replace('---\n', '');
      await editor.open(uri, text, 'yaml');
      const rules = async (): Promise<unknown> => (await editor.diagnostics(uri)).map(({ code }) => code);
      assert.ok(String(await rules()).includes('unsafe-sysctl'));
      const all = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
      const play = '- hosts: all\n  tasks:\n    - sysctl: { name: net.ipv4.tcp_tw_recycle, value: 1 }\n';
      await editor.type(uri, [{ range: all, text: play }]);
      if (method !== undefined) {
        await rules();
        await editor.ask(method, uri, { position: all.start, range: all });
      }
      await waitFor('the diagnostics of a play', rules, (found) => String(found) === 'tw-recycle-removed');
      await editor.notify('textDocument/didClose', { textDocument: { uri } });
    });
});

/** Related places name the document. */
function withoutUris(diagnostics: readonly Diagnostic[]): unknown {
  return JSON.parse(JSON.stringify(diagnostics).replaceAll(/untitled:\w+-\d+/g, 'untitled:'));
}
