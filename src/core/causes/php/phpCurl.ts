import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { callsOf, type Code, enclosing, fieldText } from '../code/code.ts';
import { isToolOfPhp } from './isToolOfPhp.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { scopeOf } from '../code/scope.ts';

const mechanisms = {
  client: 'Each iteration of the loop creates a client, and its connections end with it.',
  read: {
    loop: '`file_get_contents` opens and closes a connection in each iteration of the loop.',
    call: '`file_get_contents` opens and closes a connection in each call.',
  },
  handle: {
    loop: 'Each iteration of the loop creates a handle, and the connection ends with the handle.',
    call: 'Each call creates a handle, and the connection ends with the handle.',
  },
} as const;

/** A client that holds handles of its own, by the library that it is of. */
const clients = [
  { makes: /^new \\?GuzzleHttp\\Client\b/ },
  { makes: /^new Client\b/, uses: /^\s*use\s+\\?GuzzleHttp\\(Client\s*;|\{[^}]*\bClient\b)/m },
];

/** Whether a client of a library is made here, given to a variable, and used in the same loop. */
function isClientOfLoop({ file: { text } }: Code, node: SyntaxNode): boolean {
  const known = clients.some(
    ({ makes, uses }) => makes.test(node.text) && (uses === undefined || uses.test(text)),
  );
  const { parent } = node;
  return (
    known &&
    !/['"]handler['"]\s*=>/.test(node.text) &&
    // `(new Client())->get(…)`, or a variable: what is kept in a list or a field lives on.
    (parent?.type === 'parenthesized_expression' ||
      (parent?.type === 'assignment_expression' && /^\$\w+$/.test(fieldText(parent, 'left'))))
  );
}

/** An address in the loop. Otherwise each iteration may ask another host, and only sockets can tell. */
function leadsToOneHost({ shape }: Code, node: SyntaxNode): boolean {
  const loop = enclosing(node, ({ type }) => shape.loops.has(type));
  return loop !== undefined && /['"]https?:\/\/[^'"$]/.test(loop.text);
}

/** A handle of curl, or a read of a URL, for each turn of a loop, or for each call. */
export const phpCurl: CodeCause = {
  id: 'php-curl',
  languages: ['php'],
  words: /\b(curl_init|file_get_contents|GuzzleHttp)\b/,
  symptoms: ['thrown-away'],
  *find(code) {
    const { text } = code.file;
    for (const node of callsOf(code)) {
      if (scopeOf(code, node).isInLoop && isClientOfLoop(code, node)) {
        yield {
          node,
          ...(!leadsToOneHost(code, node) && { needsEvidence: true as const }),
          mechanism: mechanisms.client,
          advice: 'Create the client once, before the loop.',
        };
        continue;
      }
      const name = fieldText(node, 'function');
      const list = fieldText(node, 'arguments');
      const isRead = name === 'file_get_contents' && /^\(\s*['"]https?:/.test(list);
      if (name !== 'curl_init' && !isRead) continue;
      const { isInLoop } = scopeOf(code, node);
      // A script runs for each request of PHP, unless it is a tool.
      if (!isInLoop && isToolOfPhp(text)) continue;
      // A socket of the file system has no ports.
      if (/CURLOPT_UNIX_SOCKET_PATH/.test(text.slice(node.endIndex, node.endIndex + 400))) continue;
      if (name === 'curl_init' && /CURLOPT_SHARE|curl_multi_|curl_share_init_persistent/.test(text)) continue;
      yield {
        node,
        ...(!isInLoop && { needsEvidence: true as const }),
        ...(isRead && { symptoms: ['asked-to-close'] as const }),
        mechanism: mechanisms[isRead ? 'read' : 'handle'][isInLoop ? 'loop' : 'call'],
        advice: isInLoop
          ? 'Create one handle with `curl_init` before the loop and only change its URL in the loop.'
          : 'Keep one handle for all calls of a PHP request; across requests, PHP 8.5 has `curl_share_init_persistent`.',
      };
    }
  },
};
