import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { type Code, functionAround } from './code.ts';
import { functionName, scopeOf } from './scope.ts';

/** What signs in, updates, downloads or subscribes does so once in a while; in snake case. */
const rareNames =
  /^_*((re_?)?(auth|authenticate|authori[sz]e|login|log_in|signin|sign_in|logout|log_out|signout|sign_out)(_\w+)?|(get|fetch|request|refresh|renew|obtain|acquire|generate|create|retrieve|ensure|exchange)_(\w+_)?(token|credential|api_?key|license)s?|(check|fetch|get|find)_(for_)?(\w+_)?(version|update|release)s?|version_check|download(_\w+)?|install_\w+|(un)?subscribe|enabled|is_(available|installed|enabled))$/;

/** Folders with the commands of a tool. */
const commandFolders = /(^|\/)(cli|commands)\//i;

/** Whether a line runs so seldom, by its name or its place, that only sockets can tell that it matters. A loop runs often. */
export function isRare(code: Code, node: SyntaxNode): boolean {
  if (scopeOf(code, node).isInLoop) return false;
  if (commandFolders.test(code.file.path)) return true;
  for (let around = functionAround(code, node); around !== undefined; around = functionAround(code, around)) {
    const name = functionName(around);
    if (name !== '') return rareNames.test(snakeCase(name));
  }
  return false;
}

function snakeCase(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
}
