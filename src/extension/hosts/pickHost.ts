import { l10n, window } from 'vscode';
import { isSnapshotHost } from '../../core/model/hostId.ts';
import { plainLabel } from '../../core/model/plainText.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { HostList } from './hostList.ts';
import { kindText } from './hostRow.ts';

/**
 * The host that is to be inspected where none is named: the only one that there is, else what the user chooses, the current
 * one first. This machine, added hosts and what was inspected count; undefined when none was chosen.
 */
export async function pickHost(list: HostList, inspections: Inspections): Promise<string | undefined> {
  const { current, known } = inspections;
  const all = [current.host, ...list.hosts.map(({ id }) => id), ...known.map(({ host }) => host)];
  const ids = [...new Set(all)].filter((id) => !isSnapshotHost(id));
  if (ids.length === 1) return ids[0];
  const items = ids.map((id) => {
    const entry = list.entryOf(id);
    const kind = kindText(entry, l10n.t);
    return {
      label: plainLabel(entry.label),
      description: id === current.host ? l10n.t('{0} · current', kind) : kind,
      id,
    };
  });
  const placeHolder = l10n.t('Which host?');
  return (await window.showQuickPick(items, { title: l10n.t('Inspect TIME_WAIT'), placeHolder }))?.id;
}
