import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { SiteFix } from '../cause.ts';
import { callsOf, type Code, enclosing, escapeRegExp, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { isOneShot } from '../code/oneShot.ts';
import { givenName, outlivesCall, scopeOf } from '../code/scope.ts';

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
      if (!scope.isPerCall) continue;
      if (!isOnce) {
        if (outlivesCall(code, node, scope.around)) continue;
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
        ...(isOneShot(code, scope) && { needsEvidence: true as const }),
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

/** A started connection for each thread, which Net::HTTP opens again where the server has closed it. */
function perThread({ file }: Code, node: SyntaxNode, callee: string): SiteFix | undefined {
  const method = /^(?:::)?Net::HTTP\.(get|get_response)$/.exec(callee)?.[1];
  const [first, second, third, ...more] = node.childForFieldName('arguments')?.namedChildren ?? [];
  if (method === undefined || first === undefined || more.length > 0) return undefined;
  // A block reads the answer; what is second may be headers, since Ruby 3.0.
  if (node.childForFieldName('block') !== null || (second !== undefined && second.type !== 'string'))
    return undefined;
  const made = second === undefined ? ofUri(first.text) : ofParts(first.text, second.text, third?.text);
  return made === undefined
    ? undefined
    : {
        title: 'Keep one connection for each thread',
        isSafe: false,
        edits: [file.edit(node.startIndex, node.endIndex, made(method === 'get' ? '.body' : ''))],
      };
}

type Written = (tail: string) => string;

function ofUri(uri: string): Written | undefined {
  const [, , scheme = '', host = '', given, path = '/'] =
    /^URI(?:\.parse)?\(\s*(["'])(https?):\/\/([\w.-]+)(?::(\d+))?(\/[^"'#]*)?\1\s*\)$/.exec(uri) ?? [];
  if (host !== '' && !path.includes('#{')) {
    const tls = scheme === 'https';
    return kept(`'${host}'`, given ?? (tls ? '443' : '80'), tls ? ', use_ssl: true' : '', `'${path}'`);
  }
  // A value that is no URI, as `{}` or a Hash of headers, is none of ours.
  if (!/^(::)?(URI\b|[a-z_@]\w*$|[A-Z]\w*$)/.test(uri)) return undefined;
  return (tail) =>
    `${uri}.then { |u| (Thread.current[:"http_#{u.host}_#{u.port}"] ||= Net::HTTP.start(u.host, u.port, use_ssl: u.scheme == 'https')).get(u.request_uri) }${tail}`;
}

function ofParts(host: string, path: string, port = '80'): Written | undefined {
  if (!/^(["'][\w.-]+["']|[A-Za-z_@]\w*)$/.test(host) || !/^(\d+|[A-Za-z_@]\w*)$/.test(port))
    return undefined;
  return kept(host, port, '', path);
}

/** A key that is the same only for the same server. */
function kept(host: string, port: string, tls: string, path: string): Written {
  const isWritten = /^["']/.test(host) && /^\d/.test(port);
  const name = host.replace(/["']/g, '');
  const key = isWritten
    ? `http_${name}_${port}`.replace(/\W/g, '_')
    : `"http_${name === host ? `#{${host}}` : name}_${/^\d/.test(port) ? port : `#{${port}}`}"`;
  return (tail) =>
    `(Thread.current[:${key}] ||= Net::HTTP.start(${host}, ${port}${tls})).get(${path})${tail}`;
}
