import assert from 'node:assert/strict';
import { CancellationTokenSource, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { Editor } from '../../support/editor.ts';

const uri = 'untitled:hostile.conf';
const many = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');

describe('documents that are made to be slow', function () {
  this.timeout(60_000);
  let editor: Editor;

  beforeEach(async () => {
    // A client that names suspects is told of each check.
    editor = await Editor.start({ isTrusted: false, suspectDocuments: [] });
  });
  afterEach(() => editor[Symbol.asyncDispose]());

  for (const [what, text] of [
    ['5 MB in one line', '.'.repeat(5_000_000)],
    ['130,000 unknown keys', many(130_000, (at) => `net.ipv4.unknown_${at} = 1`)],
    ['200,000 lines', '\n'.repeat(200_000)],
  ] as const)
    it(`are not checked when they are larger than any real one, and say so: ${what}`, async () => {
      const diagnostics = await editor.open(uri, text);
      assert.equal(diagnostics.length, 1);
      assert.match(JSON.stringify(diagnostics[0]?.message), /so it is not checked\."$/);
    });

  for (const [what, language, text] of [
    ['a manifest', 'yaml', `apiVersion: v1\nkind: Pod\n${'# pad\n'.repeat(20_000)}# sysctl\n`],
    ['a script', 'shellscript', `#!/bin/sh\n${'# pad '.repeat(400_000)}\nsysctl -w vm.swappiness=1\n`],
  ] as const)
    it(`of another format say so, too, if they may set parameters: ${what}`, async () => {
      const diagnostics = await editor.open(`untitled:${language}`, text, language);
      assert.deepEqual(
        diagnostics.map(({ severity, range }) => [severity, range.start.line]),
        [[3, 0]],
      );
      assert.match(JSON.stringify(diagnostics[0]?.message), /so it is not checked\."$/);
    });

  for (const [name, language] of [
    ['a.yaml', 'yaml'],
    ['nginx.conf', 'nginx'],
    ['a.go', 'go'],
    ['Dockerfile', 'dockerfile'],
    ['a.sh', 'shellscript'],
  ] as const)
    it(`leave the server to others: 300,000 blank lines in ${name}`, async () => {
      const text = '\n'.repeat(300_000);
      await editor.notify('textDocument/didOpen', {
        textDocument: { uri: `untitled:${name}`, languageId: language, version: 1, text },
      });
      assert.equal((await editor.open(uri, 'net.ipv4.tcp_tw_recycle = 1\n')).length, 1);
    });

  it('show the gravest thousand of their problems, and how many there are', async () => {
    const text = `${many(15_000, () => 'net.ipv4.tcp_fin_timeout = 120')}\nnet.ipv4.tcp_tw_recycle`;
    const diagnostics = await editor.open(uri, text);
    assert.equal(diagnostics.length, 1000);
    assert.match(
      JSON.stringify(diagnostics[0]?.message),
      /^"Only 1,000 of [\d,]+ problems of this file are shown/,
    );
    assert.ok(
      diagnostics.some(({ severity }) => severity === 1),
      'the error of the last line is among them',
    );
  });

  it('leave the server to others: a burst of changes, then a hover', async () => {
    const changes = 60;
    const other = 'untitled:other.conf';
    await editor.open(other, 'net.ipv4.tcp_tw_reuse = 0\n');
    await editor.open(
      uri,
      many(10_000, (at) => `net.ipv4.conf.eth${at}.rp_filter = 1`),
    );
    const judged = (): number => editor.checks.filter((check) => check.uri === uri).length;
    const before = judged();
    for (let version = 2; version < 2 + changes; version++)
      await editor.notify('textDocument/didChange', {
        textDocument: { uri, version },
        contentChanges: [
          { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, text: '#' },
        ],
      });
    const hover = await editor.ask('textDocument/hover', other, { position: { line: 0, character: 3 } });
    assert.ok(hover !== null);
    // If each change asked for a judgement of its own, a third of them would come before the hover.
    const count = judged() - before;
    assert.ok(count <= changes / 10, `${count} of ${changes} texts were judged before the hover`);
  });

  it('are checked one after the other when fifty are opened at once, and each is answered', async () => {
    const uris = Array.from({ length: 50 }, (_, at) => `untitled:${at}.conf`);
    const text = many(200, (at) => `net.ipv4.unknown_${at} = 1`);
    const found = await Promise.all(uris.map((one) => editor.open(one, text)));
    assert.deepEqual(
      found.map(({ length }) => length),
      uris.map(() => 200),
    );
  });

  it('leave nothing behind of a thousand requests that are cancelled at once', async () => {
    await editor.open(
      uri,
      many(5000, (at) => `net.ipv4.conf.eth${at}.rp_filter = 1`),
    );
    const position = { line: 0, character: 3 };
    const storm = Array.from({ length: 1000 }, async () => {
      const cancelling = new CancellationTokenSource();
      const answer = editor.ask('textDocument/hover', uri, { position }, cancelling.token);
      cancelling.cancel();
      return answer.then(
        () => undefined,
        (error: unknown) => (error instanceof ResponseError ? error.code : error),
      );
    });
    const codes = new Set(await Promise.all(storm));
    codes.delete(undefined);
    codes.delete(LSPErrorCodes.RequestCancelled);
    assert.deepEqual([...codes], []);
    assert.ok((await editor.ask('textDocument/hover', uri, { position })) !== null);
  });
});
