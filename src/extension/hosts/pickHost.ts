import { window } from 'vscode';
import { isSnapshotHost } from '../../core/model/hostId.ts';
import { plainLabel } from '../../core/model/plainText.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { HostList } from './hostList.ts';
import { kindText } from './hostRow.ts';

/**
 * The host that a command is for if none is given: the only one, otherwise the one that the user chooses, with the current one
 * first. Offers this machine, added hosts and inspected hosts; undefined if none was chosen.
 */
export async function pickHost(
  list: HostList,
  inspections: Inspections,
  title: string,
): Promise<string | undefined> {
  const { current, known } = inspections;
  const all = [current.host, ...list.hosts.map(({ id }) => id), ...known.map(({ host }) => host)];
  const ids = [...new Set(all)].filter((id) => !isSnapshotHost(id));
  if (ids.length === 1) return ids[0];
  const items = ids.map((id) => {
    const entry = list.entryOf(id);
    const kind = kindText(entry);
    return {
      label: plainLabel(entry.label),
      description: id === current.host ? `${kind} · current` : kind,
      id,
    };
  });
  const placeHolder = 'Select a host';
  return (await window.showQuickPick(items, { title, placeHolder }))?.id;
}
