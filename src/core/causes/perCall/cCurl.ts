import { calleeOf, callsOf, enclosing, escapeRegExp, functionAround, oncePerFile } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { isOneShot } from '../code/oneShot.ts';
import { givenName, scopeOf } from '../code/scope.ts';

/** A handle of libcurl, or of a wrapper named after it, for each request: the connections that it could keep end with it. */
export const cCurl: CodeCause = {
  id: 'c-curl',
  languages: ['c', 'cpp'],
  words: /curl_easy_init\s*\(/,
  symptoms: ['thrown-away'],
  *find(code) {
    // A share handle may keep connections, and so does a multi handle.
    if (/\bCURL_LOCK_DATA_CONNECT\b|\bcurl_multi_add_handle\b/.test(code.file.text)) return;
    for (const node of callsOf(code)) {
      if (!/^(::)?(\w+_)?curl_easy_init$/.test(calleeOf(node))) continue;
      const scope = scopeOf(code, node);
      const { around } = scope;
      if (!scope.isPerCall || around === undefined) continue;
      const { text } = around;
      if (/\bCURLOPT_(SHARE|UNIX_SOCKET_PATH|ABSTRACT_UNIX_SOCKET|CONNECT_ONLY)\b/.test(text)) continue;
      const after = text.slice(node.endIndex - around.startIndex);
      if (!/curl_easy_perform\s*\(/.test(after)) continue;
      const name = givenName(code, node);
      if (name !== undefined && !isOwn(text, name)) continue;
      if (!scope.isInLoop && looped(code).has(around.id)) continue;
      const isEnded = /curl_easy_cleanup\b/.test(text);
      yield {
        node,
        ...((!isEnded || isOneShot(code, scope)) && { needsEvidence: true as const }),
        mechanism: 'Each call creates a handle of libcurl, and its connection ends with it.',
        advice:
          'Keep one handle for each thread and call `curl_easy_reset` between requests: it keeps its connections.',
      };
    }
  },
};

/** The functions with a loop that performs: one handle for all of its turns is worth its connection. */
const looped = oncePerFile((code) => {
  const { shape } = code;
  const performs = callsOf(code).filter((call) => /^(\w+_)?curl_easy_perform$/.test(calleeOf(call)));
  return new Set(
    performs.flatMap((call) => {
      const loop = enclosing(call, ({ type }) => shape.loops.has(type) || shape.functions.has(type));
      if (loop === undefined || shape.functions.has(loop.type)) return [];
      return functionAround(code, loop)?.id ?? [];
    }),
  );
});

/** A variable of the function that does not outlive it. */
function isOwn(text: string, name: string): boolean {
  const n = escapeRegExp(name);
  if (!/^\w+$/.test(name)) return false;
  return (
    new RegExp(`\\b(\\w*CURL|auto|void)\\s*\\*?\\s*(const\\s+)?${n}\\b`).test(text) &&
    !new RegExp(`\\b(static|thread_local|_Thread_local)\\b[^;]*\\b${n}\\b`).test(text) &&
    !new RegExp(`\\breturn\\s+\\(?${n}\\b|(->|\\.)\\w+\\s*=\\s*${n}\\s*;`).test(text)
  );
}
