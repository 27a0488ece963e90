import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { type Code, escapeRegExp, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { hoistEdit } from '../code/hoist.ts';
import { isOneShot } from '../code/oneShot.ts';
import { functionName, givenName, outlivesCall, scopeOf } from '../code/scope.ts';
import { goTransports } from './goTransports.ts';

/** A transport for each call: it keeps its connections for requests that never come. */
export const goTransportPerCall: CodeCause = {
  id: 'go-transport-per-call',
  languages: ['go'],
  words: /\bhttp\.(Default)?Transport\b/,
  symptoms: ['hoard'],
  *find(code) {
    for (const { node, value, settings } of goTransports(code)) {
      if (/\bDisableKeepAlives["\s]*[:=]\s*true/.test(settings)) continue;
      // A socket of the file system has no ports.
      if (/"unix"|UnixAddr/.test(`${node.text} ${settings}`)) continue;
      const scope = scopeOf(code, node);
      if (!scope.isPerCall || outlives(code, value, scope.around)) continue;
      // Its idle connections are closed, as a rule after each call: then they are thrown away.
      const isEmptied = /CloseIdleConnections\(\)/.test(scope.around?.text ?? '');
      const transport = node.parent?.type === 'unary_expression' ? node.parent : node;
      const fix = hoistEdit(code, transport, {
        title: 'Share one transport',
        isSafe: true,
        name: 'sharedTransport',
        declare: (name, made) => `var ${name} = ${made}`,
      });
      yield {
        node,
        ...((isEmptied || isOneShot(code, scope)) && { needsEvidence: true as const }),
        ...(isEmptied && { symptoms: ['thrown-away'] as const }),
        mechanism: isEmptied
          ? 'The transport is made and emptied in each call, so each call opens a connection and closes it.'
          : 'A transport has its own pool, so a transport per call keeps a connection that no other call can use.',
        advice: 'Create one transport, or one client with it, for the package and use it for all calls.',
        ...(fix && { fix }),
      };
    }
  },
};

function outlives(code: Code, value: SyntaxNode, around: SyntaxNode | undefined): boolean {
  if (around === undefined) return true;
  // What returns a client or a transport makes it for others.
  if (/http\.(Client|Transport|RoundTripper)/.test(fieldText(around, 'result'))) return true;
  if (
    /^(New|new|Make|make|Create|create|Build|build|Get\w*Client|get\w*Client|\w*Client|\w*Transport)/.test(
      functionName(around),
    )
  )
    return true;
  const name = givenName(code, value);
  if (name === undefined) return outlivesCall(code, value, around);
  if (!/^\w+$/.test(name)) return true;
  // A transport lives as long as the client that it is put into.
  const n = escapeRegExp(name);
  const client = new RegExp(`\\b(\\w+)\\s*:?=\\s*&?http\\.Client\\s*\\{[^{}]*Transport:\\s*&?${n}\\b`).exec(
    around.text,
  )?.[1];
  const holder = client ?? name;
  const h = escapeRegExp(holder);
  return (
    new RegExp(`\\breturn\\b[^\\n]*(?<![\\w.])&?${h}(?![\\w.])`).test(around.text) ||
    new RegExp(`(\\w\\.\\w+|\\w\\[[^\\]\\n]{0,200}\\])\\s*=\\s*&?${h}\\s*\\n`).test(around.text) ||
    (client === undefined && new RegExp(`(\\{|,)\\s*(\\w+:\\s*)?${h}\\s*[,}]`).test(around.text)) ||
    new RegExp(
      `(With|New|Set)\\w{0,80}\\([^()\\n]*\\b${h}\\s*[,)]|\\w\\{[^{}]*(?<!Transport):\\s*&?${h}\\s*[,}\\n]`,
    ).test(around.text) ||
    (new RegExp(`\\b${h}\\s*=[^=]`).test(around.text) &&
      !new RegExp(`\\b${h}\\b[^\\n]*:=|\\bvar\\s+${h}\\b`).test(around.text))
  );
}
