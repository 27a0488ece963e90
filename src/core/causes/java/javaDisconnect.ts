import { callsOf, escapeRegExp, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
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
      const statement = node.parent?.type === 'expression_statement' ? node.parent : node;
      const isAlone = statement.parent?.namedChildren.length !== 1;
      // Without anybody who reads and closes the stream, taking this away would leave the connection open.
      const isRead = /readAllBytes|getInputStream\(\)/.test(scopeOf(code, node).around?.text ?? '');
      yield {
        node,
        about: scopeOf(code, node).around ?? node,
        mechanism: '`disconnect()` closes the connection that the next request to this host could have used.',
        advice: 'Read the stream to the end and close it, and remove `disconnect()`.',
        ...(isAlone &&
          isRead &&
          statement !== node && {
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
