import { baseName } from '../../model/pathText.ts';
import type { SyntaxNode } from '../../parse/syntaxTrees.ts';
import { type Code, functionAround } from './code.ts';
import { functionName, scopeOf } from './scope.ts';

/** What signs in, updates, downloads, checks or subscribes does so once in a while, and what runs a program once; in snake case. */
const rareNames =
  /^_*((re_?)?(auth|authenticate|authori[sz]e|login|log_in|signin|sign_in|logout|log_out|signout|sign_out)(_\w+)?|(get|fetch|request|refresh|renew|obtain|acquire|generate|create|retrieve|ensure|exchange)_(\w+_)?(token|credential|api_?key|license)s?|(do_)?(check|fetch|get|find)_(for_)?(\w+_)?(version|update|release)s?|version_check|(\w+_)?download(_\w+)?|(\w+_)?(oauth2?|oidc|openid|saml|sso)(_\w+)?|cas_callback|can_access|check_(\w+_)?(reachable|reachability|url|connection|connectivity|access)(_\w+)?|is_(\w+_)?reachable|(get_|fetch_)?latest_(\w+_)?version|(change|reset|forgot|update)_password|(delete|create|link|unlink)_account|(request|verify|exchange|confirm)_(\w+_)?code|send_(usage_)?(report|telemetry)|create_report|install_\w+|(un)?subscribe|enabled|run(_once)?|connect|ping|health_?check|is_(available|installed|enabled))$/;

/** Folders with the commands of a tool. Not Go's `cmd`, which has the main packages of services. */
const commandFolders = /(^|\/)(cli|commands?|plugins?\/(nagios|icinga)\w*|check_commands)\//i;
/** Files of what happens once in a while, in whole words: `healthcare` and `cart_updater` are products. */
const rareFiles =
  /(^|_)(update_?check(er)?|check_?updates?|(self|auto)_?updater?|version_?check(er)?|telemetry|health_?check(s|er)?)(_|$)|^(updater|probers?|health)$/;

/** Whether a line runs so seldom, by its name or its place, that only sockets can tell that it matters. A loop runs often. */
export function isRare(code: Code, node: SyntaxNode): boolean {
  if (scopeOf(code, node).isInLoop) return false;
  if (commandFolders.test(code.file.path) || rareFiles.test(nameOfFile(code.file.path))) return true;
  for (let around = functionAround(code, node); around !== undefined; around = functionAround(code, around)) {
    const name = functionName(around);
    if (name !== '') return rareNames.test(snakeCase(name));
  }
  return false;
}

/** In snake case, without what follows the last point: `health_check` of `src/health-check.py`. */
function nameOfFile(path: string): string {
  const name = baseName(path).replace(/\.\w+$/, '');
  return snakeCase(name).replace(/[.-]/g, '_');
}

function snakeCase(name: string): string {
  return name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();
}
