import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import type { SiteFix } from '../cause.ts';
import { callsOf, type Code, escapeRegExp, fieldText, functionAround } from '../code/code.ts';
import { inOrder, type CodeCause } from '../code/codeCause.ts';
import { ScriptImports } from './scriptImports.ts';

/** Nothing of an answer but these is read without its body. */
const harmless =
  /^\s*\??\.\s*(statusCode|statusMessage|status|ok|headers|rawHeaders|httpVersion|complete|url)\b/;

const ofNode = inOrder(/\bhttps?\b/, /\.(get|request)\s*\(/);

/** An answer whose body is never read: its connection is never given back. */
export const jsUnread: CodeCause = {
  id: 'js-unread',
  languages: ['javascript', 'jsx', 'typescript', 'tsx'],
  words: { test: (text) => ofNode.test(text) || /\bfetch\s*\(/.test(text) },
  symptoms: ['hoard'],
  *find(code) {
    const imports = new ScriptImports(code);
    for (const node of callsOf(code)) {
      const callee = fieldText(node, 'function').replace(/\s+/g, '');
      const module = imports.moduleOf(callee);
      if ((module === 'http' || module === 'https') && /\.(get|request)$|^(get|request)$/.test(callee)) {
        const callback = node.childForFieldName('arguments')?.namedChildren.at(-1);
        const chained =
          node.parent?.type === 'member_expression' && /\.(on|once)$/.test(node.parent.text.slice(-5))
            ? node.parent.parent
            : null;
        if (callback === undefined || !code.shape.functions.has(callback.type) || !leavesBody(callback))
          continue;
        // Nor does it matter to a program that ends then.
        if (/\.(destroy|abort)\s*\(|\bprocess\.exit\b/.test((chained ?? node).text)) continue;
        const fix = resumeEdit(code, callback);
        yield {
          node,
          mechanism: 'The body of the response is not read, so Node.js never releases the connection.',
          advice: 'Call `res.resume()` if you do not need the body.',
          ...(fix && { fix }),
        };
      } else if (
        callee === 'fetch' &&
        imports.moduleOf('fetch') !== 'node-fetch' &&
        isKeptUnread(code, node)
      ) {
        yield {
          node,
          mechanism: 'The response is kept but its body is never read, so the connection stays in use.',
          advice: 'Read the body, or cancel it with `await response.body?.cancel()`.',
        };
      }
    }
  },
};

function leavesBody(callback: SyntaxNode): boolean {
  const name = parameterName(callback);
  const body = callback.childForFieldName('body')?.text ?? '';
  if (name === undefined) return !/\barguments\b/.test(body);
  if (name === '') return false;
  return usesOf(body, name).every((after) => harmless.test(after));
}

/** Absent where there is no parameter, empty where it is a pattern. */
function parameterName(callback: SyntaxNode): string | undefined {
  const list = callback.childForFieldName('parameters') ?? callback.childForFieldName('parameter');
  const first = list === null ? undefined : list.type === 'identifier' ? list : list.namedChildren[0];
  if (first === undefined) return undefined;
  return /^[\w$]+/.exec(first.text)?.[0] ?? '';
}

function usesOf(text: string, name: string): readonly string[] {
  return Array.from(
    text.matchAll(new RegExp(`(?<![\\w$.])${escapeRegExp(name)}(?![\\w$])`, 'g')),
    ({ index }) => text.slice(index + name.length, index + name.length + 60),
  );
}

/** `const r = await fetch(url); kept.push(r)`, and nothing reads `r`. */
function isKeptUnread(code: Code, node: SyntaxNode): boolean {
  const declarator = node.parent?.type === 'await_expression' ? node.parent.parent : undefined;
  const name = declarator?.type === 'variable_declarator' ? fieldText(declarator, 'name') : '';
  const around = functionAround(code, node);
  if (!/^[\w$]+$/.test(name) || around === undefined) return false;
  const uses = [
    ...around.text.matchAll(
      new RegExp(`(\\.push\\s*\\(\\s*)?(?<![\\w$.])${escapeRegExp(name)}(?![\\w$])([^;]{0,40})`, 'g'),
    ),
  ].slice(1);
  return (
    uses.some(([, push]) => push !== undefined) &&
    uses.every(([, push, after = '']) => push !== undefined || harmless.test(after))
  );
}

function resumeEdit({ file }: Code, callback: SyntaxNode): SiteFix | undefined {
  const name = parameterName(callback);
  const body = callback.childForFieldName('body');
  if (name === undefined || name === '' || name === 'this' || body === null) return undefined;
  if (body.type === 'statement_block')
    return {
      title: 'Read and discard the response',
      isSafe: true,
      edits: [file.insert(body.startIndex + 1, ` ${name}.resume();`)],
    };
  return {
    title: 'Read and discard the response',
    isSafe: true,
    edits: [file.insert(body.startIndex, `{ ${name}.resume(); return `), file.insert(body.endIndex, '; }')],
  };
}
