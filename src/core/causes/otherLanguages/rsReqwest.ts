import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { callsOf, type Code, escapeRegExp, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { isByFactory } from '../code/oneShot.ts';
import { givenName, outlivesCall, type Scope, scopeOf } from '../code/scope.ts';

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
        (/\b(Self|Client|ClientWithMiddleware)\b/.test(returns) ||
          outlivesCall(code, node, scope.around) ||
          isPutIntoStruct(scope.around.text, code.file.text.slice(node.startIndex - 40, node.startIndex)))
      )
        continue;
      if (isClient && servesMany(code, node, scope)) continue;
      yield {
        node,
        ...(isClient && isByFactory(scope) && { needsEvidence: true as const }),
        mechanism: isOnce
          ? '`reqwest::get` creates a client for this one request, and its connection ends with it.'
          : 'Each call creates a client, and its connections end with it.',
        advice:
          'Keep one `Client` (in a `LazyLock`, or in the state of the application) and clone it: clones share the pool.',
      };
    }
  },
};

/** A client that a loop, or several requests, use, and one of a stream of events, is worth its connection. */
function servesMany(code: Code, node: SyntaxNode, { around, isInLoop }: Scope): boolean {
  const name = givenName(code, node);
  if (isInLoop || around === undefined) return false;
  const text = around.text.slice(node.endIndex - around.startIndex);
  if (/event-stream|bytes_stream\(|\.upgrade\(/.test(text)) return true;
  if (name === undefined) return false;
  const use = `\\b${escapeRegExp(name)}\\b`;
  return (
    new RegExp(`\\b(loop|for|while)\\b[\\s\\S]*${use}|(\\.map|for_each)\\([\\s\\S]*${use}`).test(text) ||
    (text.match(new RegExp(use, 'g'))?.length ?? 0) > 2
  );
}

function isPutIntoStruct(text: string, before: string): boolean {
  return (
    /\w+\s*:\s*$/.test(before) ||
    /\b(Self|[A-Z]\w+)\s*\{[^{}]*\bclient\b\s*[,}]/.test(text) ||
    /\.manage\(|\.data\(|with_state\(/.test(text)
  );
}
