import { callsOf, escapeRegExp, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { givenName } from '../code/scope.ts';
import { unclosedText } from '../otherLanguages/unclosed.ts';
import { PythonImports } from './pythonImports.ts';

/** Sockets that are kept in a list or a field and that nothing in the file closes: the peer's end leaves them in CLOSE_WAIT. */
export const pyUnclosed: CodeCause = {
  id: 'unclosed',
  languages: ['python'],
  words: /\b(accept|create_connection|socket)\s*\(/,
  symptoms: ['close-wait'],
  *find(code) {
    const { text } = code.file;
    if (/\.(close|detach|shutdown|__exit__)\s*\(|\bclosing\s*\(|\bwith\b[^\n]*(socket|conn)/.test(text))
      return;
    const imports = new PythonImports(code);
    if (!/\bsocket\b/.test(text)) return;
    for (const node of callsOf(code)) {
      const callee = fieldText(node, 'function').replace(/\s+/g, '');
      const full = imports.resolve(callee) ?? callee;
      const isAccept = /\.accept$/.test(callee) && fieldText(node, 'arguments').replace(/\s/g, '') === '()';
      if (!isAccept && !/^socket\.(create_connection|socket)$/.test(full)) continue;
      const name = givenName(code, node);
      const isKeptHere = /\.(append|add|put)\s*\($/.test(text.slice(0, node.startIndex).slice(-40));
      if (!isKeptHere && (name === undefined || !isKept(text, name))) continue;
      yield {
        node,
        ...unclosedText,
      };
    }
  },
};

function isKept(text: string, name: string): boolean {
  return new RegExp(
    `\\.(append|add|put)\\s*\\(\\s*${escapeRegExp(name)}\\s*[,)]|\\]\\s*=\\s*${escapeRegExp(name)}\\b|self\\.\\w+\\s*=\\s*${escapeRegExp(name)}\\b`,
  ).test(text);
}
