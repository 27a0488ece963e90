import { shownLine } from '../model/plainText.ts';

/** Escapes text from a file or a host as Markdown that displays it unchanged. */
export function plain(text: string): string {
  return shownLine(text).replace(
    /[\\`*_{}[\]()#+\-.!|<>~&:@]/g,
    (character) => `&#${character.charCodeAt(0)};`,
  );
}

/** Inline code that a value from the host cannot break out of. */
export function code(text: string): string {
  const shown = shownLine(text).replace(/\s+/g, ' ').trim();
  if (shown === '') return '*(empty)*';
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const pad = longest > 0 ? ' ' : '';
  return `${fence}${pad}${shown}${pad}${fence}`;
}

export function link(title: string, address: string): string {
  return `[${title}](${address.replace(/[()\s<>]/g, encodeURIComponent)})`;
}
