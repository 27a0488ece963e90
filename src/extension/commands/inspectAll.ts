import { ProgressLocation, window } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import type { CommandTypes } from '../commandTypes.ts';
import { untrustedWorkspace } from '../errors.ts';
import type { Failures } from '../failures.ts';
import type { HostEntry } from '../hosts/hostEntry.ts';
import type { HostList } from '../hosts/hostList.ts';
import { inspectEach } from '../inspection/inspectEach.ts';
import type { Inspections } from '../inspection/inspections.ts';
import { seriousFindings, worstHost } from '../inspection/worstHost.ts';
import type { Surroundings } from '../surroundings.ts';
import { focusView, runCommand } from '../runCommand.ts';

export interface InspectAllParts {
  readonly list: HostList;
  readonly inspections: Inspections;
  readonly failures: Failures;
  readonly isTrusted: () => boolean;
  readonly surroundings: Surroundings;
}

/** "Inspect TIME_WAIT on All Hosts": a few at a time; the rows tell how it went, and a summary what failed and which host needs a look first. */
export function inspectAllCommand(parts: InspectAllParts): CommandTypes['inspectAll'] {
  const { list, failures, isTrusted } = parts;
  const run = async (): Promise<void> => {
    try {
      if (!isTrusted()) throw untrustedWorkspace();
      await list.refresh();
      await inspectAll(
        parts,
        list.hosts.concat(list.namespaces).filter((entry) => isThere(entry, parts.surroundings)),
      );
    } catch (error) {
      void failures.show(error, run);
    }
  };
  return run;
}

/** A machine without Linux is skipped; it says so itself if it is inspected on its own. */
function isThere({ kind, isGone }: HostEntry, { machine }: Surroundings): boolean {
  return isGone !== true && (kind !== 'local' || machine?.platform === 'linux');
}

async function inspectAll(
  { list, inspections, failures }: InspectAllParts,
  entries: readonly HostEntry[],
): Promise<void> {
  const options = {
    location: ProgressLocation.Notification,
    title: 'Inspecting TIME_WAIT on all hosts',
    cancellable: true,
  };
  const total = String(entries.length);
  const failed = await window.withProgress(options, (progress, token) =>
    inspectEach(
      entries.map(({ id }) => inspections.of(id)),
      token,
      ({ done, running }) => {
        const names = running.map((id) => plainLabel(list.entryOf(id).label)).join(', ');
        progress.report({ message: `${String(done)} of ${total} · ${names}` });
      },
    ),
  );
  for (const error of failed.values()) failures.note(error);
  if (failed.size > 0) void tell(failed, total, list);
  void tellWorst(inspections, entries, list);
}

/** In one sentence, which host needs a look first: the rows may be out of sight. */
async function tellWorst(
  inspections: Inspections,
  entries: readonly HostEntry[],
  list: HostList,
): Promise<void> {
  const hosts = entries.map(({ id }) => inspections.of(id));
  const worst = worstHost(hosts);
  if (worst === undefined) return;
  const affected = hosts.filter(({ result }) => seriousFindings(result?.report).length > 0).length;
  const counted = `${String(affected)} of ${String(hosts.length)} hosts need a look.`;
  const label = plainLabel(list.entryOf(worst.host).label);
  const open = 'Open Report';
  const told = `${counted} Worst is ${label}: ${plainLabel(worst.finding.title)}`;
  if ((await window.showWarningMessage(told, open)) === open) await runCommand('openHostReport', worst.host);
}

async function tell(failed: ReadonlyMap<string, unknown>, total: string, list: HostList): Promise<void> {
  const names = [...failed.keys()].map((id) => plainLabel(list.entryOf(id).label)).join(', ');
  const text = `${String(failed.size)} of ${total} hosts could not be inspected: ${names}.`;
  const show = 'Show Hosts';
  if ((await window.showWarningMessage(text, show)) === show) await focusView('hosts');
}
