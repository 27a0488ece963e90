import type { ApacheDirective } from '../../parse/apacheConf.ts';
import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';
import { originOf } from './origin.ts';

const off = /^(disablereuse=on|enablereuse=off)$/i;

/** Reuse of connections switched off in mod_proxy. */
export function* apacheDisableReuse(
  file: CauseFile,
  directives: readonly ApacheDirective[],
): Iterable<ConfigSite> {
  for (const { name, args, start, end, around } of directives) {
    const isProxy = /^(ProxyPass|ProxyPassMatch|ProxySet|BalancerMember)$/i.test(name);
    const word = isProxy ? args.find((arg) => off.test(arg)) : undefined;
    const isEnvironment =
      /^(SetEnv|SetEnvIf|SetEnvIfNoCase|BrowserMatch)$/i.test(name) &&
      args.some((arg) => /^(proxy-nokeepalive|force-proxy-request-1\.0)(=1)?$/i.test(arg));
    if (word === undefined && !isEnvironment) continue;
    const origin = originOf([...args, ...around]);
    const text = file.text.slice(start, end).toLowerCase();
    const at = word === undefined ? undefined : text.indexOf(word.toLowerCase());
    yield {
      cause: 'apache-disablereuse',
      file,
      start,
      end,
      mechanism:
        'Apache closes the connection to the server after each request, because reuse is turned off here.',
      advice: 'Remove it, so that connections to the server are kept.',
      symptoms: ['asked-to-close'],
      destinations: origin === undefined ? [] : [origin],
      fix: {
        title: word === undefined ? `Remove ${name}` : `Remove ${word}`,
        isSafe: true,
        edits: [
          at === undefined || word === undefined || args.length === 1
            ? file.remove(start, end)
            : file.edit(start + withoutGap(text.slice(0, at)).length, start + at + word.length, ''),
        ],
      },
    };
  }
}

/** A backslash that continued the line goes, too: left alone, it would take the next directive into this one. */
function withoutGap(before: string): string {
  let left = before.trimEnd();
  while (left.endsWith('\\') && /^\r?\n/.test(before.slice(left.length, left.length + 2)))
    left = left.slice(0, -1).trimEnd();
  return left;
}
