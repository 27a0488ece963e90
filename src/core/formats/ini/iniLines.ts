import type { Span } from '../../parse/sysctlLine.ts';
import { trimmedSpan } from '../reading.ts';
import { lineEnd } from '../text/lines.ts';

/** A setting of a file with sections. Spans are of the text. */
export interface IniLine {
  readonly section: string;
  readonly name: string;
  readonly nameSpan: Span;
  /** With its continuation lines. */
  readonly valueSpan: Span;
  readonly line: Span;
}

/** The settings of a file with sections; lines that are neither settings nor sections are left out. */
export function iniLines(text: string, options: { readonly continues?: boolean } = {}): readonly IniLine[] {
  const found: IniLine[] = [];
  let section = '';
  let at = 0;
  while (at < text.length) {
    let end = lineEnd(text, at);
    // systemd.syntax(7): a backslash before the line end joins lines.
    while (
      options.continues === true &&
      /\\\r?$/.test(text.slice(Math.max(at, end - 2), end)) &&
      end < text.length
    )
      end = lineEnd(text, end + 1);
    const line = text.slice(at, end);
    const header = /^\s*\[([^\]]*)\]\s*$/.exec(line)?.[1];
    const equals = line.indexOf('=');
    if (header !== undefined) section = header.trim();
    else if (equals > 0 && !/^\s*[#;]/.test(line)) {
      const nameSpan = trimmedSpan(text, { start: at, end: at + equals });
      found.push({
        section,
        name: text.slice(nameSpan.start, nameSpan.end),
        nameSpan,
        valueSpan: trimmedSpan(text, { start: at + equals + 1, end }),
        line: { start: at, end },
      });
    }
    at = end + 1;
  }
  return found;
}
