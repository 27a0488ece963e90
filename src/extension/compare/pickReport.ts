import { QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import { dateAndTime, numberText, type Report } from '../../core/protocol/viewModels.ts';

/** A candidate for comparison: an existing report, or a file to be chosen. */
type Choice = QuickPickItem & { readonly get?: () => Promise<Report | undefined> };

/** Another host or snapshot. */
export interface OtherHost {
  readonly label: string;
  /** Its latest report; absent if it was not inspected yet. */
  readonly report?: Report;
  readonly inspect: () => Promise<Report>;
}

export interface ReportChoices {
  readonly others: readonly OtherHost[];
  /** Reports of the same host, newest first. */
  readonly earlier: readonly Report[];
  readonly openFile: () => Promise<Report | undefined>;
}

/** Asks what to compare with. */
export async function pickReport(
  base: Report,
  { others, earlier, openFile }: ReportChoices,
): Promise<Report | undefined> {
  const choices: readonly Choice[] = [
    ...group('earlier', earlier.map(reportChoice)),
    ...group('hosts and snapshots', others.map(hostChoice)),
    { label: '', kind: QuickPickItemKind.Separator },
    { label: '$(folder-opened) Snapshot File…', alwaysShow: true, get: openFile },
  ];
  const chosen = await window.showQuickPick(choices, {
    title: `Compare ${plainLabel(base.host.label)}`,
    placeHolder: 'Select what to compare with',
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return await chosen?.get?.();
}

function group(label: string, choices: readonly Choice[]): readonly Choice[] {
  return choices.length === 0 ? [] : [{ label, kind: QuickPickItemKind.Separator }, ...choices];
}

function hostChoice({ label, report, inspect }: OtherHost): Choice {
  if (report !== undefined) return reportChoice(report);
  return { label: shown(label), description: 'not inspected yet', get: inspect };
}

function reportChoice(report: Report): Choice {
  const { host, takenAt, timeWait, openedFrom } = report;
  const time = dateAndTime(takenAt);
  const count = timeWait.count === undefined ? '' : ` · TIME_WAIT ${numberText(timeWait.count)}`;
  return {
    label: shown(host.label),
    description: `${time}${count}`,
    ...(openedFrom !== undefined && { detail: shown(openedFrom) }),
    get: () => Promise.resolve(report),
  };
}

/** A picker renders icons in its texts, so the name of a host must not become one. */
function shown(text: string): string {
  return plainLabel(text);
}
