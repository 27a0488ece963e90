import { pathMatcher } from '../core/parse/pathGlob.ts';

/** Whether a file is wanted: it matches one of the globs to include, if there are any, and none of those to exclude. */
export function fileChoice(
  include: readonly string[],
  exclude: readonly string[],
): (path: string) => boolean {
  const included = include.map(pathMatcher);
  const excluded = exclude.map(pathMatcher);
  return (path) =>
    (included.length === 0 || included.some((matches) => matches(path))) &&
    !excluded.some((matches) => matches(path));
}
