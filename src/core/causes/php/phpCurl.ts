import { callsOf, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { scopeOf } from '../code/scope.ts';

/** A handle of curl, or a read of a URL, for each turn of a loop. */
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
      if ((name !== 'curl_init' && !isRead) || !scopeOf(code, node).isInLoop) continue;
      // A socket of the file system has no ports.
      if (/CURLOPT_UNIX_SOCKET_PATH/.test(text.slice(node.endIndex, node.endIndex + 400))) continue;
      if (name === 'curl_init' && /CURLOPT_SHARE|curl_multi_|curl_share_init_persistent/.test(text)) continue;
      yield {
        node,
        ...(isRead && { symptoms: ['asked-to-close'] as const }),
        mechanism: isRead
          ? '`file_get_contents` opens and closes a connection in each iteration of the loop.'
          : 'Each iteration of the loop creates a handle, and the connection ends with the handle.',
        advice: 'Create one handle with `curl_init` before the loop and only change its URL in the loop.',
      };
    }
  },
};
