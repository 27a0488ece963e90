import type { TextEdit } from '../../model/textRange.ts';
import { connectionHeader, inForce } from './effective.ts';
import type { ProxyPlace } from './nginxView.ts';

/** What the place of a `proxy_pass` lacks to keep connections: HTTP/1.1, and a Connection header that is not sent. */
export function keepaliveLines(place: ProxyPlace): readonly string[] | undefined {
  const version = inForce(place, 'proxy_http_version').at(-1)?.directive.args[0]?.text;
  const header = connectionHeader(place);
  if (version === '1.0' || (header !== undefined && header.directive.args[1]?.text !== '')) return undefined;
  const lines = [
    ...(version === undefined ? ['proxy_http_version 1.1;'] : []),
    ...(header === undefined ? ['proxy_set_header Connection "";'] : []),
  ];
  return lines;
}

/** Where a block sets headers of its own, those of outer blocks no longer hold there: what is added has to repeat them. */
export function outerHeaders(
  place: ProxyPlace,
  sets: 'proxy_set_header' | 'grpc_set_header' = 'proxy_set_header',
): readonly string[] {
  const inner = place.around.at(-1)?.directive.block ?? [];
  if (inner.some(({ name }) => name === sets)) return [];
  return inForce(place, sets).map(({ file, directive }) => file.text.slice(directive.start, directive.end));
}

/** Adds lines after the `proxy_pass`, written as it is: on its line, or each on a line of its own. */
export function linesAfter({ file, directive }: ProxyPlace, lines: readonly string[]): TextEdit {
  const line = file.lineText(file.position(directive.start).line);
  const isAlone = line.trim() === file.text.slice(directive.start, directive.end).trim();
  const separator = isAlone ? `\n${file.indent(directive.start)}` : ' ';
  return file.insert(directive.end, lines.map((text) => `${separator}${text}`).join(''));
}
