import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { callsOf, type Code, enclosing, fieldText } from '../code/code.ts';
import type { CodeCause, CodeSite } from '../code/codeCause.ts';
import { isByFactory } from '../code/oneShot.ts';
import { hoistEdit } from '../code/hoist.ts';
import { outlivesCall, scopeOf } from '../code/scope.ts';
import { makesForOthers } from './makesForOthers.ts';
import { withoutResource } from './withoutResource.ts';

/** Calls and types that make a client with a pool of its own. */
const made =
  /^(HttpClient\.(newHttpClient|newBuilder)\(|newOkHttpClient(\.Builder)?\(|HttpClients\.(createDefault|custom|createSystem|createMinimal)\(|HttpClientBuilder\.create\(|newDefaultHttpClient\(|newJedis(Pool|Pooled|Cluster)?\(|newHikariDataSource\(|RedisClient\.create\(|RedisClusterClient\.create\(|Redisson\.create\(|MongoClients\.create\()/;
const database = /^DriverManager\.getConnection\("jdbc:(mysql|mariadb|postgresql|oracle|sqlserver)/;

/** A client for each call in Java. */
export const javaClientPerCall: CodeCause = {
  id: 'java-client-per-call',
  languages: ['java'],
  words:
    /\b(newHttpClient|newBuilder|OkHttpClient|HttpClients|HttpClientBuilder|DefaultHttpClient|Jedis\w*|DriverManager|HikariDataSource|RedisClient|RedisClusterClient|Redisson|MongoClients)\b/,
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
      if (!scope.isInLoop && /^static$/.test(scope.around.type)) continue;
      if (outlivesCall(code, value, scope.around)) continue;
      const name =
        /HttpClients?\b|OkHttpClient|DefaultHttpClient|Jedis\w*|HikariDataSource|RedisClient|RedisClusterClient|Redisson|MongoClients/.exec(
          node.text,
        )?.[0] ?? 'connection';
      const type = typeOf(code, value, text);
      const fix =
        isDatabase || type === undefined
          ? undefined
          : withoutResource(
              code,
              value,
              hoistEdit(code, value, {
                title: `Share one ${type}`,
                isSafe: true,
                name: 'SHARED_CLIENT',
                declare: (shared, made) => `private static final ${type} ${shared} = ${made};`,
              }),
            );
      yield {
        node,
        ...(isByFactory(scope) && { needsEvidence: true as const }),
        ...(isDatabase && { symptoms: ['thrown-away'] as const }),
        ...(isDatabase
          ? {
              mechanism: 'Each call opens a connection to the database.',
              advice: 'Use a connection pool (a `DataSource`) that is created once.',
            }
          : told(name, code.file.text)),
        ...(fix && { fix }),
      };
    }
  },
};

/** What is said of a client, by the name of what makes it. */
function told(name: string, text: string): Pick<CodeSite, 'mechanism' | 'advice'> {
  if (name === 'Jedis')
    return {
      mechanism: 'Each call creates a `Jedis`, which is one connection.',
      advice:
        'A `Jedis` is not thread-safe: keep a `JedisPool` in a `static final` field and borrow from it.',
    };
  // A client of Lettuce has no pool: threads share its connection.
  if (/^Redis(Cluster)?Client$/.test(name) && /\bio\.lettuce\b|\bcom\.lambdaworks\b/.test(text))
    return {
      mechanism: `Each call creates a \`${name}\`, whose connection serves only this call.`,
      advice:
        'Keep one client and one connection of it in `static final` fields: threads can share the connection, except for transactions and blocking commands.',
    };
  const keep = 'Keep one in a `static final` field';
  return {
    mechanism: `Each call creates a \`${name}\`, whose connection pool serves only this call.`,
    advice:
      name === 'OkHttpClient'
        ? `${keep}; if a call needs other timeouts, derive it with \`shared.newBuilder()\`.`
        : `${keep}.`,
  };
}

/** The type of a client that may be shared between threads; absent where the file does not know it by its name. */
function typeOf({ file }: Code, value: SyntaxNode, text: string): string | undefined {
  if (/^HttpClient\./.test(text)) return 'HttpClient';
  if (/^newOkHttpClient\b/.test(text)) return 'OkHttpClient';
  if (!/^HttpClients\.|^HttpClientBuilder\./.test(text)) return undefined;
  const declared = enclosing(value, ({ type }) => /^(resource|local_variable_declaration)$/.test(type));
  const type = declared === undefined ? '' : fieldText(declared, 'type');
  if (/^(Closeable)?HttpClient$/.test(type)) return type;
  const named = /^[ \t]*import\s+org\.apache\.(?:hc|http)[\w.]*\.(?:\*|CloseableHttpClient)\s*;/m;
  return named.test(file.text) ? 'CloseableHttpClient' : undefined;
}

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
