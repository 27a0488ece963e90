import { env, window } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import { copyRowsRequest, type CopyFormat } from '../../core/protocol/rows.ts';
import { countText } from '../../core/protocol/viewModels.ts';
import type { Send } from '../client/server.ts';
import type { CommandTypes } from '../commandTypes.ts';
import { rowsGone } from '../errors.ts';
import type { Failures } from '../failures.ts';
import { takenRows, type RowSource } from './takenRows.ts';

type Copy = CommandTypes['copyRow'];

/** The commands that put rows of the tree on the clipboard. */
export function copyCommands(
  source: RowSource,
  send: Send,
  failures: Failures,
): Pick<CommandTypes, 'copyRemote' | 'copyLocal' | 'copyRow' | 'copyJson' | 'copySsCommand'> {
  return {
    copyRemote: copyEndpoint(source, 'remote'),
    copyLocal: copyEndpoint(source, 'local'),
    copyRow: copyRows(source, send, 'line', failures),
    copyJson: copyRows(source, send, 'json', failures),
    copySsCommand: copyRows(source, send, 'command', failures),
  };
}

/** "Copy Remote Endpoint" and "Copy Local Endpoint": address and port as programs accept them, one line per row. */
function copyEndpoint(source: RowSource, end: 'local' | 'remote'): Copy {
  return async (...clicked) => {
    const endpoints = takenRows(source, clicked).flatMap(({ rows }) => rows.flatMap((row) => row[end] ?? []));
    const [first] = endpoints;
    if (first === undefined) return;
    await env.clipboard.writeText(endpoints.join('\n'));
    const what = endpoints.length === 1 ? first : countText(endpoints.length, 'endpoint');
    window.setStatusBarMessage(`Copied: ${plainLabel(what)}`, 5000);
  };
}

/** "Copy Row", "Copy as JSON" and "Copy ss Command": copies the server's text for the selected rows. */
function copyRows(source: RowSource, send: Send, format: CopyFormat, failures: Failures): Copy {
  const run: Copy = async (...clicked) => {
    const taken = takenRows(source, clicked);
    if (taken.length === 0) return;
    try {
      const answers = await Promise.all(
        taken.map(({ tree, rows }) =>
          send(copyRowsRequest, { ...tree, rows: rows.map(({ id }) => id), format }),
        ),
      );
      const told = answers.flatMap((answer) => (answer.kind === 'text' ? [answer] : []));
      if (told.length < answers.length) throw rowsGone();
      const text = told.map((answer) => answer.text).join('\n');
      if (text !== '') await env.clipboard.writeText(text);
      const count = taken.reduce((sum, { rows }) => sum + rows.length, 0);
      say(text === '' ? undefined : count, [...new Set(told.flatMap(({ notes }) => notes))]);
    } catch (error) {
      void failures.show(error, () => run(...clicked));
    }
  };
  return run;
}

/** A brief message, unless there are notes about what was copied. */
function say(copied: number | undefined, notes: readonly string[]): void {
  if (notes.length > 0) void window.showInformationMessage(notes.map(plainLabel).join(' '));
  if (copied !== undefined) window.setStatusBarMessage(`Copied: ${countText(copied, 'row')}`, 5000);
}
