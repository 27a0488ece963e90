import { callsOf, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { isFactory, outlivesCall, scopeOf } from '../code/scope.ts';

/** `new HttpClient()` for each call in C#. */
export const csNewHttpClient: CodeCause = {
  id: 'cs-new-httpclient',
  languages: ['csharp'],
  words: /\bHttpClient\b/,
  symptoms: ['thrown-away', 'hoard'],
  *find(code) {
    for (const node of callsOf(code)) {
      if (node.type !== 'object_creation_expression' || fieldText(node, 'type') !== 'HttpClient') continue;
      // A handler that comes from elsewhere may be shared.
      const list = fieldText(node, 'arguments');
      if (/^\(\s*_?\w+\s*,\s*(disposeHandler\s*:\s*)?false/.test(list)) continue;
      const scope = scopeOf(code, node);
      if (!scope.isPerCall || scope.around === undefined || (isFactory(scope.around) && !scope.isInLoop))
        continue;
      if (/\bHttpClient\b/.test(fieldText(scope.around, 'returns') || fieldText(scope.around, 'type')))
        continue;
      if (outlivesCall(code, node, scope.around)) continue;
      yield {
        node,
        mechanism: 'Each `HttpClient` has its own connections, which end with it.',
        advice:
          'Keep one in a `static readonly` field over a `SocketsHttpHandler` with `PooledConnectionLifetime`, or use `IHttpClientFactory`.',
      };
    }
  },
};
