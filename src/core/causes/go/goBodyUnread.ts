import type { CodeCause } from '../code/codeCause.ts';
import { escapeRegExp } from '../code/code.ts';
import { isOneShot } from '../code/oneShot.ts';
import { scopeOf } from '../code/scope.ts';
import { isVersionAtLeast } from '../versions.ts';
import { goResponses, isHandedOn } from './goResponses.ts';

/** A body that is closed without being read: before Go 1.27 the connection is closed with it. */
export const goBodyUnread: CodeCause = {
  id: 'go-body-unread',
  languages: ['go'],
  words: /\.Body\.Close\(\)/,
  symptoms: ['thrown-away'],
  *find(code) {
    if (code.goVersion !== undefined && isVersionAtLeast(code.goVersion, [1, 27, 0])) return;
    for (const response of goResponses(code)) {
      const { after, name, call, around } = response;
      const n = escapeRegExp(name);
      const close = new RegExp(`(?<![\\w.])${n}\\.Body\\.Close\\(\\)`);
      const body = new RegExp(`(?<![\\w.])${n}\\.Body\\b(?!\\.Close\\(\\))`);
      if (!close.test(after) || body.test(after) || isHandedOn(response)) continue;
      const scope = scopeOf(code, call);
      if (!scope.isPerCall || isOneShot(code, scope)) continue;
      const at = close.exec(after);
      const start = around.startIndex + (around.text.length - after.length) + (at?.index ?? 0);
      const isDeferred = /defer\s+$/.test(code.file.text.slice(0, start));
      const io = /^\s*(?:import\s+)?(?:_\s+)?"io"\s*$/m.test(code.file.text);
      yield {
        node: call,
        mechanism:
          'The body is closed without being read, so the connection is closed too, and the next request opens another one.',
        advice: 'Read the body to the end before closing it: `io.Copy(io.Discard, r.Body)`.',
        ...(!isDeferred &&
          io && {
            fix: {
              title: 'Read the body before closing it',
              isSafe: true,
              edits: [
                code.file.insert(start, `io.Copy(io.Discard, ${name}.Body)\n${code.file.indent(start)}`),
              ],
            },
          }),
      };
    }
  },
};
