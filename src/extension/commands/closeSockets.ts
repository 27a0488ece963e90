import { commands, l10n, window } from 'vscode';
import type { ClosedSockets } from '../../core/protocol/closeSockets.ts';
import { showSwitchedOff } from '../changes/refusal.ts';
import type { ClosingDialog } from '../changes/closingDialog.ts';
import type { Failures } from '../failures.ts';
import type { ViewFilter } from '../filter/viewFilter.ts';
import { commandIds } from '../ids.ts';
import type { Inspections } from '../inspection/inspections.ts';
import type { ViewShape } from '../shape/viewShape.ts';
import type { RowNode } from '../views/socketNode.ts';

export interface CloseSocketsParts {
  readonly closer: ClosingDialog;
  readonly inspections: Inspections;
  readonly filter: ViewFilter;
  readonly shape: ViewShape;
  readonly isAllowed: () => boolean;
  readonly failures: Failures;
}

/** "Close Matching Sockets…": of a row of the tree, or all that the filter lets through. */
export function closeSocketsCommand(
  parts: CloseSocketsParts,
): (node?: unknown) => Promise<ClosedSockets | undefined> {
  const { closer, inspections, filter, shape, isAllowed, failures } = parts;
  const run = async (node?: unknown): Promise<ClosedSockets | undefined> => {
    if (!isAllowed()) {
      void showSwitchedOff();
      return undefined;
    }
    try {
      const { text } = filter;
      const narrowed = text === '' ? {} : { filter: text };
      if (isRow(node)) {
        const { host, row } = node;
        const what = [row.accessibilityLabel, ...(text === '' ? [] : [text])].join(' · ');
        return await closer.close({ host, row: row.id, ...narrowed, shape: shape.current }, what);
      }
      if (text !== '') return await closer.close({ host: inspections.current.host, ...narrowed }, text);
      await askForFilter();
      return undefined;
    } catch (error) {
      void failures.show(error, () => run(node));
      return undefined;
    }
  };
  return run;
}

/** Nobody means all sockets of a host. */
async function askForFilter(): Promise<void> {
  const filter = l10n.t('Filter…');
  const chosen = await window.showInformationMessage(
    l10n.t('Set a filter first, or choose a row of the Sockets view: only what matches is closed.'),
    filter,
  );
  if (chosen === filter) await commands.executeCommand(commandIds.filter);
}

function isRow(node: unknown): node is RowNode {
  return typeof node === 'object' && node !== null && (node as Partial<RowNode>).kind === 'row';
}
