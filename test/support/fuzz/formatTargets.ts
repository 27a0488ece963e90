import type { FileFormat, FormatDocument } from '../../../src/core/formats/fileFormat.ts';
import { formats } from '../../../src/core/formats/formats.ts';
import { applyEdits } from '../../../src/core/language/applyEdits.ts';
import { diagnose } from '../../../src/core/language/diagnose.ts';
import { fixAll } from '../../../src/core/language/fixAll.ts';
import { quickFixes } from '../../../src/core/language/quickFixes.ts';
import { formatSamples, samplesOf } from './formatSamples.ts';
import { onText, type FuzzTarget } from './fuzz.ts';

const context = { profile: 'tuning', containers: 'none', rules: {} } as const;
/** Each is applied to the whole text. */
const mostFixes = 20;
/** What one long line may consist of. */
const oneLine = ['{', '[', '{{', '${', 'x', 'sysctl ', 'sysctl {', "'a' => {", 'a = { ', '<<A\n', '"a":'];

/** What an editor does with a file: reads and judges it. */
function judged(format: FileFormat, path: string, text: string): FormatDocument {
  format.recognises(text, '/a/sysctl.d/a.conf');
  format.recognises(text, path);
  const document = format.read(text, path);
  diagnose(document, { ...context, path });
  return document;
}

/** The same, and what it does with the fixes: applies some alone, and all that are safe together. */
function mended(format: FileFormat, path: string, text: string): void {
  const document = judged(format, path, text);
  const whole = { start: { line: 0, column: 0 }, end: { line: document.lines.length, column: 0 } };
  const fixes = quickFixes(document, whole, diagnose(document, { ...context, path }));
  for (const { edits, file } of fixes.slice(0, mostFixes)) if (file === undefined) applyEdits(text, edits);
  fixAll(document, { ...context, path });
}

/** Each format is read and judged; what twice as much costs is measured without fixes, each of which is about the whole text. */
export const formatTargets: readonly FuzzTarget[] = formats.map((format): FuzzTarget => {
  const own = samplesOf(format);
  const path = own[0]?.path ?? '';
  return {
    name: `format ${format.id}`,
    run: onText((text) => mended(format, path, text)),
    measured: onText((text) => judged(format, path, text)),
    samples: own.map(({ text }) => text),
    others: formatSamples.map(({ text }) => text),
    repeated: [...oneLine, '{\n', '[\n', ...own.slice(0, 2).map(({ text }) => text)],
  };
});
