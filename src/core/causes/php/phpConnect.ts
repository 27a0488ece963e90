import { callsOf, escapeRegExp, fieldText } from '../code/code.ts';
import type { CodeCause, CodeSite } from '../code/codeCause.ts';
import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { Code } from '../code/code.ts';

/** A connection for each request of PHP, where a persistent one would outlive it. */
export const phpConnect: CodeCause = {
  id: 'php-connect',
  languages: ['php'],
  words: /\b(Redis|Predis|PDO|mysqli|mysqli_connect)\b/,
  symptoms: ['thrown-away'],
  *find(code) {
    const { text } = code.file;
    const isTool = /PHP_SAPI\s*===?\s*'cli'|\$argv\b|^#!/m.test(text);
    if (isTool) return;
    for (const node of callsOf(code)) yield* siteOf(code, node, text);
  },
};

function* siteOf(code: Code, node: SyntaxNode, text: string): Iterable<CodeSite> {
  if (node.type === 'member_call_expression') yield* redis(code, node, text);
  if (node.type === 'object_creation_expression') {
    const type = (node.namedChildren[0]?.text ?? '').replace(/^\\/, '');
    const list = node.namedChildren.find(({ type: kind }) => kind === 'arguments')?.text ?? '';
    if (
      /^(Predis\\)?Client$/.test(type) &&
      /\bPredis\b/.test(text) &&
      !/['"]persistent['"]\s*=>\s*(true|1)/.test(text) &&
      !/unix:/.test(list)
    ) {
      if (/tcp:|['"]host['"]|redis:|\$/.test(list))
        yield plain(
          node,
          'Predis opens a connection for each PHP request.',
          "Add `'persistent' => true` to its parameters: each php-fpm worker then keeps one connection.",
        );
    }
    if (type === 'PDO' && !/ATTR_PERSISTENT/.test(text) && isRemote(list))
      yield plain(
        node,
        'Each PHP request opens a connection to the database.',
        'Set `PDO::ATTR_PERSISTENT => true`: each worker keeps one connection, with its session state.',
      );
    if (type === 'mysqli' && isRemoteHost(list))
      yield plain(
        node,
        'Each PHP request opens a connection to the database.',
        'Put `p:` before the host: each worker keeps one connection, with its session state.',
      );
  }
  if (
    node.type === 'function_call_expression' &&
    fieldText(node, 'function') === 'mysqli_connect' &&
    isRemoteHost(fieldText(node, 'arguments'))
  )
    yield plain(
      node,
      'Each PHP request opens a connection to the database.',
      'Put `p:` before the host: each worker keeps one connection, with its session state.',
    );
}

function* redis(code: Code, node: SyntaxNode, text: string): Iterable<CodeSite> {
  const object = fieldText(node, 'object');
  const method = fieldText(node, 'name');
  const name = node.childForFieldName('name');
  const o = escapeRegExp(object);
  if (!new RegExp(`${o}\\s*=\\s*new\\s+\\\\?Redis\\b`).test(text) || name === null) return;
  const list = fieldText(node, 'arguments');
  if (/^(connect|open)$/.test(method) && !/^\(\s*['"](\/|unix:)/.test(list) && !/\bpconnect\b/.test(text)) {
    const closing = new RegExp(`${o}\\s*->\\s*close\\s*\\(\\s*\\)\\s*;?`).exec(text);
    yield {
      node,
      mechanism: 'Each PHP request opens a connection to Redis and closes it at the end.',
      advice:
        'Use `pconnect`, and remove `close()`, which closes persistent connections too. SELECT and MULTI then carry over to the next request.',
      fix: {
        title: 'Use a persistent connection',
        isSafe: false,
        edits: [
          code.file.edit(name.startIndex, name.endIndex, 'pconnect'),
          ...(closing === null ? [] : [code.file.remove(closing.index, closing.index + closing[0].length)]),
        ],
      },
    };
  }
  if (method === 'close' && new RegExp(`${o}\\s*->\\s*pconnect\\b`).test(text)) {
    const statement = node.parent?.type === 'expression_statement' ? node.parent : node;
    yield {
      node,
      mechanism: '`close()` closes the persistent connection, so each PHP request opens another one.',
      advice: 'Remove `close()`.',
      fix: {
        title: 'Remove close()',
        isSafe: false,
        edits: [code.file.remove(statement.startIndex, statement.endIndex)],
      },
    };
  }
}

function plain(node: SyntaxNode, mechanism: string, advice: string): CodeSite {
  return { node, mechanism, advice };
}

/** A DSN that names a host over TCP: `localhost` is a socket of a file for MySQL. */
function isRemote(list: string): boolean {
  const dsn = /(pgsql|mysql):[^'"]*host=([\w.-]+)/.exec(list);
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
