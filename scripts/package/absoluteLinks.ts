import { posix } from 'node:path';

/**
 * A Markdown text of the repository with its relative links made absolute, as vsce does for the README of the VSIX: a page
 * that shows the text alone has no files beside it. `folder` is the text's, from the top of the repository.
 */
export function withAbsoluteLinks(text: string, page: string, folder = '.'): string {
  return text.replaceAll(
    /(!?\[[^\]]*\]\()([^)\s]+)(\))/g,
    (whole, before: string, target: string, after: string) => {
      if (!isRelative(target)) return whole;
      const kind = before.startsWith('!') ? 'raw' : 'blob';
      return `${before}${page}/${kind}/HEAD/${posix.normalize(posix.join(folder, target))}${after}`;
    },
  );
}

/** The targets of links and pictures that only work beside the repository's files. */
export function relativeLinks(text: string): readonly string[] {
  const inMarkdown = [...text.matchAll(/\]\(\s*<?([^)\s>]+)/g)];
  const inHtml = [...text.matchAll(/\b(?:src|href)=["']([^"']+)/g)];
  const byReference = [...text.matchAll(/^ {0,3}\[[^\]]+\]:\s*(\S+)/gm)];
  return [...inMarkdown, ...inHtml, ...byReference].map(([, target = '']) => target).filter(isRelative);
}

function isRelative(target: string): boolean {
  return !/^([a-z][a-z+.-]*:|#|\/\/)/i.test(target);
}
