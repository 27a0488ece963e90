import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { type Code, enclosing, escapeRegExp, fieldText, functionAround, hasWord, wordsOf } from './code.ts';

/** The arguments of libraries that say where to. */
const whereTo = /\b(?:url|uri|dsn|host|hostname|conninfo|connection_?string)["']?\s*[:=]\s*([\w$]+)\s*[,)}]/i;

/**
 * Whether the caller of a function, or the loop around it, says where a connection leads: it may lead elsewhere each time, and then there is nothing to
 * share. `call` opens it.
 */
export function isCallersChoice(code: Code, call: SyntaxNode): boolean {
  // A context of Go is handed along, and leads nowhere.
  const text = fieldText(call, 'arguments').replace(/^\(\s*(ctx|context\.\w+\(\))\s*,\s*/, '(');
  const name = /^\(\s*([\w$]+)\s*[,)]/.exec(text)?.[1] ?? whereTo.exec(text)?.[1];
  if (name === undefined) return false;
  for (let around = functionAround(code, call); around !== undefined; around = functionAround(code, around))
    if (hasWord(fieldText(around, 'parameters') || fieldText(around, 'parameter'), name)) return true;
  return isOfLoop(code, call, name);
}

/** `for host in hosts`: each turn connects to another one, by its name or by one made of it. */
function isOfLoop({ shape }: Code, call: SyntaxNode, name: string): boolean {
  const loop = enclosing(call, ({ type }) => shape.loops.has(type));
  if (loop === undefined) return false;
  const range = loop.namedChildren.find(({ type }) => type === 'range_clause') ?? loop;
  const turns = wordsOf(fieldText(range, 'left')).filter((word) => word !== '_');
  if (turns.includes(name)) return true;
  const given = new RegExp(`(?<![\\w$.])${escapeRegExp(name)}\\s*:?=(?!=)([^\\n;]*)`).exec(loop.text)?.[1];
  return given !== undefined && turns.some((word) => hasWord(given, word));
}
