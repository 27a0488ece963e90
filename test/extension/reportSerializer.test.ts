import assert from 'node:assert/strict';
import type { WebviewPanel } from 'vscode';
import type { InspectParams, InspectResult } from '../../src/core/protocol/inspection.ts';
import { Inspections } from '../../src/extension/inspection/inspections.ts';
import type { ToldError } from '../../src/extension/inspection/inspectionState.ts';
import { ReportSerializer, type ReportSerializerParts } from '../../src/extension/report/reportSerializer.ts';

/** A window that is loaded again with one report open; gives what is inspected for it, and what it says instead. */
async function loadedAgain(
  host: string | undefined,
  { isTrusted = true, openedFrom = '' } = {},
): Promise<{ asked: readonly string[]; adopted: readonly string[]; told: readonly string[] }> {
  const asked: string[] = [];
  const adopted: string[] = [];
  const told: string[] = [];
  const inspections = new Inspections({
    lookFurther: () => Promise.resolve({ kind: 'stale' }),
    inspect: (params: InspectParams) => {
      asked.push(params.host);
      const report = openedFrom === '' ? {} : { openedFrom };
      return Promise.resolve({ inspection: '1', roots: [], report } as unknown as InspectResult);
    },
    isTrusted: () => isTrusted,
    canInspect: () => true,
    collector: () => 'auto',
  });
  const panels = {
    adopt: (id: string) => {
      adopted.push(id);
      return { explain: ({ code }: ToldError) => told.push(code) };
    },
  };
  const failures = { note: () => undefined, show: ({ code }: ToldError) => told.push(code) };
  const parts = { panels, inspections, isTrusted: () => isTrusted, failures };
  const serializer = new ReportSerializer(parts as unknown as ReportSerializerParts);
  const panel = {} as unknown as WebviewPanel;
  await serializer.deserializeWebviewPanel(panel, host === undefined ? undefined : { host });
  return { asked, adopted, told };
}

describe('a report in a window that is loaded again', () => {
  it('of this machine is inspected again, also where the page wrote nothing down', async () => {
    for (const host of ['local', undefined])
      assert.deepEqual(await loadedAgain(host), { asked: ['local'], adopted: ['local'], told: [] });
  });

  it('of another host waits until somebody asks: nothing is reached unasked', async () => {
    const expected = { asked: [], adopted: ['ssh:web1'], told: ['not-inspected-yet'] };
    assert.deepEqual(await loadedAgain('ssh:web1'), expected);
  });

  it('of a snapshot is read from its file again', async () => {
    const host = 'file:/tmp/a.json';
    const expected = { asked: [host], adopted: [host], told: [] };
    assert.deepEqual(await loadedAgain(host, { openedFrom: '/tmp/a.json' }), expected);
  });

  it('of a snapshot whose file is gone says so', async () => {
    assert.deepEqual((await loadedAgain('file:/tmp/a.json')).told, ['snapshot-not-opened']);
  });

  it('says in an untrusted workspace why there is nothing', async () => {
    for (const host of ['local', 'ssh:web1', 'file:/tmp/a.json']) {
      const { asked, told } = await loadedAgain(host, { isTrusted: false });
      assert.deepEqual([asked, told], [[], ['untrusted-workspace']]);
    }
  });
});
