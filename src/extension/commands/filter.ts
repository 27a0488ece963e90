import { commands } from 'vscode';
import { parseSocketFilter } from '../../core/protocol/filterLanguage.ts';
import type { Failures } from '../failures.ts';
import { FilterBox } from '../filter/filterBox.ts';
import type { FilterTrial } from '../filter/filterTrial.ts';
import type { ViewFilter } from '../filter/viewFilter.ts';
import { viewIds } from '../ids.ts';

/**
 * "Filter…": shows only the sockets that a filter lets through; which, is asked for unless it is given. One that cannot be read
 * is shown in the box that asks, with what is wrong: without that word it would let more through.
 */
export function filterCommand(
  filter: ViewFilter,
  trial: FilterTrial,
  failures: Failures,
): (text?: unknown) => Promise<void> {
  const run = async (text?: unknown): Promise<void> => {
    try {
      const given = typeof text === 'string' ? text : undefined;
      const isReadable = given !== undefined && parseSocketFilter(given).problems.length === 0;
      const wanted = isReadable ? given : await ask(given ?? filter.text, trial, failures);
      if (wanted === undefined) return;
      filter.set(wanted);
      await commands.executeCommand(`${viewIds.sockets}.focus`);
    } catch (error) {
      void failures.show(error, () => run(text));
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
