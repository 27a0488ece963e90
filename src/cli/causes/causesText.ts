import type { JudgedSite } from '../../core/causes/judgedSite.ts';
import { countText } from '../../core/model/numberText.ts';
import { plainLine } from '../../core/model/plainText.ts';
import { hasFixText, moreDefinitionsText } from '../../core/report/findings/siteActions.ts';
import { unsearchedReasons } from '../../core/report/unsearched.ts';
import type { Paint } from '../paint.ts';
import type { CausesResult } from './causesJson.ts';

/** A line for each site as compilers print them, the line itself, and what leads from the sockets to it. */
export function causesText({ sites, scan }: CausesResult, paint: Paint): string {
  const lines = sites.flatMap((site) => siteLines(site, paint));
  return [...lines, causesTotal({ sites, scan }), ''].join('\n');
}

/** The place, the mechanism, the line itself, what leads from the sockets to it, and what to do. */
export function siteLines(
  { site, severity, chain, definitions, hasMoreDefinitions }: JudgedSite,
  paint: Paint,
): readonly string[] {
  const { line, column } = site.range.start;
  const place = plainLine(`${site.file}:${String(line + 1)}:${String(column + 1)}`);
  const where = site.destinations.length === 0 ? '' : ` (to ${plainLine(site.destinations.join(', '))})`;
  return [
    `${paint('bold', place)}: ${paint(severity === 'warning' ? 'yellow' : 'dim', severity)}: ${plainLine(site.mechanism)}${where} ${paint('dim', `[${site.cause}]`)}`,
    `    ${plainLine(site.text.trim()).slice(0, 160)}`,
    ...chain.map(({ says, restsOn }) => `    ${plainLine(says)} (${plainLine(restsOn)})`),
    ...definitions.map(
      ({ file, range, label }) =>
        `    ${plainLine(`${file}:${String(range.start.line + 1)}`)} defines the destination: ${plainLine(label)}`,
    ),
    ...(hasMoreDefinitions ? [`    ${moreDefinitionsText}`] : []),
    `    ${paint('green', '→')} ${plainLine(site.advice)}${site.fix === undefined ? '' : ` ${hasFixText}`}`,
  ];
}

/** How much was found and looked at, and what was skipped. */
export function causesTotal({ sites, scan }: CausesResult): string {
  const left = leftAloneText(scan);
  return `${countText(sites.length, 'line')} in ${countText(scan.looked, 'file')}.${left === undefined ? '' : ` ${left}`}`;
}

/** Such as `Skipped: 2 above 1 MB.`; undefined if everything was looked at. */
export function leftAloneText({ skipped }: CausesResult['scan']): string | undefined {
  const left = Object.entries(skipped)
    .filter(([, count]) => count > 0)
    .map(([why, count]) => `${String(count)} ${names[why] ?? why}`);
  return left.length === 0 ? undefined : `Skipped: ${left.join(', ')}.`;
}

const names: Readonly<Record<string, string>> = {
  ...unsearchedReasons,
  binary: 'binary',
  links: 'symbolic links',
  excluded: 'excluded',
  foreign: 'vendored or built',
  aside: 'tests, examples and scripts',
  generated: 'generated or minified',
};
