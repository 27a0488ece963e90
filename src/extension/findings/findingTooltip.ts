import { shownLine, type ReportFinding } from '../../core/protocol/viewModels.ts';

/** The full finding as plain text, because VS Code displays a string unchanged. */
export function findingTooltip({ title, explanation, evidence, remedies, rule }: ReportFinding): string {
  const facts = evidence.map(({ label, value, source }) => `${label}: ${value} (${source})`);
  const steps = remedies.map((step, index) => `${String(index + 1)}. ${step}`);
  const blocks = [[title], [explanation], facts, steps, [`Rule ${rule}`]];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(shownLine).join('\n'))
    .join('\n\n');
}
