import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CancellationToken,
  type Connection,
  type PublishDiagnosticsParams,
  type Range,
} from 'vscode-languageserver';
import { noFacts } from '../../../../src/core/formats/repositoryFacts.ts';
import { DocumentSettings } from '../../../../src/service/language/documentSettings.ts';
import { LanguageServer } from '../../../../src/service/language/languageServer.ts';
import { Trust } from '../../../../src/service/trust.ts';
import { browserLanguagePlace } from '../../../../src/web/browserLanguagePlace.ts';
import { waitFor } from '../../../support/waitFor.ts';

/** Longer than the server waits for a rest. */
const restMs = 700;

const pod = (key: string): string =>
  `apiVersion: v1\nkind: Pod\nspec:\n  securityContext:\n    sysctls:\n      - name: ${key}\n        value: "1"\n  containers: [{ name: a, image: b, ports: [{ hostPort: 8080 }] }]\n`;
const play = '- hosts: all\n  tasks:\n    - sysctl: { name: net.ipv4.tcp_tw_recycle, value: 1 }\n';

/** The language server, and an editor that only sends texts and keeps what is published. */
class Desk {
  readonly server: LanguageServer;
  readonly published: PublishDiagnosticsParams[] = [];
  readonly #handlers = new Map<string, (params: object) => void>();
  #version = 1;

  constructor() {
    const handlerOf = (name: string) => (handler: (params: object) => void) => {
      this.#handlers.set(name, handler);
      return { dispose: () => undefined };
    };
    const connection = {
      onDidOpenTextDocument: handlerOf('open'),
      onDidChangeTextDocument: handlerOf('change'),
      onDidCloseTextDocument: handlerOf('close'),
      onWillSaveTextDocument: handlerOf('willSave'),
      onWillSaveTextDocumentWaitUntil: handlerOf('willSaveWaitUntil'),
      onDidSaveTextDocument: handlerOf('save'),
      sendNotification: () => Promise.resolve(),
      sendDiagnostics: (params: PublishDiagnosticsParams) => {
        this.published.push(params);
        return Promise.resolve();
      },
      console: { error: (message: string) => assert.fail(message) },
    } as unknown as Connection;
    this.server = new LanguageServer(
      connection,
      { guideLink: () => '' },
      {
        where: browserLanguagePlace,
        repository: { get: () => Promise.resolve({ facts: noFacts }), filesChanged: () => undefined },
        trust: new Trust(true),
        settings: new DocumentSettings(),
        canRefreshInlayHints: false,
        suspects: undefined,
      },
    );
    this.server.documents.listen(connection);
  }

  open(uri: string, text: string): void {
    this.#tell('open', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
  }

  type(uri: string, range: Range, text: string): void {
    const textDocument = { uri, version: ++this.#version };
    this.#tell('change', { textDocument, contentChanges: [{ range, text }] });
  }

  close(uri: string): void {
    this.#tell('close', { textDocument: { uri } });
  }

  /** How many assignments of a document are judged from now on. */
  countJudged(uri: string): { readonly count: number } {
    const memory = this.server.documents.memory(uri);
    const diagnose = memory.diagnose.bind(memory);
    const judged = { count: 0 };
    memory.diagnose = (document, context, judge) =>
      diagnose(document, context, (part) => {
        judged.count += part.assignments.length;
        return judge(part);
      });
    return judged;
  }

  rulesOf(uri: string): string {
    const newest = this.published.findLast((one) => one.uri === uri);
    return newest === undefined ? '-' : newest.diagnostics.map(({ code }) => String(code)).join(' ');
  }

  #tell(name: string, params: object): void {
    const handler = this.#handlers.get(name) ?? assert.fail(name);
    handler(params);
  }
}

describe('the language server', () => {
  const uri = 'file:///a/pod.yaml';
  const other = 'file:///a/other.yaml';
  const everything = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

  const requests: Readonly<Record<string, (desk: Desk) => Promise<unknown>>> = {
    'no request': () => Promise.resolve(),
    'a request': ({ server }) => server.document(uri, CancellationToken.None),
    'a request about another document': ({ server }) => server.context(other, CancellationToken.None),
  };

  for (const [what, request] of Object.entries(requests))
    for (const isPublished of [true, false])
      it(`publishes what a text has become after ${what} ${isPublished ? 'after' : 'before'} the first look at it`, async () => {
        const desk = new Desk();
        desk.open(uri, pod('net.ipv4.tcp_tw_recycle'));
        desk.open(other, pod('net.ipv4.tcp_syncookies'));
        await waitFor('both documents', () => desk.published.length === 2);
        assert.match(desk.rulesOf(uri), /unsafe-sysctl/);
        desk.type(uri, everything, play);
        if (isPublished) await waitFor('the first look', () => desk.rulesOf(uri) === '');
        await request(desk);
        await waitFor('the play', () => desk.rulesOf(uri) === 'tw-recycle-removed');
        const { length } = desk.published;
        await sleep(restMs);
        assert.equal(desk.published.length, length, 'nothing is published that was published before');
        desk.close(uri);
        desk.close(other);
      });

  it('knows the services of a document when another file extends them', async () => {
    const desk = new Desk();
    const compose = 'file:///a/compose.yaml';
    desk.open(
      'file:///a/host.yaml',
      'services:\n  top:\n    extends: {file: compose.yaml, service: app}\n    network_mode: host\n    ports: ["80:80"]\n',
    );
    desk.open(
      compose,
      'services:\n  base:\n    sysctls:\n      net.core.somaxconn: 1024\n  app:\n    extends: base\n',
    );
    await waitFor(
      'the finding',
      () => desk.rulesOf(compose).includes('net-sysctl-with-host-network') || undefined,
    );
  });

  it('judges only what a key press touches, while other files say the same', async () => {
    const desk = new Desk();
    desk.open(other, 'kind: KubeletConfiguration\nallowedUnsafeSysctls: ["net.core.*"]\n');
    const pods = Array.from({ length: 200 }, () => pod('net.core.somaxconn'));
    desk.open(uri, pods.join('---\n'));
    await waitFor('the pods', () => desk.rulesOf(uri) !== '-');
    const before = desk.published.length;
    const judged = desk.countJudged(uri);
    const name = { line: 9 * 100 + 5, character: 14 };
    desk.type(uri, { start: name, end: name }, 'x');
    await waitFor('the newer text', () => desk.published.length > before);
    assert.ok(judged.count > 0 && judged.count < 20, `${String(judged.count)} of 200 are judged`);
  });
});
