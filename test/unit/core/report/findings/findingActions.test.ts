import assert from 'node:assert/strict';
import type { Finding } from '../../../../../src/core/model/finding.ts';
import { buildReport } from '../../../../../src/core/report/buildReport.ts';
import {
  findingActionLabel,
  type FindingAction,
} from '../../../../../src/core/report/findings/findingAction.ts';
import { withActions, type ActionContext } from '../../../../../src/core/report/findings/findingActions.ts';
import { fact } from '../../../../../src/core/rules/fact.ts';
import { smallReportInput, unreadableReportInput } from '../../../../support/smallHost.ts';

const reuse = 'net.ipv4.tcp_tw_reuse';
const configured = { value: '0', path: '/etc/sysctl.d/90-web.conf', line: 3 };

const nothingKnown: ActionContext = {
  hasSockets: true,
  parameters: [],
  isConfigured: false,
  canBeOpened: false,
  isRoot: false,
};

const finding: Finding = {
  rule: 'tw-reuse-off',
  section: 'tcp-tw-reuse',
  severity: 'hint',
  subject: { kind: 'parameter', key: reuse },
  title: 'tcp_tw_reuse = 0\nis off.',
  explanation: 'It is.',
  evidence: [],
  remedies: [],
  fixes: [{ title: 'Set it', safe: false, changes: [{ kind: 'set', key: reuse, value: '2' }] }],
};

function actions(of: Partial<Finding> = {}, context: Partial<ActionContext> = {}): readonly FindingAction[] {
  return withActions({ ...finding, ...of }, { ...nothingKnown, ...context }).actions;
}

function kinds(of: Partial<Finding> = {}, context: Partial<ActionContext> = {}): readonly string[] {
  return actions(of, context).map(({ kind }) => kind);
}

const inFile: Partial<ActionContext> = {
  parameters: [{ key: reuse, value: '0', configured, isDrifted: false }],
  isConfigured: true,
  canBeOpened: true,
};

describe('the actions of a finding', () => {
  it('always lead to the guide', () => {
    assert.deepEqual(actions({ fixes: [] }), [{ kind: 'openGuide', section: 'tcp-tw-reuse' }]);
  });

  it('are no commands where the way to the sockets is needed and not known', () => {
    const known = { hasSockets: true, isRoot: true, wayIn: ['ip', 'netns', 'exec', 'web'] };
    const of = { states: ['TIME_WAIT'] } as const;
    const commands = (context: Partial<ActionContext>): readonly string[] =>
      actions(of, context).flatMap((action) => (action.kind === 'copyCommand' ? [action.command] : []));
    assert.deepEqual(commands(known), [
      'ip netns exec web sysctl -w net.ipv4.tcp_tw_reuse=2',
      'ip netns exec web ss -tno state time-wait',
    ]);
    assert.deepEqual(kinds(of, { ...known, wayIn: [] }), ['showSockets', 'openGuide']);
  });

  it('open the line that sets the parameter, and the editor’s fix for it', () => {
    const place = { key: reuse, path: '/etc/sysctl.d/90-web.conf', line: 3 };
    assert.deepEqual(actions({}, inFile).slice(0, 2), [
      { kind: 'openFile', ...place },
      { kind: 'openFix', ...place },
    ]);
  });

  it('open the line alone where the editor has nothing to say there', () => {
    const fileless = kinds({ rule: 'running-value-differs' }, inFile);
    assert.deepEqual(fileless, ['openFile', 'applyParameter', 'copyCommand', 'openGuide']);
    const drifted = [{ key: reuse, value: '0', configured, isDrifted: true }];
    assert.deepEqual(kinds({}, { ...inFile, parameters: drifted }), [
      'openFile',
      'applyParameter',
      'copyCommand',
      'openGuide',
    ]);
  });

  it('open the line of a parameter that only the evidence names', () => {
    const evidence = [fact.parameter('net.ipv4.tcp_tw_reuse', '0', 'Setting')];
    const found = kinds({ subject: { kind: 'host' }, fixes: [], evidence }, inFile);
    assert.deepEqual(found, ['openFile', 'openGuide']);
  });

  it('open no file of another machine', () => {
    const kept = kinds({}, { ...inFile, canBeOpened: false });
    assert.deepEqual(kept, ['applyParameter', 'copyCommand', 'openGuide']);
  });

  it('offer a drop-in file where no file sets the parameter, with the reason on one line', () => {
    const [action] = actions({}, { isConfigured: true });
    assert.deepEqual(action, {
      kind: 'saveDropIn',
      fileName: '90-tw-reuse-off.conf',
      text: '# tcp_tw_reuse = 0 is off.\nnet.ipv4.tcp_tw_reuse = 2\n',
    });
    assert.ok(!kinds().includes('saveDropIn'), 'what the files set is not known');
  });

  it('set the running value, with sudo unless the host is read as root', () => {
    const command = (context: Partial<ActionContext>) =>
      actions({}, context).find(({ kind }) => kind === 'copyCommand');
    assert.deepEqual(command({}), {
      kind: 'copyCommand',
      purpose: 'set',
      command: 'sudo sysctl -w net.ipv4.tcp_tw_reuse=2',
    });
    assert.deepEqual(command({ isRoot: true }), {
      kind: 'copyCommand',
      purpose: 'set',
      command: 'sysctl -w net.ipv4.tcp_tw_reuse=2',
    });
  });

  it('set the default where the fix is to remove a line, if the default is known', () => {
    const remove = [{ title: 'Remove it', safe: true, changes: [{ kind: 'remove', key: reuse }] }] as const;
    const set = (context: Partial<ActionContext>): readonly string[] =>
      actions({ fixes: remove }, context).flatMap((action) =>
        action.kind === 'copyCommand' ? [action.command] : [],
      );
    assert.deepEqual(set({ parameters: [{ key: reuse, value: '0', default: '2' }] }), [
      'sudo sysctl -w net.ipv4.tcp_tw_reuse=2',
    ]);
    assert.deepEqual(set({}), []);
  });

  it('show the sockets in the tree and with ss', () => {
    const destination = {
      subject: { kind: 'destination', localAddress: '::1', remoteAddress: 'fe80::2', remotePort: 443 },
      fixes: [],
    } as const;
    assert.deepEqual(actions(destination).slice(0, 2), [
      { kind: 'showSockets', filter: 'local:::1 peer:fe80::2 pport:443' },
      { kind: 'copyCommand', purpose: 'show', command: "ss -tano src '[::1]' dst '[fe80::2]:443'" },
    ]);
    const process = {
      subject: { kind: 'process', name: "x'; rm -rf /", pids: [7, 8] },
      states: ['FIN_WAIT2'],
      fixes: [],
    } as const;
    assert.deepEqual(actions(process)[1], {
      kind: 'copyCommand',
      purpose: 'show',
      command: "ss -tnop state fin-wait-2 | grep -E 'pid=(7|8),'",
    });
    assert.deepEqual(kinds(destination, { hasSockets: false }), ['openGuide']);
  });

  it('are part of the report, each with a word for its button', () => {
    const [exhausted, drifted] = buildReport(smallReportInput()).findings;
    assert.deepEqual(exhausted?.actions.map(findingActionLabel), [
      'Show sockets',
      'Open 90-web.conf:3',
      'Set to 1…',
      'Copy sysctl command',
      'Copy ss command',
      'Open guide section',
    ]);
    assert.deepEqual(drifted?.actions.map(findingActionLabel), [
      'Open 90-web.conf:3',
      'Set to 1…',
      'Copy sysctl command',
      'Open guide section',
    ]);
    assert.deepEqual(buildReport(unreadableReportInput()).findings, []);
  });
});
