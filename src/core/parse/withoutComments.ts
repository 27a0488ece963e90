/** Which comments a language has. */
export interface CommentMarks {
  readonly hash?: boolean;
  readonly slashes?: boolean;
  readonly block?: boolean;
}

/**
 * The text with its comments made blank, character by character; marks in quotes are none. `onOpen` is called if one is not closed
 * within the text.
 */
export function withoutComments(
  text: string,
  { hash, slashes, block }: CommentMarks,
  onOpen?: () => void,
): string {
  const parts = [
    // A quote behind a backslash opens nothing; as an opening, each of many would be followed to the end of the line.
    `(?<!\\\\)"(?:\\\\.|[^"\\\\\\n])*"`,
    `(?<!\\\\)'(?:\\\\.|[^'\\\\\\n])*'`,
    ...(block === true ? ['/\\*[\\s\\S]*?(?:\\*/|$)'] : []),
    ...(hash === true ? ['(?<![\\w$&])#(?!\\{)[^\\n]*'] : []),
    ...(slashes === true ? ['(?<!:)//[^\\n]*'] : []),
  ];
  return text.replace(new RegExp(parts.join('|'), 'g'), (found) => {
    if (found.startsWith('"') || found.startsWith("'")) return found;
    if (found.startsWith('/*') && (found.length < 4 || !found.endsWith('*/'))) onOpen?.();
    return found.replace(/[^\r\n]/g, ' ');
  });
}
