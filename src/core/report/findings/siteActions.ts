import type { Site } from '../../model/site.ts';
import type { FindingAction } from './findingAction.ts';

/** Told where a line has more definitions than are listed. */
export const moreDefinitionsText = 'More places define the destination than are listed.';

/** Told where an editor has an edit for a line, and there is no button for it. */
export const hasFixText = 'The editor has a fix.';

/** What can be done about a line that causes a finding: open it, fix it if there is an edit, and see whether that helped. */
export function siteActions({ file, range, hasFix, destination }: Site): readonly FindingAction[] {
  const place = { path: file, line: range.start.line + 1 };
  return [
    { kind: 'openSite', ...place },
    ...(hasFix === true ? [{ kind: 'fixSite', ...place } as const] : []),
    ...(destination === undefined ? [] : [{ kind: 'proveSite', ...destination } as const]),
  ];
}

/** The same where there are no buttons, with how sure it is: what the editor offers for the line. */
export function siteNote(site: Site): string {
  return site.hasFix === true ? `${confidenceText(site)}; the editor has a fix` : confidenceText(site);
}

/** `conf/site.conf:12`: the last folder and the name. */
export function siteText({ file, range }: Site): string {
  return `${file.split('/').slice(-2).join('/')}:${String(range.start.line + 1)}`;
}

/** How sure it is, in words. */
export function confidenceText({ confidence }: Site): string {
  switch (confidence) {
    case 'proved':
      return 'proved';
    case 'resolved':
      return 'destination and process lead to this line';
    case 'likely':
      return 'destination or process leads to this line';
    case 'possible':
      return 'may be this line';
  }
}
