import { plainLine } from './plainText.ts';

/**
 * Where a formula could begin: at the start of the cell, and after what a spreadsheet of another country takes for the
 * separator of cells. The wide forms count where East Asian text is typed.
 */
const formula = /(^|[;|\t])(\s*)(?=[=@＝＠]|[+\-＋－](?![\d.,]+(?:$|[;|\t])))/g;

/**
 * Text for one cell of a spreadsheet: what would be read as a formula, which a hostile process name can be, gets the
 * apostrophe that makes it text there. Figures such as `+412` are left alone.
 */
export function spreadsheetCell(text: string): string {
  return plainLine(text.replace(formula, "$1'$2"));
}
