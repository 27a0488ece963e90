import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { SiteFix } from '../cause.ts';
import { callsOf, type Code, enclosing, escapeRegExp, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { isOneShot } from '../code/oneShot.ts';
import { givenName, isFactory, outlivesCall, scopeOf } from '../code/scope.ts';

const once =
  /^(::)?(Net::HTTP\.(get|get_response|post|post_form|put|get_print)|HTTParty\.(get|post|put|patch|delete|head)|Faraday\.(get|post|put|patch|delete)|URI\.open|RestClient\.(get|post|put|patch|delete)|Excon\.(get|post|put|patch|delete))$/;

/** HTTP in Ruby with a connection for each call. */
export const rbNetHttp: CodeCause = {
  id: 'rb-net-http',
  languages: ['ruby'],
  words: /\b(Net::HTTP|HTTParty|Faraday|URI\.open|RestClient|Excon)\b/,
  symptoms: ['thrown-away', 'asked-to-close'],
  *find(code) {
    const { text } = code.file;
    for (const node of callsOf(code)) {
      const callee = `${fieldText(node, 'receiver')}.${fieldText(node, 'method')}`.replace(/\s+/g, '');
      const isOnce = once.test(callee);
      const isUnstarted = callee === 'Net::HTTP.new';
      const isFaraday = callee === 'Faraday.new' && !/net_http_persistent/.test(text);
      if (!isOnce && !isUnstarted && !isFaraday) continue;
      const scope = scopeOf(code, node);
      if (!scope.isPerCall || isOneShot(code, scope)) continue;
      if (!isOnce) {
        if ((scope.around !== undefined && isFactory(scope.around)) || outlivesCall(code, node, scope.around))
          continue;
        // Ruby returns the last value of a method, and memoizes with ||=.
        if (
          enclosing(
            node,
            ({ type, text: outer }) => type === 'operator_assignment' && outer.includes('||='),
          ) !== undefined
        )
          continue;
        const name = givenName(code, node);
        if (isUnstarted && (name === undefined || isStarted(scope.around?.text ?? text, name))) continue;
        if (name !== undefined && isLastValue(scope.around?.text ?? '', name)) continue;
        if (isFaraday && name === undefined) continue;
      }
      const fix = perThread(code, node, callee);
      yield {
        node,
        mechanism: isUnstarted
          ? 'Without `start`, each request of this object opens a connection and asks for it to be closed.'
          : 'Each call opens and closes a connection.',
        advice:
          'Send the requests within one `Net::HTTP.start … do`, or use an adapter that keeps connections (`:net_http_persistent`).',
        ...(fix && { fix }),
      };
    }
  },
};

function isStarted(text: string, name: string): boolean {
  const n = escapeRegExp(name);
  return (
    new RegExp(`\\b${n}\\.(start|keep_alive_timeout)\\b`).test(text) ||
    !new RegExp(`\\b${n}\\.(request|get|post|put|patch|delete|head|request_get)\\b`).test(text)
  );
}

function isLastValue(text: string, name: string): boolean {
  return new RegExp(`\\n\\s*${escapeRegExp(name)}\\s*\\n\\s*end\\s*$`).test(text);
}

/** Of a literal URL: a started connection for each thread, which Net::HTTP opens again where the server has closed it. */
function perThread({ file }: Code, node: SyntaxNode, callee: string): SiteFix | undefined {
  const url =
    /^\(\s*URI(?:\.parse)?\(\s*(["'])(https?):\/\/([\w.-]+)(?::(\d+))?(\/[^"'#]*)?\1\s*\)\s*\)$/.exec(
      fieldText(node, 'arguments'),
    );
  const [, , scheme = '', host = '', given, path = '/'] = url ?? [];
  if (url === null || callee !== 'Net::HTTP.get' || path.includes('#{')) return undefined;
  const port = given ?? (scheme === 'https' ? '443' : '80');
  const key = `http_${host}_${port}`.replace(/\W/g, '_');
  const tls = scheme === 'https' ? ', use_ssl: true' : '';
  return {
    title: 'Keep one connection for each thread',
    isSafe: false,
    edits: [
      file.edit(
        node.startIndex,
        node.endIndex,
        `(Thread.current[:${key}] ||= Net::HTTP.start('${host}', ${port}${tls})).get('${path}').body`,
      ),
    ],
  };
}
