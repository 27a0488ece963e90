import { iniLines } from '../ini/iniLines.ts';
import { eachLine } from '../pieces/eachLine.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { effect } from '../reading.ts';

/** `lxc.sysctl.KEY = value` of LXC, and `linux.sysctl.KEY: value` of Incus and LXD. */
export const readLxc: Reader = (reading, region) => {
  const { text } = region;
  const acts = effect('container', 'start', reading.unitOf(region));
  for (const { name, nameSpan, valueSpan, line } of iniLines(text)) {
    const prefix = /^lxc\.sysctl\./.exec(name)?.[0].length;
    if (prefix === undefined) continue;
    reading.add(
      {
        key: region.part({ start: nameSpan.start + prefix, end: nameSpan.end }),
        value: region.part(valueSpan),
        removal: reading.file.wholeLines(region.span(line)),
      },
      acts,
    );
  }
  for (const found of text.matchAll(
    /^[ \t]*["']?linux\.sysctl\.([\w./*-]+)["']?[ \t]*[:=][ \t]*(["']?)([^"'\n#]*?)\2[ \t]*,?[ \t]*(?:#[^\n]*)?$/gm,
  )) {
    const [whole, key = '', , value = ''] = found;
    const keyStart = found.index + whole.indexOf(key);
    const valueStart = found.index + whole.indexOf(value, keyStart - found.index + key.length);
    reading.add(
      {
        key: region.part({ start: keyStart, end: keyStart + key.length }),
        value: region.part({ start: valueStart, end: valueStart + value.length }),
        removal: reading.file.wholeLines(
          region.span({ start: found.index, end: found.index + whole.length }),
        ),
      },
      acts,
    );
  }
};

export const lxcFormat = placedFormat({
  id: 'lxc',
  recognises: (text) => /^[ \t]*["']?(?:lxc|linux)\.sysctl\./m.test(text),
  read: readLxc,
  cutter: eachLine,
  comments: hashComments,
});
