import type { Subject } from '../../model/finding.ts';
import type { Site } from '../../model/site.ts';
import type { FindingAction } from './findingAction.ts';

/** What can be done about a line that causes a finding: open it, fix it, and see whether that helped. */
export function siteActions({ file, range }: Site, subject: Subject): readonly FindingAction[] {
  const place = { path: file, line: range.start.line + 1 };
  return [
    { kind: 'openSite', ...place },
    { kind: 'fixSite', ...place },
    ...(subject.kind === 'destination'
      ? [{ kind: 'proveSite', remoteAddress: subject.remoteAddress, remotePort: subject.remotePort } as const]
      : []),
  ];
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
