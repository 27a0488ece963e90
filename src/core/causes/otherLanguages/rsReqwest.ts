import { callsOf, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { isFactory, outlivesCall, scopeOf } from '../code/scope.ts';

/** reqwest without a shared client. */
export const rsReqwest: CodeCause = {
  id: 'rs-reqwest',
  languages: ['rust'],
  words: /\breqwest\b/,
  symptoms: ['thrown-away'],
  *find(code) {
    const importsClient =
      /\buse\s+reqwest::(\{[^}]*\bClient\b|Client\b|blocking::(\{[^}]*\bClient\b|Client\b))/.test(
        code.file.text,
      );
    const cli =
      /\b(clap|structopt|std::env::args)\b/.test(code.file.text) &&
      !/\b(axum|actix_web|warp|rocket|tonic|hyper::server)\b/.test(code.file.text);
    for (const node of callsOf(code)) {
      const callee = fieldText(node, 'function').replace(/\s+/g, '');
      const isOnce = /^reqwest::(blocking::)?get$/.test(callee);
      const isClient =
        /^reqwest::(blocking::)?Client(Builder)?::(new|builder|default)$/.test(callee) ||
        (importsClient && /^Client::(new|builder|default)$/.test(callee));
      if (!isOnce && !isClient) continue;
      const scope = scopeOf(code, node);
      if (!scope.isPerCall || scope.around === undefined || (!scope.isInLoop && cli)) continue;
      const returns = fieldText(scope.around, 'return_type');
      if (
        isClient &&
        (isFactory(scope.around) ||
          /\b(Self|Client|ClientWithMiddleware)\b/.test(returns) ||
          outlivesCall(code, node, scope.around) ||
          isPutIntoStruct(scope.around.text, code.file.text.slice(node.startIndex - 40, node.startIndex)))
      )
        continue;
      yield {
        node,
        mechanism: isOnce
          ? '`reqwest::get` creates a client for this one request, and its connection ends with it.'
          : 'Each call creates a client, and its connections end with it.',
        advice:
          'Keep one `Client` (in a `LazyLock`, or in the state of the application) and clone it: clones share the pool.',
      };
    }
  },
};

function isPutIntoStruct(text: string, before: string): boolean {
  return (
    /\w+\s*:\s*$/.test(before) ||
    /\b(Self|[A-Z]\w+)\s*\{[^{}]*\bclient\b\s*[,}]/.test(text) ||
    /\.manage\(|\.data\(|with_state\(/.test(text)
  );
}
