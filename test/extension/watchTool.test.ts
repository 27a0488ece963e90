import assert from 'node:assert/strict';
import { CancellationTokenSource, LanguageModelTextPart, lm, type LanguageModelToolResult } from 'vscode';
import { watchToolName } from '../../src/extension/chat/registerTools.ts';
import { WatchTool } from '../../src/extension/chat/watchTool.ts';
import { Inspections } from '../../src/extension/inspection/inspections.ts';
import type { WatchParams } from '../../src/core/protocol/watch.ts';
import { here, Traffic } from '../support/traffic.ts';
import { desktopReason } from './support/desktopReason.ts';
import { skipWhere } from '../support/skipWhere.ts';

function textOf({ content }: LanguageModelToolResult): string {
  return content.map((part) => (part instanceof LanguageModelTextPart ? part.value : '')).join('');
}

describe('the tool that watches connections for chat agents', () => {
  it('is among those of the editor, for whoever asks', () => {
    const tool = lm.tools.find(({ name }) => name === watchToolName);
    assert.match(tool?.description ?? '', /changes nothing/);
  });

  it('tells of connections that were gone before anybody could list them', async function () {
    this.timeout(30_000);
    skipWhere(this, desktopReason());
    await using traffic = Traffic.start(here);
    const input = { seconds: 3 };
    const watching = lm.invokeTool(watchToolName, { input, toolInvocationToken: undefined });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const at = await traffic.clientTimeWait({ count: 40, address: '127.0.23.3' });
    const text = textOf(await watching);
    assert.match(text, /## Connections that ended/);
    assert.match(text, new RegExp(`127\\.0\\.23\\.3:${String(at.port)}.*40`));
  });

  it('knows no host that the user has not listed', async () => {
    const input = { host: 'ssh:elsewhere', seconds: 1 };
    const text = textOf(await lm.invokeTool(watchToolName, { input, toolInvocationToken: undefined }));
    assert.match(text, /The user has no such host/);
  });

  it('asks before it listens, and for no longer than 30 seconds whatever it is asked for', async () => {
    const asked: unknown[] = [];
    const tool = new WatchTool({
      inspections: new Inspections({
        lookFurther: () => Promise.resolve({ kind: 'stale' }),
        inspect: () => Promise.reject(new Error('it inspects')),
        isTrusted: () => true,
        canInspect: () => true,
        collector: () => 'auto',
      }),
      hosts: () => [{ id: 'local', kind: 'local', label: 'here' } as const],
      isTrusted: () => true,
      guideLink: (section) => section,
      send: (_request, params) => {
        asked.push((params as WatchParams).seconds);
        return Promise.reject(new Error('it listened'));
      },
    });
    const { token } = new CancellationTokenSource();
    for (const [seconds, used] of [
      [3600, 30],
      [30, 30],
      [2.7, 2],
      [undefined, 10],
      ['ten', 10],
      [-1, 10],
    ] as const) {
      const input = { seconds };
      const { message } = tool.prepareInvocation({ input }).confirmationMessages ?? {};
      assert.ok(typeof message === 'string');
      assert.match(message, new RegExp(`^Listen for ${String(used)} seconds .*Nothing is changed`));
      await tool.invoke({ input, toolInvocationToken: undefined }, token).catch(() => undefined);
      assert.equal(asked.at(-1), used);
    }
  });
});
