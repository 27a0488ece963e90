import { groupings, sortOrders, usualShape } from '../../core/model/treeShape.ts';
import { parseSocketFilter } from '../../core/protocol/filterLanguage.ts';
import type { CommandTypes } from '../commandTypes.ts';
import type { Failures } from '../failures.ts';
import { FilterBox } from '../filter/filterBox.ts';
import type { FilterTrial } from '../filter/filterTrial.ts';
import type { ViewFilter } from '../filter/viewFilter.ts';
import { focusView } from '../runCommand.ts';
import { choose } from '../shape/choose.ts';
import { groupingTexts, sortTexts } from '../shape/shapeTexts.ts';
import type { ViewShape } from '../shape/viewShape.ts';
import type { SocketForest } from '../views/socketForest.ts';

export interface ViewCommandsParts {
  readonly filter: ViewFilter;
  readonly trial: FilterTrial;
  readonly shape: ViewShape;
  readonly forest: SocketForest;
  readonly failures: Failures;
}

/** The commands about which sockets the view shows, and how. */
export function viewCommands({
  filter,
  trial,
  shape,
  forest,
  failures,
}: ViewCommandsParts): Pick<
  CommandTypes,
  'filter' | 'clearFilter' | 'groupBy' | 'sortBy' | 'resetShape' | 'showMore'
> {
  return {
    filter: filterCommand(filter, trial, failures),
    clearFilter: () => {
      filter.set('');
    },
    groupBy: async (given) => {
      const choices = groupings.map((value) => ({ value, ...groupingTexts[value] }));
      const grouping = given ?? (await choose('Group sockets by', choices, shape.current.grouping));
      if (grouping !== undefined) shape.set({ grouping });
    },
    sortBy: async (given) => {
      const choices = sortOrders.map((value) => ({ value, ...sortTexts[value] }));
      const sort = given ?? (await choose('Sort by', choices, shape.current.sort));
      if (sort !== undefined) shape.set({ sort });
    },
    resetShape: () => {
      shape.set(usualShape);
    },
    showMore: (host, parent) => {
      forest.showMore(host, parent);
    },
  };
}

/**
 * "Filter…": shows only the sockets that match a filter, which the user is asked for unless it is given. An invalid
 * filter is shown in the input box with the problem, because without the invalid term it would match more sockets.
 */
export function filterCommand(
  filter: ViewFilter,
  trial: FilterTrial,
  failures: Failures,
): CommandTypes['filter'] {
  const run = async (given?: string): Promise<void> => {
    try {
      const isReadable = given !== undefined && parseSocketFilter(given).problems.length === 0;
      const wanted = isReadable ? given : await ask(given ?? filter.text, trial, failures);
      if (wanted === undefined) return;
      filter.set(wanted);
      await focusView('sockets');
    } catch (error) {
      void failures.show(error, () => run(given));
    }
  };
  return run;
}

async function ask(text: string, trial: FilterTrial, failures: Failures): Promise<string | undefined> {
  await trial.prepare();
  const box = new FilterBox(text, trial, (error) => {
    failures.note(error);
  });
  try {
    return await box.ask();
  } finally {
    box.dispose();
  }
}
