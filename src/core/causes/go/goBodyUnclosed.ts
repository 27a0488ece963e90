import { escapeRegExp } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { scopeOf } from '../code/scope.ts';
import { goResponses, isHandedOn } from './goResponses.ts';

/** An answer whose body is never closed: its connection is never given back. */
export const goBodyUnclosed: CodeCause = {
  id: 'go-body-unclosed',
  languages: ['go'],
  words: /\bhttp\./,
  symptoms: ['hoard'],
  *find(code) {
    for (const response of goResponses(code)) {
      const { after, name, call, around } = response;
      const n = escapeRegExp(name);
      if (new RegExp(`(?<![\\w.])${n}\\.Body\\.Close\\b`).test(after) || isHandedOn(response)) continue;
      // A body that is handed on may be closed there.
      if (
        new RegExp(`(return\\b[^\\n]*|[(,{:=]\\s*)${n}\\.Body\\s*[,)}\\n]`).test(after) &&
        !new RegExp(`(ReadAll|Copy|NewDecoder|NewReader|NewScanner|ReadFrom)\\([^\\n]*${n}\\.Body`).test(
          after,
        )
      )
        continue;
      if (
        /Body\.Close\b|\bclose\w*\(/i.test(around.text) &&
        !new RegExp(`${n}\\.Body\\.Close`).test(around.text) &&
        around.text.includes('.Body.Close')
      )
        continue;
      if (!scopeOf(code, call).isPerCall) continue;
      const check = new RegExp(`^\\s*if\\s+err\\s*!=\\s*nil\\s*\\{[^{}]*\\}`).exec(after);
      const start = around.startIndex + (around.text.length - after.length) + (check?.[0].length ?? 0);
      yield {
        node: call,
        mechanism:
          'The body is never closed, so the connection stays in use and the next request opens another one.',
        advice: 'Close the body on every path: `defer r.Body.Close()` after the error is checked.',
        ...(check !== null &&
          !scopeOf(code, call).isInLoop && {
            fix: {
              title: 'Close the body when the function returns',
              isSafe: true,
              edits: [
                code.file.insert(start, `\n${code.file.indent(call.startIndex)}defer ${name}.Body.Close()`),
              ],
            },
          }),
      };
    }
  },
};
