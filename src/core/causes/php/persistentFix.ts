import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { TextEdit } from '../../model/textRange.ts';
import type { SiteFix } from '../cause.ts';
import type { Code } from '../code/code.ts';

/** Whether each argument is in its place: none is named, none is spread. */
export function areInPlace(args: SyntaxNode | null | undefined): boolean {
  return (args?.namedChildren ?? []).every(
    ({ type, namedChildren: [value, ...more] }) =>
      type === 'comment' ||
      (more.length === 0 && value?.type !== 'variadic_unpacking' && type === 'argument'),
  );
}

/**
 * Makes the connection of a client one that outlives the request; absent where its arguments are no literals, named or spread.
 */
export function persistentFix(code: Code, type: string, args: SyntaxNode | undefined): SiteFix | undefined {
  if (!areInPlace(args)) return undefined;
  const values = args?.namedChildren.flatMap(({ namedChildren: [value] }) => value ?? []) ?? [];
  const edit = type === 'PDO' ? ofPdo(code, values) : ofFirst(code, type, values[0]);
  return edit === undefined
    ? undefined
    : { title: 'Use a persistent connection', isSafe: false, edits: [edit] };
}

function ofFirst({ file }: Code, type: string, first: SyntaxNode | undefined): TextEdit | undefined {
  if (first === undefined) return undefined;
  if (first.type === 'array_creation_expression')
    // A list is one of servers, each with its own parameters.
    return /^(Client|Redis)$/.test(type) && namesServer(first)
      ? withEntry(file, first, "'persistent' => true")
      : undefined;
  if (!/^(string|encapsed_string)$/.test(first.type) || !/^['"]/.test(first.text)) return undefined;
  if (type === 'mysqli') return file.insert(first.startIndex + 1, 'p:');
  return type === 'Client' && /^['"](tcp|redis):/.test(first.text)
    ? file.insert(first.endIndex - 1, `${first.text.includes('?') ? '&' : '?'}persistent=1`)
    : undefined;
}

function namesServer({ namedChildren }: SyntaxNode): boolean {
  return namedChildren.some(({ text }) => /^['"](host|scheme)['"]\s*=>/.test(text));
}

/** Data source, user, password, options. */
function ofPdo({ file }: Code, values: readonly SyntaxNode[]): TextEdit | undefined {
  const [last] = values.slice(-1);
  const [, , , options] = values;
  if (last === undefined) return undefined;
  if (options?.type === 'array_creation_expression')
    return withEntry(file, options, 'PDO::ATTR_PERSISTENT => true');
  if (options !== undefined) return undefined;
  return file.insert(last.endIndex, `${', null'.repeat(3 - values.length)}, [PDO::ATTR_PERSISTENT => true]`);
}

function withEntry(file: Code['file'], array: SyntaxNode, entry: string): TextEdit | undefined {
  if (!array.text.startsWith('[')) return undefined;
  return file.insert(array.startIndex + 1, array.namedChildren.length === 0 ? entry : `${entry}, `);
}
