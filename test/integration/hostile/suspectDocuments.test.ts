import assert from 'node:assert/strict';
import { Editor } from '../../support/editor.ts';
import { waitFor } from '../../support/waitFor.ts';

const suspect = 'untitled:suspect.conf';
const other = 'untitled:other.conf';
const text = 'net.ipv4.tcp_tw_recycle = 1\n';

describe('a document that ended the server before', () => {
  let editor: Editor;

  beforeEach(async () => {
    editor = await Editor.start({
      isTrusted: false,
      hasShellCommands: true,
      suspectDocuments: [suspect],
    });
  });
  afterEach(() => editor[Symbol.asyncDispose]());

  it('is not checked, and says so; every other one is', async () => {
    const [diagnostic, ...more] = await editor.open(suspect, text);
    assert.deepEqual(more, []);
    assert.match(JSON.stringify(diagnostic?.message), /^"The server stopped while it checked this file/);
    assert.ok((await editor.open(other, text)).length > 0);
  });

  it('is read for no request and after no change', async () => {
    await editor.open(suspect, text);
    const position = { line: 0, character: 3 };
    assert.equal(await editor.ask('textDocument/hover', suspect, { position }), null);
    assert.deepEqual(await editor.ask('textDocument/completion', suspect, { position }), []);
    assert.deepEqual(await editor.ask('textDocument/documentSymbol', suspect), []);
    assert.deepEqual(await editor.ask('textDocument/foldingRange', suspect), []);
    const options = { tabSize: 2, insertSpaces: true };
    assert.deepEqual(await editor.ask('textDocument/formatting', suspect, { options }), []);
    const range = editor.whole(suspect);
    assert.deepEqual(await editor.ask('textDocument/inlayHint', suspect, { range }), []);
    const [diagnostic] = await editor.apply(suspect, [{ range, newText: 'vm.swappiness = 1 # x\n' }]);
    assert.match(JSON.stringify(diagnostic?.message), /stopped/);
  });

  it('is checked again when the user asks for it', async () => {
    await editor.open(suspect, text);
    const [action, ...more] = await editor.actions(suspect, editor.whole(suspect));
    assert.deepEqual(more, []);
    assert.equal(action?.title, 'Check this file again');
    assert.deepEqual(action.command?.arguments, [suspect]);
    await editor.notify('socketDiagnostics/checkAgain', { uri: suspect });
    await waitFor(
      'its real diagnostics',
      () => editor.diagnostics(suspect),
      (found) => found.some(({ code }) => code === 'tw-recycle-removed'),
    );
  });
});

describe('the check of a document', () => {
  it('is announced before it begins, and its end afterwards, to a client that wants to know', async () => {
    await using editor = await Editor.start({ isTrusted: false, suspectDocuments: [] });
    await editor.open(other, text);
    await waitFor('both messages', () => editor.checks.length === 2);
    assert.deepEqual(editor.checks, [{ uri: other }, {}]);
  });

  it('is not announced to another client', async () => {
    await using editor = await Editor.start({ isTrusted: false });
    await editor.open(other, text);
    await editor.ask('textDocument/hover', other, { position: { line: 0, character: 3 } });
    assert.deepEqual(editor.checks, []);
  });
});
