import { countText } from '../../core/model/numberText.ts';
import { plainLine } from '../../core/model/plainText.ts';
import type { Paint } from '../paint.ts';
import type { CausesResult } from './causesJson.ts';

/** A line for each site as compilers print them, the line itself, and what leads from the sockets to it. */
export function causesText({ sites, scan }: CausesResult, paint: Paint): string {
  const lines = sites.flatMap(({ site, severity, chain }) => {
    const { line, column } = site.range.start;
    const place = `${site.file}:${String(line + 1)}:${String(column + 1)}`;
    const where = site.destinations.length === 0 ? '' : ` (to ${plainLine(site.destinations.join(', '))})`;
    return [
      `${paint('bold', plainLine(place))}: ${paint(severity === 'warning' ? 'yellow' : 'dim', severity)}: ${plainLine(site.mechanism)}${where} ${paint('dim', `[${site.cause}]`)}`,
      `    ${plainLine(site.text.trim()).slice(0, 160)}`,
      ...chain.map(({ says, restsOn }) => `    ${plainLine(says)} (${plainLine(restsOn)})`),
      `    ${paint('green', '→')} ${plainLine(site.advice)}`,
    ];
  });
  const { skipped } = scan;
  const left = Object.entries(skipped)
    .filter(([, count]) => count > 0)
    .map(([why, count]) => `${String(count)} ${names[why] ?? why}`);
  return [
    ...lines,
    `${countText(sites.length, 'line')} in ${countText(scan.looked, 'file')}.${left.length === 0 ? '' : ` Left alone: ${left.join(', ')}.`}`,
    '',
  ].join('\n');
}

const names: Readonly<Record<string, string>> = {
  tooLarge: 'above 1 MB',
  binary: 'binary',
  unreadable: 'not readable',
  links: 'symbolic links',
  excluded: 'excluded',
  foreign: 'vendored or built',
  aside: 'tests, examples and scripts',
  overLimit: 'over the limit of files',
  generated: 'generated or minified',
  unparsed: 'not parsed',
};
