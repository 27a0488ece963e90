import { ProgressLocation, QuickPickItemKind, window, type Event, type QuickPickItem } from 'vscode';
import { parseHostId } from '../../core/model/hostId.ts';
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
import type { Surroundings } from '../surroundings.ts';
import { hostOf } from './hostOf.ts';

export interface WatchCommandParts {
  readonly list: HostList;
  readonly inspections: Inspections;
  readonly panels: ReportPanels;
  readonly send: Send;
  readonly inspect: Inspect;
  readonly onDidProgress: Event<InspectProgress>;
  readonly failures: Failures;
  readonly surroundings: Surroundings;
}

/** 0: until it is stopped. */
const durations = [10, 30, 60, 0];
/** In exact mode, which has an end. */
const exactDurations = [10, 30, 60];

interface Choice {
  readonly seconds: number;
  readonly exact: boolean;
}

/**
 * "Watch Connections…": listens to a host for connections that end, then inspects it, so that the report has both. Stopping it
 * early is no cancelling: the report has what was seen until then. Returns the report for callers of the command.
 */
export function watchCommand(parts: WatchCommandParts): CommandTypes['watch'] {
  const { list, inspections, panels, inspect, failures } = parts;
  const run = async (argument?: HostArgument, given?: number): Promise<Report | undefined> => {
    const named = argument === undefined ? panels.activeHost : hostOf(argument);
    const host = named ?? (await pickHost(list, inspections, 'Watch Connections'));
    if (host === undefined) return undefined;
    const choice =
      given === undefined
        ? await askHowLong(canBeExact(host, parts.surroundings))
        : { seconds: given, exact: false };
    if (choice === undefined) return undefined;
    const label = list.entryOf(host).label;
    if (choice.exact && !(await confirmExact(label, choice.seconds))) return undefined;
    try {
      const result = await listen(parts, host, label, choice);
      if (result.kind === 'failed') throw notWatched(result.problem);
      const { report } = await inspect(inspections.of(host));
      await panels.reveal(host);
      return report;
    } catch (error) {
      // Exact mode is asked for each time.
      void failures.show(error, () => run(host, choice.exact ? undefined : choice.seconds));
      return undefined;
    }
  };
  return run;
}

/** The kernel's trace is for root, and of this machine. */
function canBeExact(host: string, { machine }: Surroundings): boolean {
  const kind = parseHostId(host)?.kind;
  return machine?.isRoot === true && (kind === 'local' || kind === 'netns');
}

async function askHowLong(withExact: boolean): Promise<Choice | undefined> {
  const items: readonly (QuickPickItem & Choice)[] = durations.map((seconds) => ({
    label: seconds === 0 ? 'Until I stop it' : `${seconds} seconds`,
    seconds,
    exact: false,
  }));
  const exactItems: readonly (QuickPickItem & Choice)[] = [
    { label: 'Exact mode', kind: QuickPickItemKind.Separator, seconds: 0, exact: false },
    ...exactDurations.map((seconds) => ({
      label: `${seconds} seconds, exact`,
      description: 'also names who connected and who closed first, from the kernel’s trace',
      seconds,
      exact: true,
    })),
  ];
  return window.showQuickPick(withExact ? [...items, ...exactItems] : items, {
    title: 'Watch Connections',
    placeHolder: 'How long to listen for connections that end',
  });
}

async function confirmExact(label: string, seconds: number): Promise<boolean> {
  const go = `Trace for ${seconds} Seconds`;
  const message = `Trace the TCP states of ${plainLabel(label)}?`;
  const detail = `Exact mode creates an instance of the kernel’s trace (tracefs) for ${seconds} seconds and removes it afterwards. Until then, every TCP state change on this machine costs a little more. Other traces are not affected.`;
  return (await window.showWarningMessage(message, { modal: true, detail }, go)) === go;
}

/** With the running count; the button of the notification ends it. */
async function listen(
  { send, onDidProgress }: WatchCommandParts,
  host: string,
  label: string,
  { seconds, exact }: Choice,
) {
  const options = {
    location: ProgressLocation.Notification,
    title: `Watching connections on ${plainLabel(label)} (Cancel stops and shows the result)`,
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
      return await send(
        watchRequest,
        { host, ...(seconds > 0 && { seconds }), ...(exact && { exact }) },
        token,
      );
    } finally {
      listener.dispose();
    }
  });
}
