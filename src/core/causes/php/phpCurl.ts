import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { callsOf, type Code, enclosing, fieldText } from '../code/code.ts';
import { isToolOfPhp } from './isToolOfPhp.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { scopeOf } from '../code/scope.ts';

const mechanisms = {
  read: {
    loop: '`file_get_contents` opens and closes a connection in each iteration of the loop.',
    call: '`file_get_contents` opens and closes a connection in each call.',
  },
  handle: {
    loop: 'Each iteration of the loop creates a handle, and the connection ends with the handle.',
    call: 'Each call creates a handle, and the connection ends with the handle.',
  },
} as const;

/** What makes a handle in one turn of a loop and not in the next: `if ($handle === null)`, `??=`, `?:`. */
const choices =
  /^(if_statement|conditional_expression|binary_expression|augmented_assignment_expression|(switch|case|default)_statement|match_expression)$/;

/** Whether each turn of a loop makes a handle, and there is more than one turn, as far as the loop tells. */
function isMadeInEachTurn({ shape }: Code, node: SyntaxNode): boolean {
  const outer = enclosing(node, ({ type }) => shape.loops.has(type) || choices.test(type));
  return outer !== undefined && shape.loops.has(outer.type) && !/\b(break|return)\b/.test(outer.text);
}

/** A handle of curl, or a read of a URL, for each turn of a loop, or for each call. */
export const phpCurl: CodeCause = {
  id: 'php-curl',
  languages: ['php'],
  words: /\b(curl_init|file_get_contents)\b/,
  symptoms: ['thrown-away'],
  *find(code) {
    const { text } = code.file;
    for (const node of callsOf(code)) {
      const name = fieldText(node, 'function');
      const list = fieldText(node, 'arguments');
      const isRead = name === 'file_get_contents' && /^\(\s*['"]https?:/.test(list);
      if (name !== 'curl_init' && !isRead) continue;
      const isInLoop = scopeOf(code, node).isInLoop && (isRead || isMadeInEachTurn(code, node));
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
