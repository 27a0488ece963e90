import { window } from 'vscode';
import type { ClosedSockets } from '../../core/protocol/closeSockets.ts';
import { showSwitchedOff } from '../changes/refusal.ts';
import type { ClosingDialog } from '../changes/closingDialog.ts';
import type { CommandTypes, RowArgument } from '../commandTypes.ts';
import type { Failures } from '../failures.ts';
import type { ViewFilter } from '../filter/viewFilter.ts';
import type { Inspections } from '../inspection/inspections.ts';
import { runCommand } from '../runCommand.ts';
import type { ViewShape } from '../shape/viewShape.ts';

export interface CloseSocketsParts {
  readonly dialog: ClosingDialog;
  readonly inspections: Inspections;
  readonly filter: ViewFilter;
  readonly shape: ViewShape;
  readonly isAllowed: () => boolean;
  readonly failures: Failures;
}

/** "Close Matching Sockets…": the sockets of a tree row, or all that match the filter. */
export function closeSocketsCommand(parts: CloseSocketsParts): CommandTypes['closeSockets'] {
  const { dialog, inspections, filter, shape, isAllowed, failures } = parts;
  const run = async (clicked?: RowArgument): Promise<ClosedSockets | undefined> => {
    if (!isAllowed()) {
      void showSwitchedOff();
      return undefined;
    }
    try {
      const { text } = filter;
      const narrowed = text === '' ? {} : { filter: text };
      if (clicked !== undefined) {
        const { host, row } = clicked;
        const what = [row.accessibilityLabel, ...(text === '' ? [] : [text])].join(' · ');
        return await dialog.close({ host, row: row.id, ...narrowed, shape: shape.current }, what);
      }
      if (text !== '') return await dialog.close({ host: inspections.current.host, ...narrowed }, text);
      await askForFilter();
      return undefined;
    } catch (error) {
      void failures.show(error, () => run(clicked));
      return undefined;
    }
  };
  return run;
}

/** Closing all sockets of a host is never intended. */
async function askForFilter(): Promise<void> {
  const filter = 'Filter…';
  const chosen = await window.showInformationMessage(
    'Set a filter or select a row in the Sockets view first. Only matching sockets are closed.',
    filter,
  );
  if (chosen === filter) await runCommand('filter');
}
