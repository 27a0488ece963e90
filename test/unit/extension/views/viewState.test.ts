import assert from 'node:assert/strict';
import type { InspectResult } from '../../../../src/core/protocol/inspection.ts';
import { usualShape } from '../../../../src/core/model/treeShape.ts';
import type { UserError } from '../../../../src/extension/errors.ts';
import { viewStateOf } from '../../../../src/extension/views/viewState.ts';

const problem = { code: 'x', message: 'x', nextStep: 'x' };
const row = { id: 'state:LISTEN' } as InspectResult['roots'][number];

function result(platform: string, more: Partial<InspectResult>): InspectResult {
  const report = { host: { label: 'here', platform } } as InspectResult['report'];
  return { inspection: '1', report, roots: [], ...more };
}

describe('why the tree is empty', () => {
  it('is not a question when there are rows, also old ones', () => {
    const shown = result('linux', { roots: [row] });
    assert.equal(viewStateOf({ kind: 'done', result: shown }), 'ready');
    assert.equal(viewStateOf({ kind: 'running', isQuiet: false, previous: shown }), 'ready');
  });

  it('tells no sockets from sockets that may not or cannot be read', () => {
    const state = (platform: string, more: Partial<InspectResult>): string =>
      viewStateOf({ kind: 'done', result: result(platform, more) });
    assert.equal(state('linux', {}), 'empty');
    assert.equal(state('linux', { unreadable: { ...problem, kind: 'denied' } }), 'denied');
    assert.equal(state('linux', { unreadable: { ...problem, kind: 'failed' } }), 'unreadable');
    assert.equal(state('darwin', { unreadable: { ...problem, kind: 'unavailable' } }), 'notLinux');
  });

  it('tells a filter that lets nothing through from a host that has nothing', () => {
    const filtered = (roots: InspectResult['roots']): string =>
      viewStateOf(
        { kind: 'done', result: result('linux', { roots }) },
        {
          inspection: '1',
          shape: usualShape,
          roots: [],
          rootCount: 0,
          notes: [],
          filtered: { text: 'lport:1', matched: 0, total: 1, problems: [] },
        },
      );
    assert.equal(filtered([row]), 'noMatch');
    assert.equal(filtered([]), 'empty');
  });

  it('tells a server that stopped from another failure', () => {
    const failed = (code: UserError['code']): string =>
      viewStateOf({ kind: 'failed', error: { ...problem, code } });
    assert.equal(failed('server-stopped'), 'stopped');
    assert.equal(failed('inspection-failed'), 'failed');
  });

  it('tells a host that cannot be reached from one that the user has to connect to themselves', () => {
    const failed = (code: string): string =>
      viewStateOf({
        kind: 'failed',
        error: { ...problem, code: 'host-not-reached', problem: { host: 'ssh:web1', code } },
      });
    assert.equal(failed('ssh-refused'), 'unreachable');
    assert.equal(failed('ssh-host-key-changed'), 'unreachable');
    assert.equal(failed('ssh-host-key-unknown'), 'needsTerminal');
    assert.equal(failed('ssh-password-needed'), 'needsTerminal');
  });

  it('is unknown before the first inspection', () => {
    assert.equal(viewStateOf({ kind: 'none' }), 'idle');
    assert.equal(viewStateOf({ kind: 'running', isQuiet: false }), 'loading');
  });
});
