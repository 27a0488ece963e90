import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { callsOf, fieldText } from '../code/code.ts';
import type { CodeCause } from '../code/codeCause.ts';
import { hoistEdit } from '../code/hoist.ts';
import { functionName, isFactory, outlivesCall, scopeOf } from '../code/scope.ts';

/** Calls and types that make a client with a pool of its own. */
const made =
  /^(HttpClient\.(newHttpClient|newBuilder)\(|newOkHttpClient(\.Builder)?\(|HttpClients\.(createDefault|custom|createSystem|createMinimal)\(|HttpClientBuilder\.create\(|newDefaultHttpClient\(|newJedis\()/;
const database = /^DriverManager\.getConnection\("jdbc:(mysql|mariadb|postgresql|oracle|sqlserver)/;

/** A client for each call in Java. */
export const javaClientPerCall: CodeCause = {
  id: 'java-client-per-call',
  languages: ['java'],
  words:
    /\b(newHttpClient|newBuilder|OkHttpClient|HttpClients|HttpClientBuilder|DefaultHttpClient|Jedis|DriverManager)\b/,
  symptoms: ['hoard', 'thrown-away'],
  *find(code) {
    for (const node of callsOf(code)) {
      const text = node.text.replace(/\s+/g, '');
      const isDatabase = database.test(text);
      if (!isDatabase && (!made.test(text) || !isInnermost(node, text))) continue;
      const value = chainOf(node);
      // `shared.newBuilder()` shares the pool.
      const scope = scopeOf(code, node);
      if (!scope.isPerCall || scope.around === undefined) continue;
      if (scope.around.type === 'method_declaration' && makesForOthers(code.file.text, scope.around))
        continue;
      if (!scope.isInLoop && (isFactory(scope.around) || /^static$/.test(scope.around.type))) continue;
      if (outlivesCall(code, value, scope.around)) continue;
      const name = /HttpClients?\b|OkHttpClient|DefaultHttpClient|Jedis/.exec(node.text)?.[0] ?? 'connection';
      const isClosed = value.parent?.type === 'resource';
      const type = /^(HttpClient|OkHttpClient|CloseableHttpClient|Jedis)\b/.exec(
        value.parent?.parent === null || value.parent?.parent === undefined
          ? ''
          : fieldText(value.parent.parent, 'type'),
      )?.[0];
      const fix =
        isDatabase || isClosed || type === undefined || type === 'Jedis'
          ? undefined
          : hoistEdit(code, value, {
              title: `Share one ${type}`,
              isSafe: true,
              name: 'SHARED_CLIENT',
              declare: (shared, made) => `private static final ${type} ${shared} = ${made};`,
            });
      yield {
        node,
        ...(isDatabase && { symptoms: ['thrown-away'] as const }),
        mechanism: isDatabase
          ? 'Each call opens a connection to the database.'
          : `Each call creates a \`${name}\`, whose connection pool serves only this call.`,
        advice: isDatabase
          ? 'Use a connection pool (a `DataSource`) that is created once.'
          : 'Keep one in a `static final` field; if a call needs other timeouts, derive it with `shared.newBuilder()`.',
        ...(fix && { fix }),
      };
    }
  },
};

/** The call that makes it, not one of those chained after it. */
function isInnermost(node: SyntaxNode, text: string): boolean {
  const object = node.childForFieldName('object');
  return (
    object === null ||
    !made.test(object.text.replace(/\s+/g, '')) ||
    !/[.(]/.test(text.slice(0, object.text.length))
  );
}

/** With what is chained to it: `HttpClient.newBuilder().version(…).build()`. */
function chainOf(node: SyntaxNode): SyntaxNode {
  let at = node;
  while (
    at.parent?.type === 'method_invocation' &&
    at.parent.childForFieldName('object')?.id === at.id &&
    /^(build|[a-z]\w*)$/.test(fieldText(at.parent, 'name')) &&
    !/^(send|sendAsync|newCall|execute|get|set)$/.test(fieldText(at.parent, 'name'))
  )
    at = at.parent;
  return at;
}

/** Its type is that of a client, or an annotation makes it a bean. */
function makesForOthers(text: string, method: SyntaxNode): boolean {
  if (
    /\b(OkHttpClient|HttpClient|CloseableHttpClient|HttpClientBuilder|RestTemplate|WebClient|ClientHttpRequestFactory|\w*Client|\w*Factory|\w*Builder|Connection|DataSource|Jedis)\b/.test(
      fieldText(method, 'type'),
    )
  )
    return true;
  return (
    /@(Bean|Provides|Produces|PostConstruct|Singleton|Before\w*|Test)\b/.test(
      text.slice(method.startIndex, method.startIndex + 300).split('{')[0] ?? '',
    ) || functionName(method) === ''
  );
}
