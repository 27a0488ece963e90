import assert from 'node:assert/strict';
import { ErrorCodes, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { previewCloseRequest } from '../../src/core/protocol/closeSockets.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { here } from '../support/traffic.ts';
import { waitFor } from '../support/waitFor.ts';

/** The code and the text of the error that a request ends with. */
async function refusal(asked: Promise<unknown>): Promise<{ readonly code: number; readonly text: string }> {
  const error: unknown = await asked.then(
    (answer) => assert.fail(`answered with ${JSON.stringify(answer)}`),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ResponseError, String(error));
  return { code: error.code, text: error.message };
}

describe('the wire between client and server', function () {
  this.timeout(30_000);
  let server: ServerProcess;

  beforeEach(async () => {
    server = await ServerProcess.start(here, { allowHostChanges: true });
  });
  afterEach(() => server[Symbol.asyncDispose]());

  const ask = (method: string, ...params: unknown[]): Promise<unknown> =>
    server.connection.sendRequest(`socketDiagnostics/${method}`, ...params);

  const page = { inspection: 'local#1', parent: '', offset: 0, limit: 10 };
  for (const [method, field, params] of [
    ['inspect', 'host', { collector: 'auto' }],
    ['inspect', 'host', { host: 'no-such-kind:x', collector: 'auto' }],
    ['inspect', 'collector', { host: 'local', collector: 'guess' }],
    ['level', 'host', { host: ['local'] }],
    ['children', 'offset', { ...page, offset: -1 }],
    ['children', 'limit', { ...page, limit: 1e12 }],
    ['children', 'shape.sort', { ...page, shape: { grouping: 'state', sort: 'colour' } }],
    ['filter', 'filter', { inspection: 'local#1', filter: { state: 'listen' } }],
    ['explain', 'row', { inspection: 'local#1' }],
    ['copyRows', 'rows[1]', { inspection: 'local#1', rows: ['a', 1], format: 'line' }],
    ['exportCsv', 'path', { inspection: 'local#1', rows: [], path: null }],
    ['saveSnapshot', 'path', { inspection: 'local#1' }],
    ['forgetHost', 'host', {}],
    ['hosts', 'all', { all: true }],
    ['fleet', 'address', { address: ['http://127.0.0.1:1'] }],
    ['past', 'hours', { address: 'http://127.0.0.1:1', job: 'a', instance: 'b', hours: 2 }],
    ['fleet', 'token', { address: 'http://127.0.0.1:1', token: 7 }],
    ['guideSection', 'section', {}],
    ['previewClose', 'fliter', { host: 'local', fliter: 'lport:1' }],
    ['closeSockets', 'token', { token: 7 }],
    ['previewParameter', 'value', { host: 'local', key: 'net.ipv4.tcp_tw_reuse', value: 1 }],
    ['readParameter', 'key', { host: 'local' }],
  ] as const)
    it(`answers a wrong “${field}” of ${method} with InvalidParams`, async () => {
      const { code, text } = await refusal(ask(method, params));
      assert.equal(code, ErrorCodes.InvalidParams, text);
      assert.ok(text.includes(`“${field}”`), text);
    });

  const textDocument = { uri: 'untitled:a.conf' };
  const position = { line: 0, character: 0 };
  const range = { start: position, end: position };
  for (const [method, field, params] of [
    ['hover', 'textDocument', {}],
    ['hover', 'position', { textDocument }],
    ['hover', 'position.line', { textDocument, position: { line: -1, character: 0 } }],
    ['completion', 'textDocument', { textDocument: 7, position }],
    ['completion', 'textDocument.uri', { textDocument: { uri: null }, position }],
    ['codeAction', 'context', { textDocument, range }],
    ['codeAction', 'context.only', { textDocument, range, context: { only: 'quickfix' } }],
    ['codeAction', 'range', { textDocument, context: {} }],
    ['documentSymbol', 'textDocument', {}],
    ['foldingRange', 'textDocument', {}],
    ['formatting', 'textDocument.uri', { textDocument: {} }],
    ['rangeFormatting', 'range.end.character', { textDocument, range: { ...range, end: { line: 0 } } }],
    ['inlayHint', 'range', { textDocument, range: [] }],
  ] as const)
    it(`answers a wrong “${field}” of textDocument/${method} with InvalidParams`, async () => {
      const { code, text } = await refusal(server.connection.sendRequest(`textDocument/${method}`, params));
      assert.equal(code, ErrorCodes.InvalidParams, text);
      assert.ok(text.includes(`“${field}”`), text);
    });

  it('answers a request of the protocol without parameters, or with null, the same', async () => {
    for (const method of ['textDocument/hover', 'completionItem/resolve', 'textDocument/codeAction'])
      for (const params of [[], [null]]) {
        const { code, text } = await refusal(server.connection.sendRequest(method, ...params));
        assert.equal(code, ErrorCodes.InvalidParams, `${method}: ${text}`);
      }
  });

  it('refuses to start for a client that does not say what it can', async () => {
    for (const [field, params] of [
      ['capabilities', {}],
      ['capabilities.workspace', { capabilities: { workspace: 'all' } }],
      ['workspaceFolders[0].uri', { capabilities: {}, workspaceFolders: [{}] }],
    ] as const) {
      await using early = ServerProcess.startSilent(here);
      const { code, text } = await refusal(early.connection.sendRequest('initialize', params));
      assert.equal(code, ErrorCodes.InvalidParams, text);
      assert.ok(text.includes(`“${field}”`), text);
    }
  });

  it('ignores a wrong notification of the protocol, says so in its log, and goes on', async () => {
    const log: string[] = [];
    server.connection.onNotification('window/logMessage', ({ message }: { readonly message: string }) => {
      log.push(message);
    });
    for (const [method, wrong, params] of [
      ['textDocument/didOpen', '“textDocument”', {}],
      [
        'textDocument/didOpen',
        '“textDocument.text”',
        { textDocument: { ...textDocument, languageId: 'sysctl', version: 1 } },
      ],
      ['textDocument/didChange', '“contentChanges”', { textDocument: { ...textDocument, version: 2 } }],
      [
        'textDocument/didChange',
        '“contentChanges[0].range.start”',
        { textDocument: { ...textDocument, version: 2 }, contentChanges: [{ text: '', range: {} }] },
      ],
      ['textDocument/didSave', '“textDocument.uri”', { textDocument: { uri: 7 } }],
      ['textDocument/didClose', '“textDocument”', { textDocument: 'a' }],
      ['workspace/didChangeConfiguration', 'an object', null],
      ['workspace/didChangeWorkspaceFolders', '“event.removed”', { event: { added: [] } }],
    ] as const) {
      await server.connection.sendNotification(method, params);
      await waitFor(method, () => log.length > 0);
      const [said = ''] = log.splice(0);
      assert.ok(said.startsWith(`${method} was ignored. `) && said.includes(wrong), said);
    }
    await server.connection.sendNotification('$/cancelRequest');
    assert.ok(await ask('guideSections'));
    assert.deepEqual(log, []);
  });

  it('takes no parameters that are no object', async () => {
    for (const params of [[], [null], [['local']], ['local', 'ss']])
      assert.equal((await refusal(ask('level', ...params))).code, ErrorCodes.InvalidParams);
    assert.ok(await ask('guideSections'));
  });

  it('ignores a wrong notification, says so in its log, and goes on', async () => {
    const log: string[] = [];
    server.connection.onNotification('window/logMessage', ({ message }: { readonly message: string }) => {
      log.push(message);
    });
    await server.connection.sendNotification('socketDiagnostics/hostChanges', { allowHostChanges: 'yes' });
    await server.connection.sendNotification('socketDiagnostics/sshSettings', { program: 7 });
    await waitFor('the log', () => log.length === 2);
    assert.match(log[0] ?? '', /hostChanges was ignored.*“allowHostChanges” must be true or false/);
    assert.match(log[1] ?? '', /sshSettings was ignored.*“program” must be a string/);
    assert.ok(await ask('guideSections'));
  });

  it('refuses to start with options of the wrong type, which must not count as trust', async () => {
    const { code, text } = await refusal(ServerProcess.start(here, { isTrusted: 'false' }));
    assert.equal(code, ErrorCodes.InvalidParams);
    assert.match(text, /“initializationOptions.isTrusted” must be true or false/);
  });

  it('does nothing for a request that was cancelled before its turn', async () => {
    assert.equal(
      await server.sendCancelled(previewCloseRequest, { host: 'local', filter: 'state:listen' }),
      LSPErrorCodes.RequestCancelled,
    );
  });

  it('answers nothing more after shutdown', async () => {
    await server.connection.sendRequest('shutdown');
    for (const [method, params] of [
      ['socketDiagnostics/guideSections', {}],
      ['socketDiagnostics/inspect', { host: 'local', collector: 'auto' }],
      [
        'textDocument/hover',
        { textDocument: { uri: 'file:///a.conf' }, position: { line: 0, character: 0 } },
      ],
      ['initialize', { processId: null, capabilities: {}, rootUri: null }],
      ['no/such', {}],
    ] as const)
      assert.equal(
        (await refusal(server.connection.sendRequest(method, params))).code,
        ErrorCodes.InvalidRequest,
        method,
      );
    assert.equal(await server.exit(), 0);
  });

  it('answers nothing before initialize', async () => {
    await using early = ServerProcess.startSilent(here);
    for (const method of ['socketDiagnostics/guideSections', 'textDocument/hover', 'shutdown'])
      assert.equal(
        (await refusal(early.connection.sendRequest(method, {}))).code,
        ErrorCodes.ServerNotInitialized,
        method,
      );
    await early.greet();
    assert.ok(await early.connection.sendRequest('socketDiagnostics/guideSections', {}));
  });

  it('still knows no methods that there are not', async () => {
    assert.equal((await refusal(ask('no-such', {}))).code, ErrorCodes.MethodNotFound);
  });
});
