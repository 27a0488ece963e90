import type { AssignmentScope } from '../../model/inventoryEntry.ts';
import { iniLines } from '../ini/iniLines.ts';
import { holdsOpening, maskInterpolations, maskTemplates, maskTemplatesInLines } from '../masks.ts';
import { effect, trimmedSpan, type Reading } from '../reading.ts';
import type { Region } from '../region.ts';

/**
 * A profile of TuneD: the section `[sysctl]`, and sections that say `type=sysctl`. `#` begins a comment anywhere, one pair
 * of double quotes is taken away, and `>` or `<` before a number only raises or lowers it.
 * Source: tuned 2.20, its parser run with these forms.
 */
export function readTuned(
  reading: Reading,
  source: Region,
  _path: string | undefined,
  scope: AssignmentScope = 'host',
): void {
  const region = source.masked(maskInterpolations(maskTemplates(source.text)));
  const { text } = region;
  const lines = iniLines(text);
  const acts = effect(scope, 'boot', reading.unitOf(source));
  const sections = new Set(
    lines
      .filter(
        ({ name, valueSpan }) => name === 'type' && text.slice(valueSpan.start, valueSpan.end) === 'sysctl',
      )
      .map(({ section }) => section),
  );
  // What a section is may be said far from its settings.
  const isTypedElsewhere = sections.size > (sections.has('sysctl') ? 1 : 0);
  const spansLines = holdsOpening(maskTemplatesInLines(source.text));
  if (source.isFile && (isTypedElsewhere || spansLines)) reading.noteDependence();
  const settings = new Set([
    'type',
    'replace',
    'enabled',
    'uname_regex',
    'cpuinfo_regex',
    'devices',
    'priority',
    'drop',
  ]);
  for (const { section, name, nameSpan, valueSpan, line } of lines) {
    if ((section !== 'sysctl' && !sections.has(section)) || settings.has(name) || !/[./]/.test(name))
      continue;
    const raw = text.slice(valueSpan.start, valueSpan.end);
    const comment = raw.indexOf('#');
    const meant = trimmedSpan(text, {
      start: valueSpan.start,
      end: comment < 0 ? valueSpan.end : valueSpan.start + comment,
    });
    const modifier = /^[><=]+\s*/.exec(text.slice(meant.start, meant.end))?.[0].length ?? 0;
    const inner = { start: meant.start + modifier, end: meant.end };
    const bound = boundOf(text.slice(meant.start, inner.start));
    const isQuoted = /^".*"$/.test(text.slice(inner.start, inner.end));
    reading.add(
      {
        key: region.part(nameSpan),
        value: region.part(isQuoted ? { start: inner.start + 1, end: inner.end - 1 } : inner),
        removal: reading.file.wholeLines(region.span(line)),
        remarks: { list: { name: section }, ...(bound && { bound }) },
        addition: (key, value) => {
          const added = region.encode(`\n${key}=${value}`);
          return added === undefined ? undefined : { at: region.span(line).end, text: added };
        },
      },
      acts,
    );
  }
}

function boundOf(modifier: string): 'least' | 'most' | undefined {
  if (modifier.includes('>')) return 'least';
  return modifier.includes('<') ? 'most' : undefined;
}
