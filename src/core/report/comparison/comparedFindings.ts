import { severities, type Subject } from '../../model/finding.ts';
import type { ReportFinding } from '../findings/findingActions.ts';
import type { Report } from '../report.ts';
import type { ComparedFinding, Told } from './comparison.ts';
import { told, valueTold } from './told.ts';

/** Findings of the same rule about the same subject are paired, regardless of their figures. */
export function comparedFindings(left: Report, right: Report): readonly ComparedFinding[] {
  const [ofLeft, ofRight] = [byMatter(left.findings), byMatter(right.findings)];
  const matters = [...new Set([...ofLeft.keys(), ...ofRight.keys()])];
  return matters
    .map((matter) => {
      const [one, other] = [ofLeft.get(matter), ofRight.get(matter)];
      const rule = (one ?? other)?.rule ?? '';
      return { left: sideOf(left, rule, one), right: sideOf(right, rule, other) };
    })
    .sort((a, b) => worst(a) - worst(b));
}

function byMatter(findings: readonly ReportFinding[]): ReadonlyMap<string, ReportFinding> {
  const matters = new Map<string, ReportFinding>();
  for (const finding of findings) {
    const matter = JSON.stringify([finding.rule, thing(finding.subject)]);
    // If two local addresses run out of ports to one destination, each keeps its own line.
    let key = matter;
    for (let count = 2; matters.has(key); count++) key = `${matter} ${String(count)}`;
    matters.set(key, finding);
  }
  return matters;
}

/** The parts that stay the same on another host and at another time: not the local address or the process id. */
function thing(subject: Subject): readonly unknown[] {
  switch (subject.kind) {
    case 'host':
      return [];
    case 'parameter':
      return [subject.key];
    case 'destination':
      return [subject.remoteAddress, subject.remotePort];
    case 'listener':
      return [subject.port];
    case 'process':
      return [subject.name];
  }
}

function sideOf({ notJudged }: Report, rule: string, found: ReportFinding | undefined): Told<ReportFinding> {
  const gap = notJudged.find(({ rules }) => rules.includes(rule));
  return told(found, gap === undefined ? 'not found' : `not judged without ${gap.missing}`);
}

function worst({ left, right }: ComparedFinding): number {
  const found = [left, right].flatMap((side) => valueTold(side) ?? []);
  return Math.min(...found.map(({ severity }) => severities.indexOf(severity)));
}
