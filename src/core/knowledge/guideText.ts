import type { GuideIndexEntry } from './guide.ts';

/** A section of a chapter, from its heading to the next one of the same or a higher level; empty if the chapter lacks it. */
export function sectionText(chapter: string, { title }: Pick<GuideIndexEntry, 'title'>): string {
  const lines = chapter.split('\n');
  const headings = headingsOf(lines);
  const own = headings.find(({ text }) => text === title);
  if (own === undefined) return '';
  const next = headings.find(({ line, level }) => line > own.line && level <= own.level);
  return lines.slice(own.line, next?.line).join('\n').trim();
}

/** The first paragraph or list of a section, as plain text, without a sentence at its end that introduces what follows. */
export function firstParagraph(section: string): string {
  const paragraph = section
    .replaceAll(/^```[^]*?^```$/gm, '')
    .split(/\n{2,}/)
    .find((part) => /^(- )?[A-Za-z0-9`*"“[(]/.test(part));
  return (paragraph ?? '')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^- /gm, '')
    .replaceAll(/[`*]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/(?<=\.) [^.]*:$/, '');
}

/** For readers that have no other chapter at hand: the text of such a link stays. */
export function withoutRelativeLinks(markdown: string): string {
  return markdown.replaceAll(/!?\[([^\]]*)\]\((?!https?:)[^)]*\)/g, '$1');
}

interface Heading {
  /** From 0. */
  readonly line: number;
  readonly level: number;
  readonly text: string;
}

/** A line of code that begins with `#` is no heading. */
function headingsOf(lines: readonly string[]): readonly Heading[] {
  let isCode = false;
  return lines.flatMap((text, line) => {
    if (text.startsWith('```')) isCode = !isCode;
    const heading = isCode ? null : /^(#+) (.*)$/.exec(text);
    return heading === null ? [] : [{ line, level: heading[1]?.length ?? 0, text: heading[2]?.trim() ?? '' }];
  });
}
