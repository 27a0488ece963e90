import { l10n } from 'vscode';
import { sortOrders } from '../../core/model/treeShape.ts';
import { choose } from '../shape/choose.ts';
import { sortTexts } from '../shape/shapeTexts.ts';
import type { ViewShape } from '../shape/viewShape.ts';

/** "Sort By…": the order of groups and sockets; which, is asked for unless it is given. */
export function sortByCommand(shape: ViewShape): (wanted?: unknown) => Promise<void> {
  const choices = sortOrders.map((value) => ({ value, ...sortTexts[value] }));
  return async (wanted) => {
    const given = sortOrders.find((order) => order === wanted);
    const sort = given ?? (await choose(l10n.t('Sort by'), choices, shape.current.sort));
    if (sort !== undefined) shape.set({ sort });
  };
}
