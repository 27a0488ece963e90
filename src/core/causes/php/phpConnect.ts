import { callsOf, escapeRegExp, fieldText, oncePerFile } from '../code/code.ts';
import type { CodeCause, CodeSite } from '../code/codeCause.ts';
import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { Code } from '../code/code.ts';
import type { TextEdit } from '../../model/textRange.ts';
import { isToolOfPhp } from './isToolOfPhp.ts';
import { areInPlace, persistentFix } from './persistentFix.ts';

/** A connection for each request of PHP, where a persistent one would outlive it. */
export const phpConnect: CodeCause = {
  id: 'php-connect',
  languages: ['php'],
  words: /\b(Redis|Predis|PDO|mysqli|mysqli_connect|pg_connect|Memcached)\b/,
  symptoms: ['thrown-away'],
  *find(code) {
    const { text } = code.file;
    if (isToolOfPhp(text)) return;
    for (const node of callsOf(code)) yield* siteOf(code, node, text);
  },
};

function* siteOf(code: Code, node: SyntaxNode, text: string): Iterable<CodeSite> {
  if (node.type === 'member_call_expression') yield* redis(code, node, text);
  if (node.type === 'object_creation_expression') {
    const type = (node.namedChildren[0]?.text ?? '').replace(/^\\/, '');
    const args = node.namedChildren.find(({ type: kind }) => kind === 'arguments');
    const list = args?.text ?? '';
    const fix = persistentFix(code, type.replace(/^Predis\\/, ''), args);
    if (
      /^(Predis\\)?Client$/.test(type) &&
      /\bPredis\b/.test(text) &&
      !/['"]persistent['"]\s*=>\s*(true|1)|[?&]persistent=1/.test(text) &&
      !/unix:/.test(list)
    ) {
      if (/tcp:|['"]host['"]|redis:|\$/.test(list))
        yield {
          ...redisCall(node),
          mechanism: 'Predis opens a connection for each PHP request.',
          advice:
            "Add `'persistent' => true` to its parameters: each php-fpm worker then keeps one connection.",
          ...(fix && { fix }),
        };
    }
    if (type === 'Redis' && /['"]host['"]/.test(list) && !/['"]persistent['"]\s*=>/.test(list))
      yield {
        ...redisCall(node),
        mechanism: 'Each PHP request opens a connection to Redis and closes it at the end.',
        advice: "Add `'persistent' => true` to its options: each php-fpm worker then keeps one connection.",
        ...(fix && { fix }),
      };
    if (type === 'PDO' && !/ATTR_PERSISTENT/.test(text) && isRemote(list))
      yield {
        node,
        mechanism: 'Each PHP request opens a connection to the database.',
        advice:
          'Set `PDO::ATTR_PERSISTENT => true`: each worker keeps one connection, with its session state.',
        ...(fix && { fix }),
      };
    if (type === 'mysqli' && isRemoteHost(list)) yield mysqli(code, node, args);
    if (type === 'Memcached' && list.replace(/\s/g, '').length <= 2 && /->addServers?\s*\(/.test(text))
      yield {
        node,
        usualPort: 11_211,
        mechanism: 'Each PHP request opens a connection to Memcached and closes it at the end.',
        advice:
          'Give it a name (`new Memcached("pool")`), and call `addServer` only if `getServerList()` is empty: each worker then keeps its connections.',
      };
  }
  if (node.type === 'function_call_expression' && fieldText(node, 'function') === 'pg_connect')
    yield* postgres(code, node);
  if (
    node.type === 'function_call_expression' &&
    fieldText(node, 'function') === 'mysqli_connect' &&
    isRemoteHost(fieldText(node, 'arguments'))
  )
    yield mysqli(code, node, node.childForFieldName('arguments'));
}

function redisCall(node: SyntaxNode): Pick<CodeSite, 'node' | 'usualPort'> {
  return { node, usualPort: 6379 };
}

function mysqli(code: Code, node: SyntaxNode, args: SyntaxNode | null | undefined): CodeSite {
  const fix = persistentFix(code, 'mysqli', args ?? undefined);
  return {
    node,
    usualPort: 3306,
    mechanism: 'Each PHP request opens a connection to the database.',
    advice: 'Put `p:` before the host: each worker keeps one connection, with its session state.',
    ...(fix && { fix }),
  };
}

/** `pg_connect("host=… dbname=…")`; without a host, it is a socket of the file system. */
function* postgres({ file }: Code, node: SyntaxNode): Iterable<CodeSite> {
  const name = node.childForFieldName('function');
  const list = fieldText(node, 'arguments');
  if (name === null || /\bhost\s*=\s*['"]?\//.test(list) || !/\bhost\s*=|\$/.test(list)) return;
  yield {
    node,
    usualPort: 5432,
    ...(!/\bhost\s*=/.test(list) && { needsEvidence: true as const }),
    mechanism: 'Each PHP request opens a connection to the database.',
    advice: 'Use `pg_pconnect`: each worker keeps one connection, with its session state.',
    fix: {
      title: 'Use a persistent connection',
      isSafe: false,
      edits: [file.edit(name.startIndex, name.endIndex, 'pg_pconnect')],
    },
  };
}

function* redis(code: Code, node: SyntaxNode, text: string): Iterable<CodeSite> {
  const object = fieldText(node, 'object');
  const method = fieldText(node, 'name');
  const name = node.childForFieldName('name');
  const o = escapeRegExp(object);
  if (!new RegExp(`${o}\\s*=\\s*new\\s+\\\\?Redis\\b`).test(text) || name === null) return;
  const list = fieldText(node, 'arguments');
  if (/^(connect|open)$/.test(method) && !/^\(\s*['"](\/|unix:)/.test(list) && !/\bpconnect\b/.test(text)) {
    const closes = closesOf(code).get(object) ?? [];
    const closing = closes.slice(0, mostCloses).flatMap((call) => withoutStatement(code, call) ?? []);
    const isWhole =
      closes.length <= mostCloses &&
      closing.length === closes.length &&
      areInPlace(node.childForFieldName('arguments'));
    yield {
      ...redisCall(node),
      mechanism: 'Each PHP request opens a connection to Redis and closes it at the end.',
      advice:
        'Use `pconnect`, and remove `close()`, which closes persistent connections too. SELECT and MULTI then carry over to the next request.',
      ...(isWhole && {
        fix: {
          title: 'Use a persistent connection',
          isSafe: false,
          edits: [code.file.edit(name.startIndex, name.endIndex, 'pconnect'), ...closing],
        },
      }),
    };
  }
  if (method === 'close' && new RegExp(`${o}\\s*->\\s*pconnect\\b`).test(text)) {
    const edit = withoutStatement(code, node);
    yield {
      node,
      mechanism: '`close()` closes the persistent connection, so each PHP request opens another one.',
      advice: 'Remove `close()`.',
      ...(edit && { fix: { title: 'Remove close()', isSafe: false, edits: [edit] } }),
    };
  }
}

/** More calls of `close()` are not one connection's. */
const mostCloses = 20;

/** The calls of `close()`, by what they close. */
const closesOf = oncePerFile((code): ReadonlyMap<string, readonly SyntaxNode[]> => {
  const closes = new Map<string, SyntaxNode[]>();
  for (const call of callsOf(code)) {
    if (call.type !== 'member_call_expression' || fieldText(call, 'name') !== 'close') continue;
    const object = fieldText(call, 'object');
    closes.set(object, [...(closes.get(object) ?? []).slice(0, mostCloses), call]);
  }
  return closes;
});

const blocks = /^(program|compound_statement|colon_block|case_statement|default_statement)$/;

/** Takes a call out; absent where it is more, or less, than a statement of a block. */
function withoutStatement({ file }: Code, call: SyntaxNode): TextEdit | undefined {
  const { parent } = call;
  return parent?.type === 'expression_statement' && blocks.test(parent.parent?.type ?? '')
    ? file.remove(parent.startIndex, parent.endIndex)
    : undefined;
}

/** A DSN that names a host over TCP: `localhost` is a socket of a file for MySQL. */
function isRemote(list: string): boolean {
  const dsn = /(pgsql|mysql):[^'"]{0,300}host=([\w.-]+)/.exec(list);
  return (
    dsn !== null &&
    !/unix_socket/.test(list) &&
    !(dsn[1] === 'mysql' && dsn[2] === 'localhost') &&
    !dsn[2]?.startsWith('/')
  );
}

function isRemoteHost(list: string): boolean {
  const host = /^\(\s*['"]([^'"]+)['"]/.exec(list)?.[1];
  return host !== undefined && host !== 'localhost' && !host.startsWith('p:');
}
