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
      if (around !== undefined && isStreamClosed(text.slice(around.startIndex, node.startIndex))) continue;
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
 * Then the connection has gone back to the pool, and `disconnect()` does nothing to it: 1 connection for 50 requests with a reader
 * that is closed, 50 with one that is not (JDK 17).
 */
function isStreamClosed(before: string): boolean {
  if (/\btry\s*\([^{]*?(InputStream|ErrorStream|Reader|Scanner)\b/.test(before)) return true;
  const closed = [
    ...before.matchAll(/(?<![\w.])(\w+)\s*\??\.\s*close\(\s*\)/g),
    ...before.matchAll(/\bclose(?:Quietly)?\(\s*(\w+)/g),
  ];
  // What is sent is closed, too.
  return closed.some(
    ([, name = '']) => !new RegExp(`(OutputStream|Writer|PrintStream)\\s+${name}\\b`).test(before),
  );
}

function isInIf(statement: SyntaxNode): boolean {
  const block = statement.parent?.type === 'block' ? statement.parent : statement;
  return block.parent?.type === 'if_statement';
}
