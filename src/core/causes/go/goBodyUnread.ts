import type { CodeCause } from '../code/codeCause.ts';
import type { SiteFix } from '../cause.ts';
import { type Code, escapeRegExp } from '../code/code.ts';
import { isOneShot } from '../code/oneShot.ts';
import { scopeOf } from '../code/scope.ts';
import { isVersionAtLeast } from '../versions.ts';
import { goResponses, isHandedOn } from './goResponses.ts';
import { importOfIo } from './importOfIo.ts';

/** A body that is closed without being read: before Go 1.27 the connection is closed with it. */
export const goBodyUnread: CodeCause = {
  id: 'go-body-unread',
  languages: ['go'],
  words: /\.Body\.Close\(\)/,
  symptoms: ['thrown-away'],
  *find(code) {
    if (code.goVersion !== undefined && isVersionAtLeast(code.goVersion, [1, 27, 0])) return;
    for (const response of goResponses(code)) {
      const { after, client, name, call, around } = response;
      // There, it is not the body that ends the connection.
      if (client.keepsNothing) continue;
      const n = escapeRegExp(name);
      const close = new RegExp(`(?<![\\w.])${n}\\.Body\\.Close\\(\\)`);
      const body = new RegExp(`(?<![\\w.])${n}\\.Body\\b(?!\\.Close\\(\\))`);
      if (name === '_' || !close.test(after) || body.test(after) || isHandedOn(response)) continue;
      const scope = scopeOf(code, call);
      if (!scope.isPerCall) continue;
      const at = close.exec(after);
      const start = around.startIndex + (around.text.length - after.length) + (at?.index ?? 0);
      const fix = readFirst(code, name, start);
      yield {
        node: call,
        ...(isOneShot(code, scope) && { needsEvidence: true as const }),
        mechanism:
          'The body is closed without being read, so the connection is closed too, and the next request opens another one.',
        advice: 'Read the body to the end before closing it: `io.Copy(io.Discard, r.Body)`.',
        ...(fix && { fix }),
      };
    }
  },
};

/** Reads the body in front of the close at `start`, or in what is deferred. */
function readFirst({ file }: Code, name: string, start: number): SiteFix | undefined {
  const { text } = file;
  const read = `io.Copy(io.Discard, ${name}.Body)`;
  const close = `${name}.Body.Close()`;
  const deferred = /defer\s+$/.exec(text.slice(0, start));
  const before = text.slice(file.lineStart(start), start).trim();
  const imports = importOfIo(file);
  // `defer func() { _ = r.Body.Close() }()` and the like are left to people.
  if (imports === undefined || (deferred === null && before !== '')) return undefined;
  return {
    title: 'Read the body before closing it',
    isSafe: true,
    edits: [
      ...imports,
      deferred === null
        ? file.insert(start, `${read}\n${file.indent(start)}`)
        : file.edit(start, start + close.length, `func() { ${read}; ${close} }()`),
    ],
  };
}
