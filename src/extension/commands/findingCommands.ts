import { env, l10n, window } from 'vscode';
import { findingMarkdown, type FindingAction } from '../../core/protocol/viewModels.ts';
import type { Failures } from '../failures.ts';
import type { FindingRow } from '../findings/findingNode.ts';
import { findingActionRunner } from '../findings/runFindingAction.ts';
import { commandIds } from '../ids.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { Command, SomeCommands } from '../lazyCommands.ts';

type FindingCommands = SomeCommands<
  | 'findingGuide'
  | 'findingSockets'
  | 'findingFile'
  | 'findingFix'
  | 'findingDropIn'
  | 'findingApply'
  | 'findingShowCommand'
  | 'findingSetCommand'
  | 'findingCopy'
  | 'findingRun'
>;

/** What can be done about a finding: from its row each command does the action of its kind, from a button a given one. */
export function findingCommands(inspections: Inspections, failures: Failures): FindingCommands {
  const run = findingActionRunner(inspections, failures);
  const ofRow =
    (isWanted: (action: FindingAction) => boolean): Command =>
    async (row) => {
      const action = isFindingRow(row) ? row.finding.actions.find(isWanted) : undefined;
      if (isFindingRow(row) && action !== undefined) await run(row.host, action);
    };
  const ofKind = (kind: FindingAction['kind']): Command => ofRow((action) => action.kind === kind);
  const copyCommand = (purpose: 'show' | 'set'): Command =>
    ofRow((action) => action.kind === 'copyCommand' && action.purpose === purpose);
  return {
    [commandIds.findingGuide]: ofKind('openGuide'),
    [commandIds.findingSockets]: ofKind('showSockets'),
    [commandIds.findingFile]: ofKind('openFile'),
    [commandIds.findingFix]: ofKind('openFix'),
    [commandIds.findingDropIn]: ofKind('saveDropIn'),
    [commandIds.findingApply]: ofKind('applyParameter'),
    [commandIds.findingShowCommand]: copyCommand('show'),
    [commandIds.findingSetCommand]: copyCommand('set'),
    [commandIds.findingCopy]: copyFinding,
    [commandIds.findingRun]: async (host, action) => {
      if (typeof host === 'string' && isObject(action)) await run(host, action as FindingAction);
    },
  };
}

async function copyFinding(row: unknown): Promise<void> {
  if (!isFindingRow(row)) return;
  await env.clipboard.writeText(`${findingMarkdown(row.finding)}\n`);
  window.setStatusBarMessage(l10n.t('Copied'), 3000);
}

function isFindingRow(row: unknown): row is FindingRow {
  return isObject(row) && 'kind' in row && row.kind === 'finding' && 'finding' in row;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
