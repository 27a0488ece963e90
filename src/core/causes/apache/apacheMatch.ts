import type { ApacheDirective } from '../../parse/apacheConf.ts';
import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';
import { originOf } from './origin.ts';

/** `ProxyPassMatch` with `$1`: since 2.4.47 reuse is off there unless `enablereuse=on` says otherwise. */
export function* apacheMatch(file: CauseFile, directives: readonly ApacheDirective[]): Iterable<ConfigSite> {
  for (const { name, args, start, end, around } of directives) {
    if (!/^ProxyPassMatch$/i.test(name)) continue;
    const target = args.find((arg) => /^\w+:\/\//.test(arg)) ?? '';
    if (!/\$\d/.test(target) || !/^https?:/i.test(target)) continue;
    if (
      args.some((arg) => /^(enablereuse=|disablereuse=)/i.test(arg)) ||
      around.some((section) => /enablereuse/i.test(section))
    )
      continue;
    // Where the match is part of the authority, Apache ignores the option.
    if (/^https?:\/\/[^/]*\$\d/i.test(target)) continue;
    const origin = originOf([target]);
    yield {
      cause: 'apache-match',
      file,
      start,
      end,
      mechanism:
        'With a `$1` in its target, Apache (since 2.4.47) closes the connection to the server after each request.',
      advice: 'Add `enablereuse=on`.',
      symptoms: ['asked-to-close'],
      destinations: origin === undefined ? [] : [origin],
      fix: { title: 'Add enablereuse=on', isSafe: true, edits: [file.insert(end, ' enablereuse=on')] },
    };
  }
}
