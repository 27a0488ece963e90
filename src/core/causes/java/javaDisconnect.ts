import { withoutComments } from '../../parse/withoutComments.ts';
import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { callsOf, enclosing, escapeRegExp, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { leaveOthers, removableStatement } from '../code/removable.ts';
import { scopeOf } from '../code/scope.ts';

/** `HttpURLConnection.disconnect()` closes the connection that would have been kept. */
export const javaDisconnect: CodeCause = {
  id: 'java-disconnect',
  languages: ['java'],
  words: /\.disconnect\(\)/,
  symptoms: ['thrown-away'],
  *find(code) {
    const { text } = code.file;
    for (const node of callsOf(code)) {
      const object = fieldText(node, 'object').replace(/^this\./, '');
      if (
        fieldText(node, 'name') !== 'disconnect' ||
        fieldText(node, 'arguments') !== '()' ||
        !/^\w+$/.test(object)
      )
        continue;
      if (!new RegExp(`\\bHttps?URLConnection\\s+${escapeRegExp(object)}\\b`).test(text)) continue;
      if (!scopeOf(code, node).isPerCall) continue;
      const statement = removableStatement(node);
      // Without anybody who reads and closes the stream, taking this away would leave the connection open.
      const isRead = /readAllBytes|getInputStream\(\)/.test(scopeOf(code, node).around?.text ?? '');
      const { around } = scopeOf(code, node);
      if (around !== undefined && isResponseClosed(text.slice(around.startIndex, node.startIndex), object))
        continue;
      // On the way out after an error there is nothing to keep, nor where another function has used the connection.
      const isGivenUp =
        enclosing(node, ({ type }) => type === 'catch_clause') !== undefined ||
        (/^;\s*(return|throw|break)\b/.test(text.slice(node.endIndex)) && isInIf(node.parent ?? node)) ||
        !/\b(openConnection|getInputStream|getResponseCode|getOutputStream)\b/.test(around?.text ?? '');
      yield {
        node,
        ...(isGivenUp && { needsEvidence: true as const }),
        about: scopeOf(code, node).around ?? node,
        mechanism: '`disconnect()` closes the connection that the next request to this host could have used.',
        advice: 'Read the stream to the end and close it, and remove `disconnect()`.',
        ...(isRead &&
          statement !== undefined &&
          leaveOthers([statement]) && {
            fix: {
              title: 'Remove disconnect()',
              isSafe: false,
              edits: [code.file.remove(statement.startIndex, statement.endIndex)],
            },
          }),
      };
    }
  },
};

/**
 * Whether the stream of the response has been closed. Then the connection has gone back to the pool, and `disconnect()` does
 * nothing to it: 1 connection for 50 requests with a reader that is closed, 50 with one that is not (JDK 17).
 */
function isResponseClosed(before: string, connection: string): boolean {
  const text = withoutComments(before, { slashes: true, block: true });
  const response = `\\b${escapeRegExp(connection)}\\s*\\.\\s*get(?:InputStream|ErrorStream|Content)\\(`;
  const reads = new RegExp(response);
  /** What the response is read with, and what it can be got from. */
  const names = new Set([connection]);
  const isOfResponse = (value: string): boolean =>
    reads.test(value) ||
    Array.from(value.matchAll(/(?:^|[(,])\s*(\w+)\s*(?=[,)]|$)/g), ([, name = '']) => name).some((name) =>
      names.has(name),
    );
  for (const [whole, name = '', value = ''] of text.matchAll(/\b(?:\w+\s+)?\b(\w+)\s*=(?!=)([^;{]*)/g))
    if (!sent.test(whole) && isOfResponse(value)) names.add(name);
  const closed = [
    ...Array.from(text.matchAll(/\btry\s*\(([^{]*)/g), ([, resources = '']) => resources.split(';')).flat(),
    ...Array.from(text.matchAll(/\b(\w+)\s*\.\s*close\(\s*\)/g), ([, name = '']) => name),
    ...Array.from(text.matchAll(/\b\w*close\w*(\([^;{]*)/gi), ([, list = '']) => list),
  ];
  return (
    closed.some((one) => !sent.test(one) && isOfResponse(one)) ||
    new RegExp(`${response}\\s*\\)\\s*\\.\\s*close\\(`).test(text)
  );
}

/** What is sent is closed, too. */
const sent = /OutputStream|Writer|PrintStream/;

function isInIf(statement: SyntaxNode): boolean {
  const block = statement.parent?.type === 'block' ? statement.parent : statement;
  return block.parent?.type === 'if_statement';
}
