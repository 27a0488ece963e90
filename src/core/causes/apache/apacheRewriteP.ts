import type { ApacheDirective } from '../../parse/apacheConf.ts';
import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';
import { originOf } from './origin.ts';

/** `RewriteRule … [P]` to an origin that no `ProxyPass` or `<Proxy>` names: the default worker never keeps a connection. */
export function* apacheRewriteP(
  file: CauseFile,
  directives: readonly ApacheDirective[],
): Iterable<ConfigSite> {
  const named = new Set(
    directives.flatMap(({ name, args }, at) => {
      const isWorker =
        /^ProxyPass$/i.test(name) ||
        (/^<Proxy>$/i.test(name) && /^ProxySet$/i.test(directives[at + 1]?.name ?? ''));
      const origin = isWorker ? originOf(args) : undefined;
      return origin === undefined ? [] : [origin];
    }),
  );
  for (const { name, args, start, end, around } of directives) {
    if (!/^RewriteRule$/i.test(name) || !/\[[^\]]*\b(P|proxy)\b[^\]]*\]/.test(args[2] ?? '')) continue;
    const target = args[1] ?? '';
    const origin = originOf([target]);
    // Balancers have workers of their own; WebSocket connections live long.
    if (
      /^(balancer|unix|wss?):/i.test(target) ||
      target.includes('unix:') ||
      (origin !== undefined && named.has(origin))
    )
      continue;
    if (origin === undefined && !/^https?:/i.test(target)) continue;
    const url = /^(https?:\/\/[^/]+)/i.exec(target)?.[1] ?? '';
    const section = lastBefore(file, start);
    yield {
      cause: 'apache-rewrite-p',
      file,
      start,
      end,
      mechanism:
        'No worker is defined for this address, so Apache opens a connection for each request and closes it.',
      advice: 'Define a worker: `<Proxy "http://HOST:PORT/">` with `ProxySet enablereuse=on`.',
      symptoms: ['asked-to-close'],
      destinations: origin === undefined ? [] : [origin],
      ...(origin !== undefined &&
        !around.some((section) => perRequest.test(section)) && {
          fix: {
            title: `Keep connections to ${origin}`,
            isSafe: true,
            edits: [
              file.insert(
                section,
                `<Proxy "${url}/">\n${file.indent(start)}  ProxySet enablereuse=on\n${file.indent(start)}</Proxy>\n${file.indent(start)}`,
              ),
            ],
          },
        }),
    };
  }
}

/** Apache does not start with a `<Proxy>` in one of these. Source: apache/httpd, modules/proxy/mod_proxy.c, proxysection(). */
const perRequest =
  /^(Directory|DirectoryMatch|Location|LocationMatch|Files|FilesMatch|If|ElseIf|Else|Proxy|ProxyMatch|Limit|LimitExcept)\b/i;

/** Before the rule, and before the conditions that belong to it. */
function lastBefore(file: CauseFile, start: number): number {
  let at = start;
  for (
    let line = file.position(start).line - 1;
    line >= 0 && /^\s*RewriteCond\b/i.test(file.lineText(line));
    line -= 1
  ) {
    const text = file.lineText(line);
    at = file.lineStart(at) - 1;
    at = file.lineStart(at) + (text.length - text.trimStart().length);
  }
  return at;
}
