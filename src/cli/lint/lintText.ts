import { plainLine } from '../../core/model/plainText.ts';
import { countText } from '../../core/model/numberText.ts';
import type { Severity } from '../../core/model/finding.ts';
import type { Colour, Paint } from '../paint.ts';
import type { LintResult } from './lintResult.ts';

const colours: Readonly<Record<Severity, Colour>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'dim',
};

/** One line for each finding, in the style of compilers, and a total. */
export function lintText({ files, notChecked }: LintResult, paint: Paint): string {
  const lines = files.flatMap(({ file, diagnostics }) =>
    diagnostics.map(({ range: { start }, severity, message, rule }) => {
      const place = `${file}:${start.line + 1}:${start.column + 1}`;
      const word = paint(colours[severity], severity);
      return `${paint('bold', plainLine(place))}: ${word}: ${plainLine(message)} ${paint('dim', `[${rule}]`)}`;
    }),
  );
  const findings = countText(lines.length, 'finding');
  const others = notChecked.length > 0 ? ` ${countText(notChecked.length, 'file')} not checked.` : '';
  return [...lines, `${findings} in ${countText(files.length, 'file')}.${others}`, ''].join('\n');
}
