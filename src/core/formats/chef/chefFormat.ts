import { chefStatements } from './chefCutter.ts';
import { chefHereDocument } from './chefMarks.ts';
import { EmbeddedConf } from '../embeddedConf.ts';
import { maskInterpolations, unknownCharacter } from '../masks.ts';
import { looksLikeParameter } from '../mentions.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { effect, type Reading } from '../reading.ts';
import type { Span } from '../../parse/sysctlLine.ts';
import type { Region } from '../region.ts';
import { isSysctlFile, readShell } from '../shell/readShell.ts';
import { hereDocuments } from '../text/hereDocuments.ts';
import { withoutComments } from '../../parse/withoutComments.ts';

/** Resources and attributes of Chef, and scripts that a Vagrantfile hands to a shell. */
export const readChef: Reader = (reading, source) => {
  const region = source.masked(maskInterpolations(source.text));
  const code = withoutComments(region.text, { hash: true });
  readResources(reading, region, code);
  readAttributes(reading, region, code);
  readHereDocuments(reading, region);
  for (const command of commandStrings(code)) readShell(reading, region.part(command), effect('host', 'now'));
};

/** `execute 'sysctl -w …'`: strings on a line behind a word that runs them. Spans are of the code, without the quotes. */
function commandStrings(code: string): readonly Span[] {
  const found: Span[] = [];
  for (const line of code.matchAll(/[^\n]+/g)) {
    const [text] = line;
    if (!text.includes('sysctl')) continue;
    const from = text.search(/\b(?:execute|bash|command|inline:|system)\b/);
    if (from < 0) continue;
    for (const string of text.slice(from).matchAll(/(["'])((?:(?!\1).)*)\1/g)) {
      const start = line.index + from + string.index + 1;
      const [, , inner = ''] = string;
      if (inner.includes('sysctl')) found.push({ start, end: start + inner.length });
    }
  }
  return found;
}

/** `sysctl 'key' do … value '1' … end`; an action that removes sets nothing. */
function readResources(reading: Reading, region: Region, code: string): void {
  let until = 0;
  for (const head of code.matchAll(
    /^[ \t]*sysctl(?:_param)?\s*\(?\s*(["'])([^"'\n]+)\1\)?\s*(?:do\b|\{)/gm,
  )) {
    const { index } = head;
    if (index < until) continue;
    const bodyStart = index + head[0].length;
    const blockEnd = /^[ \t]*(?:end|\})/gm;
    blockEnd.lastIndex = bodyStart;
    const end = blockEnd.exec(code);
    // The next ones have no end either.
    if (end === null) break;
    until = end.index + end[0].length;
    const whole = code.slice(index, until);
    const title = head[2] ?? '';
    const body = code.slice(bodyStart, end.index);
    if (/\baction\s+\[?\s*:(?:remove|nothing|delete)/.test(body)) continue;
    const titleStart = index + whole.indexOf(title);
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
        commentLine: reading.file.lineAt(region.offset(index)),
        ...(quoted === undefined &&
          number !== undefined && {
            valueSpan: region.span(span),
            writeValue: (wanted: string) => (/^\d+$/.test(wanted) ? wanted : `'${wanted}'`),
          }),
        removal: reading.file.wholeLines(region.span({ start: index, end: until })),
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
    /\[(["'])(?:fb_)?sysctl\1\](?:\[(["'])params\2\])?((?:\[["'][\w./*-]+["']\]){1,20})\s*=\s*(["']?)([^\n"'#]+)\4/g,
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
  for (const { lineStart, body: span } of hereDocuments(text, chefHereDocument)) {
    const body = region.part(span);
    const above = text.slice(Math.max(0, lineStart - 200), span.start);
    // An `end` that begins a line ends another resource.
    const before = above.slice(above.lastIndexOf('\nend') + 1);
    if (isSysctlFile(/file\s+["']([^"']+)["']\s+do[\s\S]*$/.exec(before)?.[1] ?? ''))
      new EmbeddedConf(body).addTo(reading, effect('host', 'boot'));
    else readShell(reading, body, effect('host', 'now'));
  }
}

export const chefFormat = placedFormat({
  id: 'chef',
  recognises: (_text, path) => /\.rb$|(?:^|\/)Vagrantfile$/.test(path ?? ''),
  read: readChef,
  cutter: chefStatements,
  comments: hashComments,
});
