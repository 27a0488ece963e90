import { callsOf, escapeRegExp, fieldText, functionAround } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { givenName } from '../code/scope.ts';
import { unclosedText } from '../otherLanguages/unclosed.ts';
import { PythonImports } from './pythonImports.ts';

const opens = /^(socket\.(create_connection|socket)|asyncio\.open_connection)$/;

/** Sockets that are kept in a list or a field and that nothing closes: the peer's end leaves them in CLOSE_WAIT. */
export const pyUnclosed: CodeCause = {
  id: 'unclosed',
  languages: ['python'],
  words: /\b(accept|create_connection|socket|open_connection)\s*\(/,
  symptoms: ['close-wait'],
  *find(code) {
    const { text } = code.file;
    if (!/\b(socket|asyncio)\b/.test(text)) return;
    // Something is closed: by the names alone it cannot be told that it is never this.
    const closesAny =
      /\.(close|detach|shutdown|__exit__)\s*\(|\bclosing\s*\(|\bwith\b[^\n]*(socket|conn)/.test(text);
    const imports = new PythonImports(code);
    for (const node of callsOf(code)) {
      const callee = fieldText(node, 'function').replace(/\s+/g, '');
      const full = imports.resolve(callee) ?? callee;
      const isAccept = /\.accept$/.test(callee) && fieldText(node, 'arguments').replace(/\s/g, '') === '()';
      if (!isAccept && !opens.test(full)) continue;
      if (/\bSOCK_DGRAM\b|\bAF_(UNIX|INET6?_DGRAM|PACKET)\b/.test(node.text)) continue;
      // The first of what asyncio returns reads, the second closes.
      const writer = /,\s*(\w+)\s*\)?\s*=\s*await\s+$/.exec(text.slice(0, node.startIndex).slice(-60))?.[1];
      const name = writer ?? givenName(code, node);
      // A socket that listens has no peer.
      if (name !== undefined && new RegExp(`(?<!\\w)${escapeRegExp(name)}\\.(listen|bind)\\s*\\(`).test(text))
        continue;
      const isKeptHere =
        /\.(append|add|put)\s*\(\s*(await\s+)?$/.test(text.slice(0, node.startIndex).slice(-40)) ||
        /^(list_comprehension|dictionary_comprehension)$/.test(node.parent?.type ?? '') ||
        (name !== undefined && !/^\w+$/.test(name));
      if (!isKeptHere && (name === undefined || !isKept(text, name))) continue;
      const around = functionAround(code, node) ?? code.root;
      if (name !== undefined && /^\w+$/.test(name) && isClosed(around.text, name)) continue;
      yield { node, ...(closesAny && { needsEvidence: true as const }), ...unclosedText };
    }
  },
};

function isKept(text: string, name: string): boolean {
  const n = escapeRegExp(name);
  return new RegExp(
    `\\.(append|add|put|register)\\s*\\([^()\\n]*(?<![\\w.])${n}\\s*[,)]|\\]\\s*=\\s*\\(?\\s*${n}\\b|self\\.\\w+\\s*=\\s*${n}\\b`,
  ).test(text);
}

function isClosed(text: string, name: string): boolean {
  const n = escapeRegExp(name);
  return new RegExp(
    `(?<![\\w.])${n}\\.(close|detach|shutdown)\\s*\\(|\\bclosing\\(\\s*${n}\\b|\\bwith\\s+${n}\\b`,
  ).test(text);
}
