import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { type Code, fieldText, functionAround, hasWord } from './code.ts';

/** The arguments of libraries that say where to. */
const whereTo = /\b(?:url|uri|dsn|host|hostname|conninfo|connection_?string)["']?\s*[:=]\s*([\w$]+)\s*[,)}]/i;

/**
 * Whether the caller of a function says where a connection leads: it may lead elsewhere each time, and then there is nothing to
 * share. `call` opens it.
 */
export function isCallersChoice(code: Code, call: SyntaxNode): boolean {
  const text = fieldText(call, 'arguments');
  const name = /^\(\s*([\w$]+)\s*[,)]/.exec(text)?.[1] ?? whereTo.exec(text)?.[1];
  if (name === undefined) return false;
  for (let around = functionAround(code, call); around !== undefined; around = functionAround(code, around))
    if (hasWord(fieldText(around, 'parameters') || fieldText(around, 'parameter'), name)) return true;
  return false;
}
