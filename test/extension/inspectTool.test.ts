import assert from 'node:assert/strict';
import { CancellationTokenSource, LanguageModelTextPart, lm, type LanguageModelToolResult } from 'vscode';
import { inspectRequest } from '../../src/core/protocol/inspection.ts';
import { InspectTool, type InspectToolInput } from '../../src/extension/chat/inspectTool.ts';
import { inspectToolName } from '../../src/extension/chat/registerTools.ts';
import { Inspections } from '../../src/extension/inspection/inspections.ts';
import { here, Traffic } from '../support/traffic.ts';
import { DiagnosticsServer } from './support/diagnosticsServer.ts';
import { desktopReason } from './support/desktopReason.ts';
import { skipWhere } from '../support/skipWhere.ts';

function textOf({ content }: LanguageModelToolResult): string {
  return content.map((part) => (part instanceof LanguageModelTextPart ? part.value : '')).join('');
}

describe('the tool for chat agents', () => {
  it('is among those of the editor, for whoever asks', () => {
    const tool = lm.tools.find(({ name }) => name === inspectToolName);
    assert.match(tool?.description ?? '', /changes nothing/);
  });

  it('tells what is wrong with this host, and how much is wanted', async function () {
    skipWhere(this, desktopReason());
    await using traffic = Traffic.start(here);
    await traffic.closeWait({ count: 60, address: '127.0.22.2' });
    const input: InspectToolInput = { maxFindings: 3 };
    const result = await lm.invokeTool(inspectToolName, { input, toolInvocationToken: undefined });
    const text = textOf(result);
    assert.match(text, /^Just read from the host; nothing was changed\./);
    // CLOSE_WAIT that is seconds young is no finding; the same process holds the other ends.
    assert.match(text, /holds 60 connections in FIN_WAIT2/);
    assert.match(text, /guide#fin-wait-2-pile-up/);
  });

  describe('by itself', () => {
    const server = new DiagnosticsServer();
    after(() => server[Symbol.asyncDispose]());

    function toolOf(isTrusted: boolean): InspectTool {
      const inspections = new Inspections({
        lookFurther: () => Promise.resolve({ kind: 'stale' }),
        inspect: (params, token) => server.client.send(inspectRequest, params, token),
        isTrusted: () => isTrusted,
        canInspect: () => true,
        collector: () => 'auto',
      });
      const hosts = () => [{ id: 'local', kind: 'local', label: 'here' } as const];
      return new InspectTool({
        inspections,
        hosts,
        isTrusted: () => isTrusted,
        guideLink: (section) => section,
      });
    }

    async function told(tool: InspectTool, input: InspectToolInput): Promise<string> {
      const { token } = new CancellationTokenSource();
      return textOf(await tool.invoke({ input, toolInvocationToken: undefined }, token));
    }

    it('reads nothing in a workspace that is not trusted, and says so', async () => {
      assert.match(await told(toolOf(false), {}), /has not trusted this workspace/);
    });

    it('reaches no host that the user has not listed', async () => {
      const text = await told(toolOf(true), { host: 'ssh:-oProxyCommand=x' });
      assert.match(text, /no such host.*- local \(here\)/s);
    });

    it('asks before it reads, and says that nothing is changed', () => {
      const prepared = toolOf(true).prepareInvocation({ input: { host: 'here' } });
      const { message } = prepared.confirmationMessages ?? {};
      assert.ok(typeof message === 'string');
      assert.match(message, /of here .*Nothing is changed/);
    });

    it('ends when it is cancelled', async () => {
      const source = new CancellationTokenSource();
      source.cancel();
      await assert.rejects(toolOf(true).invoke({ input: {}, toolInvocationToken: undefined }, source.token));
    });
  });
});
