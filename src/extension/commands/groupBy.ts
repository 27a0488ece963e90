import { l10n } from 'vscode';
import { groupings } from '../../core/model/treeShape.ts';
import { choose } from '../shape/choose.ts';
import { groupingTexts } from '../shape/shapeTexts.ts';
import type { ViewShape } from '../shape/viewShape.ts';

/** "Group By…": what the sockets are gathered by; which, is asked for unless it is given. */
export function groupByCommand(shape: ViewShape): (wanted?: unknown) => Promise<void> {
  const choices = groupings.map((value) => ({ value, ...groupingTexts[value] }));
  return async (wanted) => {
    const given = groupings.find((grouping) => grouping === wanted);
    const grouping = given ?? (await choose(l10n.t('Group sockets by'), choices, shape.current.grouping));
    if (grouping !== undefined) shape.set({ grouping });
  };
}
