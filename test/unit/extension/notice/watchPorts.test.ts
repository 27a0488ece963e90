import assert from 'node:assert/strict';
import { setImmediate as settled } from 'node:timers/promises';
import type { ReportFinding } from '../../../../src/core/protocol/viewModels.ts';
import { watchPorts } from '../../../../src/extension/notice/watchPorts.ts';

type Watched = Parameters<typeof watchPorts>[0];
type Listener = Parameters<Watched['onDidChange']>[0];
type State = Parameters<Listener>[0]['state'];

const exhausted = {
  rule: 'ephemeral-port-exhaustion',
  severity: 'error',
  subject: { kind: 'destination', localAddress: '10.0.0.1', remoteAddress: '10.0.0.9', remotePort: 5432 },
} as ReportFinding;

function done(...findings: readonly ReportFinding[]): State {
  return { kind: 'done', result: { report: { findings } } } as unknown as State;
}

/** How many findings were told of after these states of a host. */
async function told(states: readonly State[], areThere = true): Promise<number> {
  let listener: Listener | undefined;
  let count = 0;
  const onDidChange = ((given: Listener) => {
    listener = given;
    return { dispose: () => undefined };
  }) as unknown as Watched['onDidChange'];
  const notice = {
    tell: (_: string, findings: readonly ReportFinding[]) => {
      count += findings.length;
      return Promise.resolve();
    },
  };
  watchPorts({ onDidChange }, { areThere }, () => Promise.resolve(notice));
  for (const state of states) {
    const change: unknown = { host: 'local', state };
    listener?.(change as Parameters<Listener>[0]);
  }
  await settled();
  return count;
}

const quiet: State = { kind: 'running', isQuiet: true };
const asked: State = { kind: 'running', isQuiet: false };

describe('watchPorts', () => {
  it('tells of what a timer found', async () => {
    assert.equal(await told([quiet, done(exhausted)]), 1);
  });

  it('is silent where somebody asked, or nobody looks', async () => {
    assert.equal(await told([asked, done(exhausted)]), 0);
    assert.equal(await told([quiet, asked, done(exhausted)]), 0);
    assert.equal(await told([quiet, done(exhausted)], false), 0);
  });

  it('is silent while ports are only scarce, and where no destination is meant', async () => {
    const scarce: ReportFinding = { ...exhausted, severity: 'warning' };
    const whole: ReportFinding = { ...exhausted, subject: { kind: 'host' } };
    assert.equal(await told([quiet, done(scarce, whole)]), 0);
  });
});
