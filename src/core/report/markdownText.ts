import { plainLine } from '../model/plainText.ts';

export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}

/**
 * Text from the host must not contain active markup, links, line breaks or names of characters, which could be invisible ones. An
 * underscore inside a word is not markup.
 */
export function markdownText(of: string): string {
  return plainLine(of).replace(/[\\`*[\]<>|#~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)/g, '\\$&');
}

export function markdownCode(of: string): string {
  return `\`${plainLine(of).replaceAll('`', '')}\``;
}
