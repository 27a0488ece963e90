import { countText, numberText, percentText } from '../model/numberText.ts';
import type { NotJudged, Report } from './report.ts';

/** One sentence for somebody with an outage: the worst finding, or why nothing is wrong. */
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
  const gap = report.notJudged.find(isAboutNow)?.reason ?? notKnown(report);
  if (gap !== undefined) {
    return {
      severity: 'unknown',
      sentence: `Nothing wrong was found, but not everything could be judged. ${gap}`,
    };
  }
  return { severity: 'healthy', sentence: `Nothing is wrong. ${healthy(report)}` };
}

/**
 * What the files set is about the next boot, and listening for a moment only adds to what is seen: not to know either makes
 * nothing unsure.
 */
function isAboutNow({ missing }: NotJudged): boolean {
  return missing !== 'configuration' && missing !== 'connections';
}

/** Figures without which no rule speaks, so that its silence means nothing. */
function notKnown({ sockets, timeWait }: Omit<Report, 'verdict'>): string | undefined {
  if (sockets?.ports === undefined) return 'The local port range could not be read.';
  if (timeWait.limit === undefined) return 'The limit of the TIME_WAIT table could not be read.';
  if (timeWait.kernelCount === undefined) return 'The kernel’s own count of TIME_WAIT could not be read.';
  return undefined;
}

function healthy({ timeWait, sockets }: Omit<Report, 'verdict'>): string {
  const count = timeWait.count ?? 0;
  if (count === 0) return 'There are no TIME_WAIT sockets.';
  const fullest = sockets?.destinations[0];
  const share =
    fullest?.share === undefined || fullest.timeWait === 0
      ? 'they block no outgoing port'
      : `the fullest destination uses ${percentText(fullest.share)} of the local ports`;
  const limit =
    timeWait.limit === undefined ? '' : ` and the table has room for ${numberText(timeWait.limit)}`;
  return `${countText(count, 'TIME_WAIT socket is', 'TIME_WAIT sockets are')} a healthy sign of closed connections: ${share}${limit}.`;
}
