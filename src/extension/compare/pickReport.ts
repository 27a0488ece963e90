import { l10n, QuickPickItemKind, window, type QuickPickItem } from 'vscode';
import { numberText, type Report } from '../../core/protocol/viewModels.ts';
import { plainText } from '../errors.ts';

/** One that can be compared with: what is known already, or a file that is asked for. */
type Choice = QuickPickItem & { readonly get?: () => Promise<Report | undefined> };

export interface ReportChoices {
  /** The newest report of each other host or snapshot. */
  readonly others: readonly Report[];
  /** Of the same host, newest first. */
  readonly earlier: readonly Report[];
  readonly openFile: () => Promise<Report | undefined>;
}

/** Asks what to compare with. */
export async function pickReport(
  base: Report,
  { others, earlier, openFile }: ReportChoices,
): Promise<Report | undefined> {
  const choices: readonly Choice[] = [
    ...group(l10n.t('earlier'), earlier),
    ...group(l10n.t('hosts and snapshots'), others),
    { label: '', kind: QuickPickItemKind.Separator },
    { label: l10n.t('$(folder-opened) Snapshot File…'), alwaysShow: true, get: openFile },
  ];
  const chosen = await window.showQuickPick(choices, {
    title: l10n.t('Compare {0}', plainText(base.host.label)),
    placeHolder: l10n.t('With what?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return await chosen?.get?.();
}

function group(label: string, reports: readonly Report[]): readonly Choice[] {
  if (reports.length === 0) return [];
  return [{ label, kind: QuickPickItemKind.Separator }, ...reports.map(choice)];
}

function choice(report: Report): Choice {
  const { host, takenAt, timeWait, openedFrom } = report;
  const time = new Date(takenAt).toLocaleString('en-GB');
  const count = timeWait.count === undefined ? '' : ` · TIME_WAIT ${numberText(timeWait.count)}`;
  return {
    // An icon would be read out of a label: what a host is called is not to become one.
    label: plainText(host.label).replaceAll('$(', '$ ('),
    description: `${time}${count}`,
    ...(openedFrom !== undefined && { detail: plainText(openedFrom).replaceAll('$(', '$ (') }),
    get: () => Promise.resolve(report),
  };
}
