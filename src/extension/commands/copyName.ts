import { env, window } from 'vscode';
import { spreadsheetCell } from '../../core/model/spreadsheetCell.ts';

/** Copies a name that others may have chosen, for wherever it is pasted: a terminal or a spreadsheet. */
export async function copyName(name: string): Promise<void> {
  await env.clipboard.writeText(spreadsheetCell(name));
  window.setStatusBarMessage('Copied', 3000);
}
