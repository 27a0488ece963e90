import { QuickPickItemKind, Uri, window, workspace, type QuickPickItem } from 'vscode';
import type { ParameterGroup } from '../../core/model/inventoryEntry.ts';
import { plainLabel } from '../../core/model/plainText.ts';
import {
  workspaceParametersRequest,
  type WorkspaceParameters,
} from '../../core/protocol/parameterInventory.ts';
import type { Send } from '../client/server.ts';
import type { CommandTypes } from '../commandTypes.ts';
import type { Failures } from '../failures.ts';
import { openLine } from '../findings/openLine.ts';
import { lateProgress } from '../lateProgress.ts';

/** A row that leads to a line; other rows only tell something. */
interface Row extends QuickPickItem {
  readonly place?: { readonly file: string; readonly line: number };
}

/**
 * "List Kernel Parameters of This Workspace": a list to search in by key, value or file. Parameters that get different values
 * come first. Choosing a row opens its line.
 */
export function listParametersCommand(send: Send, failures: Failures): CommandTypes['listParameters'] {
  const run = async (): Promise<void> => {
    try {
      const found = await lateProgress('Reading the kernel parameters of this workspace', (token) =>
        send(workspaceParametersRequest, {}, token),
      );
      const nothing = whyNothing(found);
      if (nothing !== undefined) {
        void window.showInformationMessage(nothing);
        return;
      }
      const chosen = await window.showQuickPick([...rowsOf(found)], {
        title: 'Kernel Parameters of This Workspace',
        placeHolder: 'Search by key, value or file, and open the line',
        matchOnDescription: true,
      });
      if (chosen?.place !== undefined) await openLine(chosen.place.file, chosen.place.line);
    } catch (error) {
      void failures.show(error, run);
    }
  };
  return run;
}

function whyNothing({ folders, groups, unreadable }: WorkspaceParameters): string | undefined {
  if (folders === 0) return 'No folder is open. Open the folder whose kernel parameters you want to see.';
  return groups.length === 0 && unreadable.length === 0
    ? 'No file of this workspace sets a kernel parameter.'
    : undefined;
}

function rowsOf({ groups, omitted, unreadable }: WorkspaceParameters): readonly Row[] {
  const differing = groups.filter(({ hasDifferentValues }) => hasDifferentValues);
  const others = groups.filter(({ hasDifferentValues }) => !hasDifferentValues);
  return [
    // The key is in each row, for the search; a separator for each key would only take the room of the places.
    ...(differing.length > 0 ? [separator('Different values')] : []),
    ...differing.flatMap(groupRows),
    ...(differing.length > 0 && others.length > 0 ? [separator('Other parameters')] : []),
    ...others.flatMap(groupRows),
    ...(omitted > 0 ? [omittedRow(omitted)] : []),
    ...(unreadable.length > 0 ? [separator('Could not be read')] : []),
    ...unreadable.map(({ file, message }) => ({
      label: `$(error) ${plainLabel(nameOf(file))}`,
      description: plainLabel(message),
      place: { file, line: 1 },
    })),
  ];
}

function groupRows({ key, hasDifferentValues, assignments }: ParameterGroup): readonly Row[] {
  const name = plainLabel(key);
  const icon = hasDifferentValues ? '$(warning) ' : '';
  return assignments.map(({ value, scope, when, file, line }) => ({
    label: `${icon}${name} = ${plainLabel(value)}`,
    description: `${plainLabel(nameOf(file))}:${line} · ${scope}, ${when}`,
    place: { file, line },
  }));
}

function separator(label: string): Row {
  return { label, kind: QuickPickItemKind.Separator };
}

function omittedRow(omitted: number): Row {
  return {
    label: `${omitted} more`,
    description: 'Too many for this list. The command line lists them all.',
  };
}

function nameOf(file: string): string {
  return workspace.asRelativePath(Uri.file(file));
}
