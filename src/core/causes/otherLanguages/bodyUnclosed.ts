import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import {
  argumentsOf,
  calleeOf,
  callsOf,
  type Code,
  enclosing,
  escapeRegExp,
  fieldText,
} from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { wholeOf } from '../perCall/perCall.ts';
import { givenName, scopeOf } from '../code/scope.ts';

/** What of a response is read without its body: only these leave the connection in use. */
const harmless = {
  java: /^\s*\.\s*(code|isSuccessful|isRedirect|message|header|headers|protocol|getStatusLine|getCode|getReasonPhrase|getFirstHeader|getHeaders|statusCode|uri|version)\s*\(|^\s*(!=|==)\s*null/,
  csharp:
    /^\s*\??\.\s*(StatusCode|IsSuccessStatusCode|EnsureSuccessStatusCode|ReasonPhrase|Headers|Version)\b|^\s*(!=|==|is)\s/,
} as const;

/** A response in Java or C# that is neither read nor closed: its connection stays in use. */
export const bodyUnclosed: CodeCause = {
  id: 'body-unclosed',
  languages: ['java', 'csharp'],
  words: /\bokhttp3\b|\borg\.apache\.(hc|http)\b|\bBodyHandlers\.ofInputStream\b|\bResponseHeadersRead\b/,
  symptoms: ['hoard'],
  *find(code) {
    for (const node of responses(code)) {
      if (isGivenBack(code, wholeOf(node))) continue;
      yield {
        node,
        mechanism:
          'The response is neither read nor closed, so its connection stays in use and the next request opens another one.',
        advice:
          code.file.language === 'java'
            ? 'Close it on every path: `try (var response = …) { … }`.'
            : 'Put it into `using`, or let the client read the body: leave `ResponseHeadersRead` out.',
      };
    }
  },
};

function* responses(code: Code): Iterable<SyntaxNode> {
  const { text } = code.file;
  for (const node of callsOf(code)) {
    if (code.file.language === 'java' ? isOfJava(text, node) : isOfCSharp(node))
      if (scopeOf(code, node).around !== undefined) yield node;
  }
}

/** `client.newCall(request).execute()`, a `CloseableHttpResponse`, and a stream of `java.net.http`. */
function isOfJava(text: string, node: SyntaxNode): boolean {
  const callee = calleeOf(node);
  if (/\.newCall\(.*\)\.execute$/s.test(callee)) return /\bokhttp3\b/.test(text);
  if (callee.endsWith('.send'))
    return argumentsOf(node).some(({ text: one }) => /BodyHandlers\.ofInputStream\(\)$/.test(one));
  const declared = enclosing(node, ({ type }) => /^(local_variable_declaration|resource|block)$/.test(type));
  return (
    callee.endsWith('.execute') &&
    /\borg\.apache\.(hc|http)\b/.test(text) &&
    declared !== undefined &&
    fieldText(declared, 'type') === 'CloseableHttpResponse'
  );
}

function isOfCSharp(node: SyntaxNode): boolean {
  return (
    /\.(GetAsync|SendAsync|Send)$/.test(calleeOf(node)) &&
    argumentsOf(node).some(({ text }) => /(^|\.)HttpCompletionOption\.ResponseHeadersRead$/.test(text))
  );
}

function isGivenBack(code: Code, node: SyntaxNode): boolean {
  const known = code.file.language === 'java' ? harmless.java : harmless.csharp;
  // `client.newCall(request).execute().code()`, or nothing at all.
  const { parent } = node;
  if (parent?.type === 'expression_statement') return false;
  if (parent !== null && code.shape.members.has(parent.type))
    return !known.test(parent.text.slice(node.text.length));
  const outer = enclosing(node, ({ type }) =>
    /^(resource|using_statement|return_statement|lambda_expression|arrow_expression_clause|block)$/.test(
      type,
    ),
  );
  if (outer === undefined || outer.type !== 'block') return true;
  const { text } = scopeOf(code, node).around ?? code.root;
  const name = givenName(code, node);
  if (name === undefined || !/^\w+$/.test(name)) return true;
  const n = escapeRegExp(name);
  if (new RegExp(`\\busing\\s+(var|\\w+)\\s+${n}\\s*=`).test(text)) return true;
  // Declared elsewhere, it lives on.
  if (!new RegExp(`[\\w>]\\s+${n}\\s*=`).test(text)) return true;
  const uses = Array.from(
    text.matchAll(new RegExp(`(?<![\\w.])${n}(?!\\w)(?=([^\\n]{0,60}))`, 'g')),
    ([, after = '']) => after,
  ).filter((after) => !/^\s*=(?!=)/.test(after));
  return uses.some((after) => !known.test(after));
}
