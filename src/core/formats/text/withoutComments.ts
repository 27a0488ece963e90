/** Which comments a language has. */
export interface CommentMarks {
  readonly hash?: boolean;
  readonly slashes?: boolean;
  readonly block?: boolean;
}

/** The text with its comments made blank, character by character; marks in quotes are none. */
export function withoutComments(text: string, { hash, slashes, block }: CommentMarks): string {
  const parts = [
    `"(?:\\\\.|[^"\\\\\\n])*"`,
    `'(?:\\\\.|[^'\\\\\\n])*'`,
    ...(block === true ? ['/\\*[\\s\\S]*?(?:\\*/|$)'] : []),
    ...(hash === true ? ['(?<![\\w$&])#(?!\\{)[^\\n]*'] : []),
    ...(slashes === true ? ['(?<!:)//[^\\n]*'] : []),
  ];
  return text.replace(new RegExp(parts.join('|'), 'g'), (found) =>
    found.startsWith('"') || found.startsWith("'") ? found : found.replace(/[^\r\n]/g, ' '),
  );
}
