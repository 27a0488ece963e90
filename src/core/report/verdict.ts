import { countText, numberText, percentText } from '../model/numberText.ts';
import { alternatives, lookedAt, type Area } from './lookedAt.ts';
import { machineKeys } from './machineKeys.ts';
import type { NotJudged, Report } from './report.ts';

/** One sentence for a reader with an outage: the worst finding, or what was checked and found to be fine. */
export function verdict(report: Omit<Report, 'verdict'>): Report['verdict'] {
  const [worst] = report.findings;
  if (report.sockets === undefined) {
    const reason = report.outcomes.sockets.problems[0]?.message ?? '';
    return { severity: 'unknown', sentence: `The sockets could not be read. ${reason}`.trim() };
  }
  if (worst !== undefined && (worst.severity === 'error' || worst.severity === 'warning')) {
    const others = report.findings.length - 1;
    const more = others === 0 ? '' : ` ${countText(others, 'more finding')} below.`;
    return { severity: worst.severity, sentence: `${worst.title}${more}` };
  }
  const unjudged = report.notJudged.filter(isAboutNow);
  const unknown = notKnown(report);
  const gap = unjudged[0]?.reason ?? unknown?.reason;
  const inPart = report.notJudged.filter(({ missing: wanted }) => wanted === 'boundSockets');
  const { fine, missing } = lookedAt([...unjudged, ...inPart], unknown?.area);
  const none = fine.length === 0 ? '' : `No problem found in ${alternatives(fine)}. `;
  if (gap !== undefined) {
    const rest =
      missing.length === 0 ? 'Not everything could be checked.' : `Not fully checked: ${missing.join(', ')}.`;
    return { severity: 'unknown', sentence: `${none}${rest} ${gap}` };
  }
  return {
    severity: 'healthy',
    sentence: `${none}${healthy(report)}${worthKnowing(report)}${notLookedAt(report)}`,
  };
}

/** What no user, or not this one, can see on such a host: that makes nothing unsure that can be seen, and is said. */
function notLookedAt({ notJudged }: Omit<Report, 'verdict'>): string {
  const gaps = [
    ['boundSockets', 'Local ports were looked at only in part: not those that are bound and not connected.'],
    ['processes', 'Not looked at: programs that could not be read.'],
  ] as const;
  return gaps
    .flatMap(([wanted, text]) => (notJudged.some(({ missing }) => missing === wanted) ? [` ${text}`] : []))
    .join('');
}

/**
 * What files set is about the next boot, the ports that they declare are about the next start of a service, and listening for a
 * moment only adds to what is seen: not to know any of them makes nothing unsure. Programs of other users are told apart.
 */
function isAboutNow({ missing, key }: NotJudged): boolean {
  if (key !== undefined && machineKeys.has(key)) return false;
  return !['configuration', 'connections', 'servicePorts', 'processes', 'boundSockets'].includes(missing);
}

/**
 * Information about a particular client, server or peer, which may have a problem that the host does not have, and about queues that
 * overflowed before anybody looked.
 */
function worthKnowing({ findings }: Omit<Report, 'verdict'>): string {
  const known = findings.find(
    ({ severity, subject, section }) =>
      severity === 'information' &&
      (['process', 'destination', 'listener'].includes(subject.kind) || section === 'accept-queue-overflow'),
  );
  return known === undefined ? '' : ` Worth knowing: ${known.title}`;
}

/** Figures without which no rule speaks, so that its silence means nothing. */
function notKnown({
  sockets,
  timeWait,
}: Omit<Report, 'verdict'>): { readonly area: Area; readonly reason: string } | undefined {
  if (sockets?.ports === undefined)
    return { area: 'local ports', reason: 'The local port range could not be read.' };
  if (timeWait.limit === undefined)
    return { area: 'limits', reason: 'The limit of the TIME_WAIT table could not be read.' };
  if (timeWait.kernelCount === undefined)
    return { area: 'limits', reason: 'The kernel’s own count of TIME_WAIT could not be read.' };
  return undefined;
}

function healthy({ timeWait, sockets }: Omit<Report, 'verdict'>): string {
  const count = timeWait.count ?? 0;
  if (count === 0) return 'There are no TIME_WAIT sockets.';
  const fullest = sockets?.destinations[0];
  const share =
    fullest?.share === undefined || fullest.timeWait === 0
      ? 'they do not block outgoing ports'
      : `the fullest destination uses ${percentText(fullest.share)} of the local ports`;
  const limit =
    timeWait.limit === undefined ? '' : ` and the table has room for ${numberText(timeWait.limit)}`;
  return `${countText(count, 'TIME_WAIT socket is', 'TIME_WAIT sockets are')} a healthy sign of closed connections: ${share}${limit}.`;
}
