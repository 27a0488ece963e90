import type { AST } from 'toml-eslint-parser';
import type { AssignmentRemarks } from '../assignment.ts';
import { maskInterpolations, maskTemplates } from '../masks.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { effect } from '../reading.ts';
import { tomlEntries, tomlText } from '../toml/tomlEntries.ts';

const place = ['settings', 'kernel', 'sysctl'];

/**
 * `[settings.kernel.sysctl]` of Bottlerocket's user data. A key without quotes is a table in a table, which its author meant as a
 * parameter and the API rejects.
 */
export const readBottlerocket: Reader = (reading, source) => {
  const region = source.masked(maskInterpolations(maskTemplates(source.text)));
  const acts = effect('node', 'boot', reading.newUnit());
  for (const { path, keyLength, keyStart: firstStart, keyEnd, value } of tomlEntries(reading, region)) {
    const names = path.slice(place.length);
    if (names.length === 0 || !place.every((part, at) => path[at] === part)) continue;
    const text = tomlText(region, value);
    if (text === undefined) continue;
    const isTable = names.length > 1;
    // Before names of the parameter may be those of the table: `sysctl."net.core.somaxconn"`.
    const written = region.text.slice(firstStart, keyEnd);
    const own = isTable ? undefined : /(?:"[^"]*"|'[^']*'|[\w-]+)$/.exec(written);
    const keyStart = firstStart + (own?.index ?? 0);
    const isQuoted = !isTable && /["']/.test(region.text[keyStart] ?? '');
    const [start, end] = value.range;
    reading.add(
      {
        key: region.part(
          isQuoted ? { start: keyStart + 1, end: keyEnd - 1 } : { start: keyStart, end: keyEnd },
        ),
        value: text,
        meantKey: names.join('.'),
        ...(isTable && {
          // A table with a header of its own has no name to put into quotes.
          writeKey: (key: string) =>
            keyLength === names.length ? region.encode(JSON.stringify(key)) : undefined,
        }),
        remarks: remarksOf(isTable, value),
        valueSpan: region.span({ start, end }),
        writeValue: (written) => region.encode(JSON.stringify(written)),
        ...(!/[{,]/.test(region.text.slice(region.text.lastIndexOf('\n', keyStart) + 1, keyStart)) && {
          removal: reading.file.wholeLines(region.span({ start: keyStart, end })),
        }),
      },
      acts,
    );
  }
};

function remarksOf(isTable: boolean, value: AST.TOMLContentNode): AssignmentRemarks {
  const by = 'Bottlerocket';
  if (isTable) return { notString: { what: 'table', by } };
  if (value.type !== 'TOMLValue' || value.kind === 'string') return {};
  const what =
    value.kind === 'boolean' ? 'boolean' : /^(?:integer|float)$/.test(value.kind) ? 'number' : 'date';
  return { notString: { what, by } };
}

export const bottlerocketFormat = placedFormat({
  id: 'bottlerocket',
  recognises: (text, path) =>
    /\.toml$|user-?data/i.test(path ?? '.toml') &&
    /^[ \t]*\[\s*settings\.kernel\.sysctl|^[ \t]*\[?settings\.kernel/m.test(text),
  read: readBottlerocket,
  comments: hashComments,
});
