import { env, window } from 'vscode';
import { findingMarkdown, siteActions, type FindingAction } from '../../core/protocol/viewModels.ts';
import type { CommandTypes } from '../commandTypes.ts';
import type { Failures } from '../failures.ts';
import { findingActionRunner } from '../findings/runFindingAction.ts';
import type { Inspections } from '../inspection/inspections.ts';

type FindingCommands = Pick<
  CommandTypes,
  | 'findingGuide'
  | 'findingSockets'
  | 'findingFile'
  | 'findingFix'
  | 'findingDropIn'
  | 'findingApply'
  | 'findingShowCommand'
  | 'findingSetCommand'
  | 'findingCopy'
  | 'findingSiteFix'
  | 'findingSiteProve'
  | 'findingRun'
>;

/** The actions of a finding: on a row, each command runs the action of its kind; on a button, a specific one. */
export function findingCommands(inspections: Inspections, failures: Failures): FindingCommands {
  const run = findingActionRunner(inspections, failures);
  const first =
    (isWanted: (action: FindingAction) => boolean): CommandTypes['findingGuide'] =>
    async ({ host, finding }) => {
      const action = finding.actions.find(isWanted);
      if (action !== undefined) await run(host, action);
    };
  const ofKind = (kind: FindingAction['kind']) => first((action) => action.kind === kind);
  const command = (purpose: 'show' | 'set') =>
    first((action) => action.kind === 'copyCommand' && action.purpose === purpose);
  const ofSite =
    (kind: FindingAction['kind']): CommandTypes['findingSiteFix'] =>
    async ({ parent: { host, finding }, index }) => {
      const site = finding.sites?.[index];
      const action = site && siteActions(site).find((one) => one.kind === kind);
      if (action !== undefined) await run(host, action);
    };
  return {
    findingGuide: ofKind('openGuide'),
    findingSockets: ofKind('showSockets'),
    findingFile: ofKind('openFile'),
    findingFix: ofKind('openFix'),
    findingDropIn: ofKind('saveDropIn'),
    findingApply: ofKind('applyParameter'),
    findingShowCommand: command('show'),
    findingSetCommand: command('set'),
    findingCopy: async ({ finding }) => {
      await env.clipboard.writeText(`${findingMarkdown(finding)}\n`);
      window.setStatusBarMessage('Copied', 3000);
    },
    findingSiteFix: ofSite('fixSite'),
    findingSiteProve: ofSite('proveSite'),
    findingRun: run,
  };
}
