import { ProgressLocation, window } from 'vscode';
import { sleep } from '../sleep.ts';
import { proofOf, withProof, type Report } from '../../core/protocol/viewModels.ts';
import type { CommandTypes } from '../commandTypes.ts';
import type { ComparisonPanels } from '../compare/comparisonPanels.ts';
import { plainLabel } from '../../core/model/plainText.ts';
import type { Failures } from '../failures.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { Inspect } from '../inspection/inspectWithProgress.ts';

export interface ProveParts {
  readonly inspections: Inspections;
  readonly inspect: Inspect;
  readonly comparisons: ComparisonPanels;
  readonly failures: Failures;
}

/**
 * "Inspect Again and Compare": waits until the old TIME_WAIT sockets have expired, then says in one sentence whether a fix
 * worked, and shows both inspections next to each other.
 */
export function proveCommand(parts: ProveParts): CommandTypes['prove'] {
  const run: CommandTypes['prove'] = async (host, destination) => {
    const inspection = parts.inspections.of(host);
    try {
      const before = inspection.result?.report;
      if (before === undefined) return;
      if (!(await timeWaitRanOut(before))) return;
      const { report: after } = await parts.inspect(inspection);
      const proof = proofOf(before, after, destination);
      const proved = withProof(before, destination, proof);
      const { worked, sentence } = proof;
      const compare = 'Compare';
      const show = worked === true ? window.showInformationMessage : window.showWarningMessage;
      parts.comparisons.show(proved, after);
      void show(plainLabel(sentence), compare).then((chosen) => {
        if (chosen === compare) parts.comparisons.show(proved, after);
      });
    } catch (error) {
      void parts.failures.show(error, () => run(host, destination));
    }
  };
  return run;
}

/** False if the user cancels. */
async function timeWaitRanOut(before: Report): Promise<boolean> {
  const seconds = Math.ceil(before.timeWait.lengthSeconds) + 1;
  const options = {
    location: ProgressLocation.Notification,
    title: 'Waiting until the old TIME_WAIT sockets have expired',
    cancellable: true,
  };
  return window.withProgress(options, async (progress, token) => {
    for (let left = seconds; left > 0 && !token.isCancellationRequested; left--) {
      progress.report({ message: `${left} s left`, increment: 100 / seconds });
      await sleep(1000);
    }
    return !token.isCancellationRequested;
  });
}
