import { readMore } from '../../../core/report/chatText.ts';
import { reportParts } from '../../../core/report/markdown.ts';
import type { Report } from '../../../core/report/report.ts';
import { type Answer, written } from '../answer.ts';
import { guideUri } from '../guideResources.ts';

/** A report: its verdict, its findings, worst first, and what they rest on. */
export function reportAnswer(report: Report, head: string, narrower: string): Answer {
  return written([...reportParts(report), ...readMore(report.findings, guideUri)], {
    head,
    unit: 'part',
    separator: '\n\n',
    narrower,
  });
}
