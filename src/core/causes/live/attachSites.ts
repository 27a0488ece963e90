import type { Subject } from '../../model/finding.ts';
import type { Site } from '../../model/site.ts';
import type { JudgedSite } from '../judgedSite.ts';

const order = ['proved', 'resolved', 'likely', 'possible'];

/** Gives each finding the lines whose evidence is about the same connections, surest first. `folder` is absolute. */
export function attachSites<T extends { readonly subject: Subject; readonly sites?: readonly Site[] }>(
  findings: readonly T[],
  judged: readonly JudgedSite[],
  folder: string,
): readonly T[] {
  return findings.map((finding) => {
    const sites = judged
      .filter(({ evidence }) => evidence !== undefined && isSame(finding.subject, evidence.subject))
      .toSorted((a, b) => order.indexOf(a.confidence) - order.indexOf(b.confidence))
      .map((one) => siteOf(one, folder));
    return sites.length === 0 ? finding : { ...finding, sites };
  });
}

export function siteOf({ site, confidence }: JudgedSite, folder: string): Site {
  const { range, text, cause, mechanism } = site;
  return { file: `${folder}/${site.file}`, range, text, cause, mechanism, confidence };
}

function isSame(subject: Subject, evidence: Subject): boolean {
  if (subject.kind === 'destination' && evidence.kind === 'destination')
    return (
      subject.remoteAddress === evidence.remoteAddress &&
      subject.remotePort === evidence.remotePort &&
      // A watch does not tell local addresses apart.
      (subject.localAddress === evidence.localAddress ||
        subject.localAddress === '*' ||
        evidence.localAddress === '*')
    );
  return subject.kind === 'listener' && evidence.kind === 'listener' && subject.port === evidence.port;
}
