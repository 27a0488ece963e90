import type { Site, SiteDestination } from '../../model/site.ts';
import type { JudgedSite } from '../judgedSite.ts';
import type { CauseEvidence } from './evidence.ts';
import { type Explained, isExplainedBy } from './explains.ts';

const order = ['proved', 'resolved', 'likely', 'possible'];

/** Gives each finding the lines whose evidence is about the same connections, surest first. `folder` is absolute. */
export function attachSites<T extends Explained>(
  findings: readonly T[],
  judged: readonly JudgedSite[],
  folder: string,
): readonly T[] {
  return findings.map((finding) => {
    const sites = judged
      .filter((one) => isExplainedBy(finding, one))
      .toSorted((a, b) => order.indexOf(a.confidence) - order.indexOf(b.confidence))
      .map((one) => siteOf(one, folder));
    return sites.length === 0 ? finding : { ...finding, sites };
  });
}

export function siteOf({ site, confidence, evidence }: JudgedSite, folder: string): Site {
  const { range, text, cause, mechanism, fix } = site;
  const destination = evidence && destinationOf(evidence);
  return {
    file: `${folder}/${site.file}`,
    range,
    text,
    cause,
    mechanism,
    confidence,
    ...(fix && { hasFix: true as const }),
    ...(destination && { destination }),
  };
}

/** Where no socket is left, as after a reset, there is nothing to count before and after. */
function destinationOf({ subject, counts }: CauseEvidence): SiteDestination | undefined {
  if (subject.kind !== 'destination' || counts.timeWait + counts.established + counts.closeWait === 0)
    return undefined;
  return { remoteAddress: subject.remoteAddress, remotePort: subject.remotePort };
}
