import assert from 'node:assert/strict';
import { env, window, type StatusBarItem } from 'vscode';
import { isVisible } from '../../src/core/model/plainText.ts';
import type { InspectResult } from '../../src/core/protocol/inspection.ts';
import { buildReport } from '../../src/core/report/buildReport.ts';
import { parameterQuestion } from '../../src/extension/changes/parameterQuestion.ts';
import { causeDiagnostic } from '../../src/extension/causes/causeDiagnostic.ts';
import { fleetCommands, type FleetCommandsParts } from '../../src/extension/commands/fleetCommands.ts';
import { hostCommands, type HostCommandsParts } from '../../src/extension/commands/hostCommands.ts';
import type { InstanceArgument } from '../../src/extension/commandTypes.ts';
import * as errors from '../../src/extension/errors.ts';
import { Failures } from '../../src/extension/failures.ts';
import { findingItem } from '../../src/extension/findings/findingItem.ts';
import type { FindingNode } from '../../src/extension/findings/findingNode.ts';
import { Inspections } from '../../src/extension/inspection/inspections.ts';
import type { LiveLevel } from '../../src/extension/live/liveLevel.ts';
import { PortsNotice } from '../../src/extension/notice/portsNotice.ts';
import { HostStatus } from '../../src/extension/status/hostStatus.ts';
import { evil } from '../support/evil.ts';
import { smallReportInput } from '../support/smallHost.ts';
import { Answers } from './support/answers.ts';

const report = buildReport(smallReportInput());
const problem = { code: 'ssh-refused', message: evil, nextStep: evil } as const;

/** One line or several that are ours, all of it visible, with neither a link nor an icon in it. */
function assertHarmless(text: string): void {
  assert.ok(text.includes('=1+1'), text);
  for (const line of text.split('\n')) assert.ok(isVisible(line), JSON.stringify(line));
  assert.doesNotMatch(text, /\]\(|\$\(error\)/);
}

/** All of it visible. */
function assertVisible(text: string): void {
  assert.ok(text.includes('=1+1'), text);
  for (const line of text.split('\n')) assert.ok(isVisible(line), JSON.stringify(line));
}

describe('hostile text is harmless', () => {
  const failures: Readonly<Record<string, unknown>> = {
    'a host that is not reached': errors.hostNotReached('ssh:evil', problem),
    'an inspection that fails': errors.inspectionFailed(new Error(evil)),
    'sockets that cannot be watched': errors.notWatched(problem),
    'a file that cannot be saved': errors.fileNotSaved(evil, evil),
    'a snapshot that cannot be saved': errors.snapshotNotSaved(evil, evil),
    'a snapshot that cannot be opened': errors.snapshotNotOpened(evil, evil, evil),
    'a file that cannot be opened': errors.fileNotOpened(evil, undefined),
    'a section that the guide does not have': errors.guideSectionUnknown(evil),
    'a wrong argument': errors.wrongArgument('inspect', evil),
    'an error that nobody expected': new Error(evil),
  };
  for (const [what, error] of Object.entries(failures))
    it(`in the notification about ${what}`, async () => {
      using answers = new Answers();
      await new Failures({ error: () => undefined }).show(error, () => undefined);
      assert.equal(answers.asked.length, 1);
      for (const { text } of answers.asked) assertHarmless(text);
    });

  for (const [what, error] of Object.entries(failures))
    it(`in the log about ${what}, and about what was behind it`, () => {
      const logged: string[] = [];
      const failures = new Failures({
        error: (message: string | Error, ...rest: string[]) => logged.push(String(message), ...rest),
      });
      failures.note(error);
      failures.note(new Error('hidden by another', { cause: error }));
      assert.ok(logged.join('').includes('=1+1'));
      for (const line of logged) assert.ok(isVisible(line), JSON.stringify(line));
    });

  it('in the name of a host that is copied, which is no formula where it is pasted', async () => {
    const parts = { list: { entryOf: () => ({ label: evil }) }, fleets: {}, surroundings: {} };
    const { copyHostName } = hostCommands(parts as unknown as HostCommandsParts);
    const { copyInstance } = fleetCommands(parts as unknown as FleetCommandsParts);
    const instance = { instance: evil } as InstanceArgument['instance'];
    for (const copy of [() => copyHostName('ssh:a'), () => copyInstance({ kind: 'instance', instance })]) {
      await env.clipboard.writeText('');
      await copy();
      const copied = await env.clipboard.readText();
      assertVisible(copied);
      assert.match(copied, /^'=1\+1/);
    }
  });

  it('in the notification about a destination without free ports', async () => {
    using answers = new Answers();
    const [finding] = report.findings;
    assert.ok(finding);
    await new PortsNotice().tell('local', [{ ...finding, title: evil }]);
    assert.equal(answers.asked.length, 1);
    for (const { text } of answers.asked) assertHarmless(text);
  });

  it('in the diagnostic about a line, and in the row of the line below its finding', () => {
    const [finding] = report.findings;
    assert.ok(finding);
    const range = { start: { line: 2, column: 0 }, end: { line: 2, column: 9 } };
    const site = {
      file: `/srv/shop/${evil}.py`,
      range,
      text: `  ${evil}`,
      cause: 'py-module-call',
      mechanism: `It calls ${evil}.`,
      confidence: 'resolved',
      severity: 'warning',
      advice: `Share ${evil}.`,
      section: 'cause-py-module-call',
      chain: [{ says: evil, restsOn: evil }],
      lens: '9 of 10 ports',
      definitions: [{ file: `/srv/shop/${evil}.env`, range, label: evil }],
    } as const;
    const { message, relatedInformation = [] } = causeDiagnostic(site, () => 'vscode://x/guide');
    assert.equal(relatedInformation.length, 1);
    for (const text of [message, ...relatedInformation.map((one) => one.message)]) assertVisible(text);
    const parent = { kind: 'finding', id: 'f', host: 'local', finding: { ...finding, sites: [site] } };
    const { label, description, tooltip } = findingItem({
      kind: 'site',
      parent,
      index: 0,
    } as unknown as FindingNode);
    for (const text of [label, description, tooltip]) assertVisible(text as string);
  });

  it('in the question before a parameter is set', () => {
    const { message, detail } = parameterQuestion({
      kind: 'preview',
      label: evil,
      key: 'net.ipv4.tcp_fin_timeout',
      running: evil,
      value: evil,
      notes: [],
      command: 'sysctl',
    });
    for (const text of [message, detail]) assertHarmless(text);
  });

  it('in that question, which shows all of a value, however long', () => {
    const [running, value] = ['1', '2'].map((digit) => `${digit}${evil}`.repeat(10));
    assert.ok(running !== undefined && value !== undefined);
    const { message, detail } = parameterQuestion({
      ...{ kind: 'preview', label: 'vm', key: 'net.ipv4.tcp_fin_timeout', running, value, notes: [] },
      command: 'sysctl',
    });
    for (const text of [message, detail]) assertHarmless(text);
    assert.equal(detail.split('=1+1').length, 21);
    assert.ok(message.length < 200);
  });

  it('in the status bar: its text, its tooltip and what a screen reader says', async () => {
    using drawn = new DrawnItem();
    const evilReport = {
      ...report,
      findings: report.findings.map((finding) => ({ ...finding, severity: 'error', title: evil })),
    };
    const inspections = new Inspections({
      lookFurther: () => Promise.resolve({ kind: 'stale' }),
      inspect: ({ host }) =>
        Promise.resolve({
          inspection: host,
          roots: [],
          report: host === 'ssh:worse' ? evilReport : { ...report, findings: [] },
        } as unknown as InspectResult),
      isTrusted: () => true,
      canInspect: () => true,
      collector: () => 'auto',
    });
    const level = {
      onDidChange: () => ({ dispose: () => undefined }),
      stateOf: () => ({ isFollowed: false }),
    } as unknown as LiveLevel;
    const status = new HostStatus(
      () => true,
      () => evil,
      inspections,
      level,
    );
    await inspections.of('ssh:worse').inspect();
    inspections.setCurrent('ssh:web1');
    await inspections.current.inspect();
    const { text, tooltip, accessibilityInformation } = drawn.item;
    assert.match(text, /^\$\(history\) /);
    for (const said of [text, tooltip, accessibilityInformation?.label]) assertHarmless(said as string);
    assert.match(tooltip as string, /Worse on =1\+1.*: =1\+1/);
    status.dispose();
  });
});

/** In the place of VS Code's item until it is disposed of: what is drawn cannot be read back. */
class DrawnItem implements Disposable {
  readonly item = {
    hide: () => undefined,
    show: () => undefined,
    dispose: () => undefined,
  } as unknown as StatusBarItem;
  readonly #real = window.createStatusBarItem;

  constructor() {
    Object.assign(window, { createStatusBarItem: () => this.item });
  }

  [Symbol.dispose](): void {
    Object.assign(window, { createStatusBarItem: this.#real });
  }
}
