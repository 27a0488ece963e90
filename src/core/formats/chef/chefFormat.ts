import { EmbeddedConf } from '../embeddedConf.ts';
import { maskInterpolations, unknownCharacter } from '../masks.ts';
import { looksLikeParameter } from '../mentions.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { effect, type Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { isSysctlFile, readShell } from '../shell/readShell.ts';
import { withoutComments } from '../text/withoutComments.ts';

/** Resources and attributes of Chef, and scripts that a Vagrantfile hands to a shell. */
export const readChef: Reader = (reading, source) => {
  const region = source.masked(maskInterpolations(source.text));
  const code = withoutComments(region.text, { hash: true });
  readResources(reading, region, code);
  readAttributes(reading, region, code);
  readHereDocuments(reading, region);
  for (const found of code.matchAll(
    /\b(?:execute|bash|command|inline:|system)\b[^\n]*?(["'])((?:(?!\1)[^\n])*sysctl(?:(?!\1)[^\n])*)\1/g,
  )) {
    const inner = found[2] ?? '';
    const start = found.index + found[0].length - 1 - inner.length;
    readShell(reading, region.part({ start, end: start + inner.length }), effect('host', 'now'));
  }
};

/** `sysctl 'key' do … value '1' … end`; an action that removes sets nothing. */
function readResources(reading: Reading, region: Region, code: string): void {
  for (const found of code.matchAll(
    /^[ \t]*sysctl(?:_param)?\s*\(?\s*(["'])([^"'\n]+)\1\)?\s*(?:do\b|\{)([\s\S]*?)^[ \t]*(?:end|\})/gm,
  )) {
    const [whole, , title = '', body = ''] = found;
    if (/\baction\s+\[?\s*:(?:remove|nothing|delete)/.test(body)) continue;
    const titleStart = found.index + whole.indexOf(title);
    const bodyStart = found.index + whole.lastIndexOf(body);
    const key = /\bkey\s+(["'])([^"'\n]+)\1/.exec(body);
    const value = /\bvalue\s+(?:(["'])([^"'\n]*)\1|\[([^\]]*)\]|(-?\d[\d_]*)|(\S[^\n]*))/.exec(body);
    if (value === null) continue;
    const [all, , quoted, list, number, expression] = value;
    const written = quoted ?? list ?? number ?? expression ?? '';
    const start = bodyStart + value.index + all.lastIndexOf(written);
    const span = { start, end: start + written.length };
    const text = region.part(span);
    const meant =
      quoted !== undefined
        ? text
        : list !== undefined
          ? joined(region, span)
          : number !== undefined
            ? text
            : text.masked(unknownCharacter.repeat(written.length));
    const keySpan =
      key === null
        ? { start: titleStart, end: titleStart + title.length }
        : {
            start: bodyStart + key.index + key[0].length - 1 - (key[2] ?? '').length,
            end: bodyStart + key.index + key[0].length - 1,
          };
    reading.add(
      {
        key: region.part(keySpan),
        value: meant,
        commentLine: reading.file.lineAt(region.offset(found.index)),
        ...(quoted === undefined &&
          number !== undefined && {
            valueSpan: region.span(span),
            writeValue: (wanted: string) => (/^\d+$/.test(wanted) ? wanted : `'${wanted}'`),
          }),
        removal: reading.file.wholeLines(
          region.span({ start: found.index, end: found.index + whole.length }),
        ),
      },
      effect('host', 'now'),
    );
  }
}

function joined(region: Region, span: { readonly start: number; readonly end: number }): Region {
  const items = region.text
    .slice(span.start, span.end)
    .split(',')
    .map((item) => item.trim().replace(/^["']|["']$/g, ''));
  const text = items.filter((item) => item !== '').join(' ');
  return region.decoded(text, [...Array.from(text, () => span.start), span.end], () => undefined);
}

/** `default['sysctl']['params']['net']['ipv4']['tcp_tw_reuse'] = 1`, `node.default['fb_sysctl']['net.x'] = 1` */
function readAttributes(reading: Reading, region: Region, code: string): void {
  for (const found of code.matchAll(
    /\[(["'])(?:fb_)?sysctl\1\](?:\[(["'])params\2\])?((?:\[["'][\w./*-]+["']\])+)\s*=\s*(["']?)([^\n"'#]+)\4/g,
  )) {
    const [whole, , , path = '', quote = '', written = ''] = found;
    const key = [...path.matchAll(/\[["']([\w./*-]+)["']\]/g)].map((part) => part[1] ?? '').join('.');
    if (!looksLikeParameter(key)) continue;
    const pathStart = found.index + whole.indexOf(path);
    const value = written.trim();
    const valueStart = found.index + whole.lastIndexOf(value);
    const span = { start: valueStart, end: valueStart + value.length };
    const isKnown = quote !== '' || /^-?\d+$/.test(value);
    const text = region.part(span);
    reading.add(
      {
        key: region.part({ start: pathStart + 2, end: pathStart + path.length - 2 }),
        meantKey: key,
        writeKey: () => undefined,
        value: isKnown ? text : text.masked(unknownCharacter.repeat(value.length)),
        ...(quote === '' && {
          valueSpan: region.span(span),
          writeValue: (wanted: string) => (/^\d+$/.test(wanted) ? wanted : `'${wanted}'`),
        }),
        removal: reading.file.wholeLines(
          region.span({ start: found.index, end: found.index + whole.length }),
        ),
      },
      effect('host', 'now'),
    );
  }
}

function readHereDocuments(reading: Reading, region: Region): void {
  const { text } = region;
  for (const found of text.matchAll(/([^\n]*)<<[-~]?(["']?)(\w+)\2[^\n]*\n/g)) {
    const start = found.index + found[0].length;
    const end = new RegExp(`^[ \\t]*${found[3] ?? ''}[ \\t]*$`, 'm').exec(text.slice(start));
    const body = region.part({ start, end: end === null ? text.length : start + end.index });
    const before = text.slice(Math.max(0, found.index - 200), start);
    if (isSysctlFile(/file\s+["']([^"']+)["']\s+do[\s\S]*$/.exec(before)?.[1] ?? ''))
      new EmbeddedConf(body).addTo(reading, effect('host', 'boot'));
    else readShell(reading, body, effect('host', 'now'));
  }
}

export const chefFormat = placedFormat({
  id: 'chef',
  recognises: (_text, path) => /\.rb$|(?:^|\/)Vagrantfile$/.test(path ?? ''),
  read: readChef,
  comments: hashComments,
});
