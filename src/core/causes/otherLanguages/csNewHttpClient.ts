import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { type Code, callsOf, enclosing, fieldText, oncePerFile } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { isByFactory } from '../code/oneShot.ts';
import { hoistEdit } from '../code/hoist.ts';
import { outlivesCall, scopeOf } from '../code/scope.ts';

const known = oncePerFile(() => new Map<number, ReadonlySet<string | undefined>>());

/** The names of the handlers that a function makes, however many clients it makes. */
function handlersOf(code: Code, around: SyntaxNode): ReadonlySet<string | undefined> {
  const found =
    known(code).get(around.id) ??
    new Set(Array.from(around.text.matchAll(/\b(\w+)\s*=\s*new\s+\w*Handler\b/g), ([, name]) => name));
  known(code).set(around.id, found);
  return found;
}

/** Whether the only argument is the name of a handler that the function makes. */
function isNewHandler(code: Code, list: string, around: SyntaxNode): boolean {
  const [, name] = /^\(\s*(\w+)\s*\)$/.exec(list) ?? [];
  return name !== undefined && handlersOf(code, around).has(name);
}

/** `new HttpClient()` for each call in C#. */
export const csNewHttpClient: CodeCause = {
  id: 'cs-new-httpclient',
  languages: ['csharp'],
  words: /\bHttpClient\b/,
  symptoms: ['thrown-away', 'hoard'],
  *find(code) {
    for (const node of callsOf(code)) {
      if (node.type !== 'object_creation_expression' || fieldText(node, 'type') !== 'HttpClient') continue;
      // A handler that comes from elsewhere may be shared.
      const list = fieldText(node, 'arguments');
      if (/^\(\s*_?\w+\s*,\s*(disposeHandler\s*:\s*)?false/.test(list)) continue;
      const scope = scopeOf(code, node);
      if (!scope.isPerCall || scope.around === undefined) continue;
      // A class of the program's own by that name takes something else.
      if (!/^(\(\s*\)|\([^(),]*handler[\s\S]*)?$/i.test(list) && !isNewHandler(code, list, scope.around))
        continue;
      if (/\bHttpClient\b/.test(fieldText(scope.around, 'returns') || fieldText(scope.around, 'type')))
        continue;
      if (outlivesCall(code, node, scope.around)) continue;
      const statement = enclosing(node, ({ type }) =>
        /^(local_declaration_statement|using_statement)$/.test(type),
      );
      const isUsing = statement !== undefined && /^(await\s+)?using\b/.test(statement.text);
      const using = /^using\s+(?=(var|HttpClient)\b)/.exec(statement?.text ?? '')?.[0];
      const isBare = /^\(?\s*\)?$/.test(list) && !/\{/.test(node.text);
      const shared =
        isBare && (!isUsing || using !== undefined)
          ? hoistEdit(code, node, {
              title: 'Share one HttpClient',
              isSafe: true,
              name: 'SharedClient',
              declare: (name) =>
                `private static readonly HttpClient ${name} = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = System.TimeSpan.FromMinutes(15) });`,
            })
          : undefined;
      const fix =
        shared === undefined || statement === undefined || using === undefined
          ? shared
          : {
              ...shared,
              edits: [
                ...shared.edits,
                code.file.edit(statement.startIndex, statement.startIndex + using.length, ''),
              ],
            };
      yield {
        node,
        ...(isByFactory(scope) && { needsEvidence: true as const }),
        mechanism: 'Each `HttpClient` has its own connections, which end with it.',
        advice:
          'Keep one in a `static readonly` field over a `SocketsHttpHandler` with `PooledConnectionLifetime`, or use `IHttpClientFactory`.',
        ...(fix && { fix }),
      };
    }
  },
};
