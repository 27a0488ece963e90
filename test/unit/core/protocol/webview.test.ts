import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { foldFleet } from '../../../../src/core/fleet/foldFleet.ts';
import { rememberedPage } from '../../../../src/core/protocol/rememberedPage.ts';
import type { Report } from '../../../../src/core/protocol/viewModels.ts';
import { fromWebview, toWebview } from '../../../../src/core/protocol/webview.ts';

const report = JSON.parse(
  readFileSync(new URL('../../../fixtures/report/small.json', import.meta.url), 'utf8'),
) as Report;

describe('the messages between a page and its panel', () => {
  const fleet = foldFleet({ known: [], knownNodes: [], node: [], figures: [], fullest: [], drift: [] }, []);
  const page = { kind: 'fleet', address: 'http://a', label: 'a', isAsking: false };
  const past = { kind: 'past', job: 'a', instance: 'b', prometheus: 'c', hours: 6, isAsking: false };
  const show = { kind: 'show', report, canChange: false };

  it('are let through as they are sent', () => {
    for (const message of [
      { kind: 'about', host: 'local', label: 'web1' },
      { kind: 'busy', message: 'Inspecting…', canCancel: true },
      show,
      { kind: 'titles', guideTitles: { a: 'A' } },
      { kind: 'compare', reports: [report, report] },
      { kind: 'level', level: { timeWait: 3, createdPerSecond: 1.5 } },
      { kind: 'level' },
      page,
      { ...page, read: { fleet, at: 7, reachable: ['b'] } },
      { ...page, failure: { message: 'No.', nextStep: 'Retry.' } },
      past,
      { ...past, history: { hours: 6, points: [], marks: [] } },
      { kind: 'failed', message: 'Not reached.', nextStep: 'Retry.' },
    ])
      assert.equal(toWebview.fault(message, ''), undefined, message.kind);
    const actions = report.findings.flatMap((finding) => finding.actions);
    assert.ok(actions.length > 0);
    for (const action of actions)
      assert.equal(fromWebview.fault({ kind: 'runAction', action }, ''), undefined, action.kind);
    assert.equal(fromWebview.fault({ kind: 'showSockets', filter: '', grouping: 'client' }, ''), undefined);
  });

  for (const [field, message] of [
    ['kind', {}],
    ['kind', { kind: 'run' }],
    ['kind', { kind: 'toString' }],
    ['text', { kind: 'copy', text: 7 }],
    ['command', { kind: 'inspect', command: 'rm' }],
    ['action.kind', { kind: 'runAction', action: { kind: 'runAsRoot' } }],
    [
      'action.fileName',
      { kind: 'runAction', action: { kind: 'saveDropIn', fileName: '../a.conf', text: '' } },
    ],
    ['action.path', { kind: 'runAction', action: { kind: 'openFile', key: 'a', line: 1 } }],
    ['hours', { kind: 'askPast', job: 'a', instance: 'b', hours: 2 }],
    ['instance', { kind: 'inspectInstance', instance: ['b'] }],
    ['grouping', { kind: 'showSockets', filter: '', grouping: 'colour' }],
    ['', 'ready'],
    ['', null],
  ] as const)
    it(`of a page name “${field}” where it is wrong: ${JSON.stringify(message)}`, () => {
      assert.equal(fromWebview.fault(message, '')?.field, field);
    });

  for (const [field, message] of [
    ['report', { ...show, report: { ...report, version: 99 } }],
    ['report', { ...show, report: null }],
    ['guideTitles.a', { kind: 'titles', guideTitles: { a: 1 } }],
    ['reports', { kind: 'compare', reports: [report] }],
    ['reports[1]', { kind: 'compare', reports: [report, {}] }],
    ['read.fleet', { ...page, read: { fleet: { ...fleet, version: 99 }, at: 7, reachable: [] } }],
    ['history', { ...past, history: {} }],
    ['level.timeWait', { kind: 'level', level: { timeWait: '3' } }],
  ] as const)
    it(`of a panel name “${field}” where it is wrong`, () => {
      assert.equal(toWebview.fault(message, '')?.field, field);
    });

  it('remembered by a page of another version are not taken', () => {
    assert.equal(rememberedPage.fault({ host: 'local', history: [] }, ''), undefined);
    assert.equal(
      rememberedPage.fault({ reports: [{ ...report, version: 0 }, report] }, '')?.field,
      'reports[0]',
    );
    assert.equal(rememberedPage.fault(undefined, '')?.field, '');
  });
});
