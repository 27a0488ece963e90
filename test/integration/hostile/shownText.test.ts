import assert from 'node:assert/strict';
import type {
  CodeAction,
  CompletionItem,
  DocumentSymbol,
  Hover,
  InlayHint,
} from 'vscode-languageserver/node';
import { isVisible } from '../../../src/core/model/plainText.ts';
import { Editor } from '../../support/editor.ts';

const uri = 'untitled:hostile.conf';
const hidden = '\u202e\u200b\u0007';
const lines = [
  `net.ipv4.${hidden}foo = 1`,
  `net.ipv4.tcp_fin_timeout = 1${hidden}2`,
  `-net.ipv4.conf.${hidden}*.rp_filter`,
  `net.ipv4.tcp_tw_recycle = ${hidden}`,
  'net.ipv4.tcp_timestamps = 0',
  `${'a'.repeat(64 << 10)} = 1`,
  '',
];
/** What belongs to the text of the file, and what only programs read. */
const exact = new Set(['edit', 'textEdit', 'arguments', 'data', 'filterText', 'sortText', 'uri']);

/** Every string of an answer that a client may show, with its field. */
function stringsOf(value: unknown, field = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[field, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inside]) =>
    exact.has(name) ? [] : stringsOf(inside, Array.isArray(value) ? field : name),
  );
}

describe('what an editor shows of a hostile file', function () {
  this.timeout(60_000);
  let editor: Editor;

  before(async () => {
    editor = await Editor.start({ hasShellCommands: true });
  });
  after(() => editor[Symbol.asyncDispose]());

  it('is visible and of a bounded length, whatever it is; edits and commands have the text of the file', async () => {
    await editor.notify('workspace/didChangeConfiguration', {
      settings: { socketDiagnostics: { inlayHints: { runningValues: true } } },
    });
    const diagnostics = await editor.open(uri, lines.join('\n'));
    const whole = editor.whole(uri);
    const positions = lines.map((_, line) => ({ line, character: 12 }));
    const answers = {
      diagnostics,
      actions: await editor.actions(uri, whole),
      // A menu for one line names its key.
      actionsOfLine: await editor.actions(uri, {
        start: { line: 0, character: 0 },
        end: { line: 0, character: 0 },
      }),
      actionsOfLongLine: await editor.actions(uri, {
        start: { line: 5, character: 0 },
        end: { line: 5, character: 0 },
      }),
      symbols: await editor.ask<DocumentSymbol[]>('textDocument/documentSymbol', uri),
      hints: await editor.ask<InlayHint[]>('textDocument/inlayHint', uri, { range: whole }),
      hovers: await Promise.all(
        positions.map((position) => editor.ask<Hover | null>('textDocument/hover', uri, { position })),
      ),
      completions: await editor.ask<CompletionItem[]>('textDocument/completion', uri, {
        position: { line: 1, character: lines[1]?.length ?? 0 },
      }),
    };
    for (const [what, answer] of Object.entries(answers)) assert.ok(answer.length > 0, what);
    const strings = stringsOf(answers);
    assert.ok(strings.some(([field, text]) => field === 'title' && text.includes('\uFFFD')));
    assert.ok(strings.some(([field, text]) => field === 'name' && text.includes('\uFFFD')));
    for (const [field, text] of strings) {
      for (const line of text.split('\n'))
        assert.ok(isVisible(line), `${field}: ${JSON.stringify(line.slice(0, 99))}`);
      if (['title', 'label', 'name', 'detail'].includes(field)) assert.ok(text.length <= 300, field);
      if (['message', 'tooltip'].includes(field)) assert.ok(text.length <= 2000, field);
    }
    const [copied] = answers.actionsOfLine.flatMap(
      ({ command }: CodeAction) => (command?.arguments ?? []) as unknown[],
    );
    assert.ok(String(copied).includes('foo=1'));
    assert.ok(isVisible(String(copied)), 'a command that is copied');
  });
});
