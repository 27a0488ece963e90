import { maskInterpolations, maskTemplates } from '../masks.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { effect } from '../reading.ts';
import { tomlEntries, tomlText } from '../toml/tomlEntries.ts';

const place = ['settings', 'kernel', 'sysctl'];

/** `[settings.kernel.sysctl]` of Bottlerocket's user data. A key without quotes is a table in a table, and still sets. */
export const readBottlerocket: Reader = (reading, source) => {
  const region = source.masked(maskInterpolations(maskTemplates(source.text)));
  for (const { path, keyStart, keyEnd, value } of tomlEntries(reading, region)) {
    if (path.length < 4 || !place.every((part, at) => path[at] === part)) continue;
    const text = tomlText(region, value);
    if (text === undefined) continue;
    const isQuoted = /["']/.test(region.text[keyStart] ?? '');
    const [start, end] = value.range;
    reading.add(
      {
        key: region.part(
          isQuoted ? { start: keyStart + 1, end: keyEnd - 1 } : { start: keyStart, end: keyEnd },
        ),
        value: text,
        meantKey: path.slice(3).join('.'),
        valueSpan: region.span({ start, end }),
        writeValue: (written) => region.encode(JSON.stringify(written)),
        ...(!/[{,]/.test(region.text.slice(region.text.lastIndexOf('\n', keyStart) + 1, keyStart)) && {
          removal: reading.file.wholeLines(region.span({ start: keyStart, end })),
        }),
      },
      effect('node', 'boot'),
    );
  }
};

export const bottlerocketFormat = placedFormat({
  id: 'bottlerocket',
  recognises: (text, path) =>
    /\.toml$|user-?data/i.test(path ?? '.toml') &&
    /^[ \t]*\[\s*settings\.kernel\.sysctl|^[ \t]*\[?settings\.kernel/m.test(text),
  read: readBottlerocket,
  comments: hashComments,
});
