import { formatEndpoint } from '../../model/endpoint.ts';
import { countText, numberText } from '../../model/numberText.ts';
import type { PortFigures, Site, SiteDestination, SiteProof } from '../../model/site.ts';
import type { Report } from '../report.ts';

/** Whether a change helped: the ports to a destination in use before it, and after the old TIME_WAIT sockets have expired. */
export function proofOf(before: Report, after: Report, destination: SiteDestination): SiteProof {
  const to = formatEndpoint(destination.remoteAddress, destination.remotePort);
  const then = figuresOf(before, destination);
  if (after.sockets === undefined)
    return { before: then, sentence: 'The sockets could not be read, so nothing is proved.' };
  const now = figuresOf(after, destination);
  const change =
    `${countText(then.used, 'port')} to ${to} ${then.used === 1 ? 'was' : 'were'} in use before, ${numberText(then.timeWait)} of them in TIME_WAIT; ` +
    `now it is ${countText(now.used, 'port')}, ${numberText(now.timeWait)} in TIME_WAIT.`;
  if (now.used === 0)
    return {
      before: then,
      after: now,
      sentence: `Nothing connects to ${to} any more, so nothing is proved yet. ${change}`,
    };
  const worked = now.timeWait * 5 < then.timeWait || (then.timeWait === 0 && now.used * 5 < then.used);
  return {
    worked,
    before: then,
    after: now,
    sentence: `${worked ? 'The fix worked:' : 'The fix did not help:'} ${change}`,
  };
}

/** The report from before the fix, whose lines for the destination have the proof. Where it worked they are proved. */
export function withProof(report: Report, destination: SiteDestination, proof: SiteProof): Report {
  const findings = report.findings.map((finding) =>
    finding.sites === undefined
      ? finding
      : {
          ...finding,
          sites: finding.sites.map((site) =>
            isAbout(site, destination)
              ? {
                  ...site,
                  proof,
                  ...(proof.worked === true &&
                    site.confidence === 'resolved' && { confidence: 'proved' as const }),
                }
              : site,
          ),
        },
  );
  return { ...report, findings };
}

function isAbout({ destination }: Site, { remoteAddress, remotePort }: SiteDestination): boolean {
  return destination?.remoteAddress === remoteAddress && destination.remotePort === remotePort;
}

function figuresOf({ sockets }: Report, { remoteAddress, remotePort }: SiteDestination): PortFigures {
  const rows = (sockets?.destinations ?? []).filter(
    (row) => row.remoteAddress === remoteAddress && row.remotePort === remotePort,
  );
  return {
    used: rows.reduce((sum, { used }) => sum + used, 0),
    timeWait: rows.reduce((sum, { timeWait }) => sum + timeWait, 0),
  };
}
