import type { FindingAction } from '../../core/protocol/viewModels.ts';
import type { Failures } from '../failures.ts';
import type { Inspections } from '../inspection/inspections.ts';
import { showSocketsOf } from '../inspection/showSocketsOf.ts';
import { runCommand } from '../runCommand.ts';
import { openFix } from './openFix.ts';
import { openLine } from './openLine.ts';

/** Runs an action of a finding. `host` is the host that the finding is about. */
export type RunFindingAction = (host: string, action: FindingAction) => Promise<void>;

export function findingActionRunner(inspections: Inspections, failures: Failures): RunFindingAction {
  const run: RunFindingAction = async (host, action) => {
    try {
      await doIt(host, action, inspections);
    } catch (error) {
      void failures.show(error, () => run(host, action));
    }
  };
  return run;
}

async function doIt(host: string, action: FindingAction, inspections: Inspections): Promise<void> {
  switch (action.kind) {
    case 'openGuide':
      await runCommand('openGuide', action.section);
      break;
    case 'showSockets':
      await showSocketsOf(inspections, host, action.filter);
      break;
    case 'openFile':
      await openLine(action.path, action.line);
      break;
    case 'openSite':
      await openLine(action.path, action.line);
      break;
    case 'fixSite':
      await openFix(action.path, action.line);
      break;
    case 'proveSite': {
      const { remoteAddress, remotePort } = action;
      await runCommand('prove', host, { remoteAddress, remotePort });
      break;
    }
    case 'openFix':
      await openFix(action.path, action.line);
      break;
    case 'saveDropIn':
      await runCommand('saveDropIn', { fileName: action.fileName, text: action.text });
      break;
    case 'applyParameter': {
      const { key, value } = action;
      await runCommand('applyParameter', { host, key, value });
      break;
    }
    case 'copyCommand':
      await runCommand('copyShellCommand', action.command);
      break;
  }
}
