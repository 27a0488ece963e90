import { l10n, ProgressLocation, window, type Event, type QuickPickItem } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import type { InspectProgress } from '../../core/protocol/inspection.ts';
import type { Report } from '../../core/protocol/viewModels.ts';
import { watchRequest } from '../../core/protocol/watch.ts';
import type { Send } from '../client/server.ts';
import type { CommandTypes, HostArgument } from '../commandTypes.ts';
import { notWatched } from '../errors.ts';
import type { Failures } from '../failures.ts';
import type { HostList } from '../hosts/hostList.ts';
import { pickHost } from '../hosts/pickHost.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { Inspect } from '../inspection/inspectWithProgress.ts';
import type { ReportPanels } from '../report/reportPanels.ts';
import { hostOf } from './hostOf.ts';

export interface WatchCommandParts {
  readonly list: HostList;
  readonly inspections: Inspections;
  readonly panels: ReportPanels;
  readonly send: Send;
  readonly inspect: Inspect;
  readonly onDidProgress: Event<InspectProgress>;
  readonly failures: Failures;
}

/** 0: until it is stopped. */
const durations = [10, 30, 60, 0];

/**
 * "Watch Connections…": listens to a host for connections that end, then inspects it, so that the report has both. Stopping it
 * early is no cancelling: the report has what was seen until then. Returns the report for callers of the command.
 */
export function watchCommand(parts: WatchCommandParts): CommandTypes['watch'] {
  const { list, inspections, panels, inspect, failures } = parts;
  const run = async (argument?: HostArgument, given?: number): Promise<Report | undefined> => {
    const named = argument === undefined ? panels.activeHost : hostOf(argument);
    const host = named ?? (await pickHost(list, inspections));
    if (host === undefined) return undefined;
    const seconds = given ?? (await askHowLong());
    if (seconds === undefined) return undefined;
    try {
      const result = await listen(parts, host, list.entryOf(host).label, seconds);
      if (result.kind === 'failed') throw notWatched(result.problem);
      const { report } = await inspect(inspections.of(host));
      await panels.reveal(host);
      return report;
    } catch (error) {
      void failures.show(error, () => run(host, seconds));
      return undefined;
    }
  };
  return run;
}

async function askHowLong(): Promise<number | undefined> {
  const items: readonly (QuickPickItem & { readonly seconds: number })[] = durations.map((seconds) => ({
    label: seconds === 0 ? l10n.t('Until I stop it') : l10n.t('{0} seconds', seconds),
    seconds,
  }));
  const chosen = await window.showQuickPick(items, {
    title: l10n.t('Watch Connections'),
    placeHolder: l10n.t('How long to listen for connections that end'),
  });
  return chosen?.seconds;
}

/** With the running count; the button of the notification ends it. */
async function listen(
  { send, onDidProgress }: WatchCommandParts,
  host: string,
  label: string,
  seconds: number,
) {
  const options = {
    location: ProgressLocation.Notification,
    title: l10n.t('Watching connections on {0} (Cancel stops and shows the result)', plainLabel(label)),
    cancellable: true,
  };
  return await window.withProgress(options, async (progress, token) => {
    let told = 0;
    const listener = onDidProgress(({ host: of, message }) => {
      if (of !== host) return;
      told++;
      progress.report({
        message: plainLabel(message),
        ...(seconds > 0 && told <= seconds && { increment: 100 / seconds }),
      });
    });
    try {
      return await send(watchRequest, { host, ...(seconds > 0 && { seconds }) }, token);
    } finally {
      listener.dispose();
    }
  });
}
