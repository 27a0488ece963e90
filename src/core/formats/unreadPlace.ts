/** A part of a file that may set parameters and was not read, or not to its end. */
export interface UnreadPlace {
  /** Where it begins, counted from 0. */
  readonly line: number;
  readonly reason: 'too-large' | 'too-deep' | 'tabs';
}

/** One sentence for the user. Lines count from 1 there. */
export function unreadSentence({ line, reason }: UnreadPlace): string {
  switch (reason) {
    case 'too-large':
      return `The YAML document that begins on line ${line + 1} has more than 4 million characters, so its kernel parameters were not read. Split it.`;
    case 'too-deep':
      return `The content that begins on line ${line + 1} is nested too deeply to be read completely, so kernel parameters in it may be missing.`;
    case 'tabs':
      return `The YAML document that begins on line ${line + 1} is indented with tabs, which YAML does not allow, and does not tell what they mean, so kernel parameters in it may be missing. Indent it with blanks.`;
  }
}
