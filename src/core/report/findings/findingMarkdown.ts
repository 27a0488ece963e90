import { plainLine } from '../../model/plainText.ts';
import { markdownCode as code, markdownTable, markdownText as text } from '../markdownText.ts';
import { actionCommands } from './findingAction.ts';
import type { Site } from '../../model/site.ts';
import type { ReportFinding } from './findingActions.ts';
import { siteNote } from './siteActions.ts';

/** A finding as Markdown, with its evidence and what to do, under a second-level heading. */
export function findingMarkdown({
  severity,
  rule,
  title,
  explanation,
  evidence,
  remedies,
  actions,
  sites = [],
}: ReportFinding): string {
  const rows = evidence.map(({ label, value, source }) => [label, value, source]);
  const commands = actionCommands(actions);
  const parts = [
    `## ${severity.toUpperCase()}: ${text(title)}`,
    text(explanation),
    rows.length > 0 && markdownTable(['Fact', 'Value', 'Source'], rows),
    remedies.map((step, index) => `${String(index + 1)}. ${text(step)}`).join('\n'),
    sites.length > 0 && `Where it comes from:\n\n${sites.map(siteLine).join('\n')}`,
    // One line each, whatever is in it: nothing can end the block.
    commands.length > 0 && ['```sh', ...commands.map(plainLine), '```'].join('\n'),
    `Rule ${code(rule)}.`,
  ];
  return parts.filter((part) => part !== false && part !== '').join('\n\n');
}

function siteLine(site: Site): string {
  const place = `${site.file}:${String(site.range.start.line + 1)}`;
  return `- ${code(place)} ${code(site.text.trim().slice(0, 200))}: ${text(site.mechanism)} (${siteNote(site)})`;
}
