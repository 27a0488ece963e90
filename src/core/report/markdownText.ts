export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(markdownText).join(' | ')} |`;
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n');
}

/** Text of the host means nothing: no markup, no link, no line break. An underscore inside a word is none. */
export function markdownText(of: string): string {
  return plainLine(of).replace(/[\\`*[\]<>|#~]|(?<!\w)_|_(?!\w)/g, '\\$&');
}

export function markdownCode(of: string): string {
  return `\`${plainLine(of).replaceAll('`', '')}\``;
}

/** On one line, without control characters and without what turns the writing direction around. */
export function plainLine(of: string): string {
  return of.replace(/\s+/g, ' ').replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '\uFFFD');
}
