import type { Finding, Subject } from '../../model/finding.ts';
import type { Site, SiteDestination } from '../../model/site.ts';
import type { Symptom } from '../cause.ts';
import type { JudgedSite } from '../judgedSite.ts';
import type { CauseEvidence } from './evidence.ts';

const order = ['proved', 'resolved', 'likely', 'possible'];

type Explained = Pick<Finding, 'rule' | 'subject' | 'sites'>;

/** Findings about a program or the host, whatever the destination, and what its lines leave in the sockets. */
const symptomOf: ReadonlyMap<string, Symptom> = new Map([['bind-before-connect', 'bind-first']]);

/** Gives each finding the lines whose evidence is about the same connections, surest first. `folder` is absolute. */
export function attachSites<T extends Explained>(
  findings: readonly T[],
  judged: readonly JudgedSite[],
  folder: string,
): readonly T[] {
  return findings.map((finding) => {
    const sites = judged
      .filter((one) => isAbout(finding, one))
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

function isAbout({ rule, subject }: Explained, { site, evidence, pids }: JudgedSite): boolean {
  if (evidence === undefined) return false;
  const symptom = symptomOf.get(rule);
  if (symptom === undefined) return isSame(subject, evidence.subject);
  // "A holds 20,000 local ports" is not the doing of a line that B runs.
  if (subject.kind === 'process' && pids !== undefined && !subject.pids.some((pid) => pids.includes(pid)))
    return false;
  return site.symptoms.includes(symptom) && evidence.symptoms.includes(symptom);
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
