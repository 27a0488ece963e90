import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';

/** Fewer requests than these, and a worker's connections serve hardly any. */
const fewRequests = 20;

/** A worker that ends when it was idle for so many seconds serves hardly any. */
const shortIdle = 2;

/** Settings of PHP and of php-fpm's pools that end persistent connections, or do not allow them. */
export function phpIniSites(file: CauseFile): readonly ConfigSite[] {
  const setting =
    /^[ \t]*(pm\.max_requests|pm\.process_idle_timeout|(?:mysqli|pgsql|odbc|oci8)\.allow_persistent)[ \t]*=[ \t]*([^\s;]+)/gm;
  return Array.from(file.text.matchAll(setting)).flatMap((found): readonly ConfigSite[] => {
    const [whole, name = '', value = ''] = found;
    const start = found.index + (whole.length - whole.trimStart().length);
    const end = found.index + whole.length;
    const place = { file, start, end, symptoms: ['thrown-away'] as const, destinations: [] };
    if (name === 'pm.process_idle_timeout')
      return /^[1-9]\d*s?$/.test(value) && parseInt(value, 10) <= shortIdle && isOnDemand(file.text, start)
        ? [
            {
              ...place,
              cause: 'php-pool',
              mechanism: `With \`pm = ondemand\`, a worker that is idle for ${value.replace(/s?$/, ' s')} ends, and its persistent connections end with it.`,
              advice:
                'Set `pm.process_idle_timeout` well above the pause between requests, for example to `10s`.',
              fix: {
                title: 'Let a worker wait 10 seconds',
                isSafe: false,
                edits: [file.edit(end - value.length, end, '10s')],
              },
            },
          ]
        : [];
    if (name === 'pm.max_requests')
      return /^\d+$/.test(value) && Number(value) > 0 && Number(value) <= fewRequests
        ? [
            {
              ...place,
              cause: 'php-pool',
              mechanism: `A worker ends after ${value} requests, and its persistent connections end with it.`,
              advice: 'Set `pm.max_requests` to 500 or more, or to 0 if no extension leaks memory.',
              fix: {
                title: 'Let a worker serve 500 requests',
                isSafe: false,
                edits: [file.edit(end - value.length, end, '500')],
              },
            },
          ]
        : [];
    return /^(0|off|no|false|none)$/i.test(value.replaceAll('"', ''))
      ? [
          {
            ...place,
            cause: 'php-pool',
            mechanism:
              'PHP does not allow persistent connections, so each request opens one to the database.',
            advice: `Set \`${name} = On\`, and limit the number of connections on the server.`,
            fix: {
              title: 'Allow persistent connections',
              isSafe: false,
              edits: [file.edit(end - value.length, end, 'On')],
            },
          },
        ]
      : [];
  });
}

/** Whether the pool that a place is in starts its workers when requests arrive: other pools do not heed this setting. */
function isOnDemand(text: string, at: number): boolean {
  const before =
    text
      .slice(0, at)
      .split(/^[ \t]*\[/m)
      .at(-1) ?? '';
  const after = text.slice(at).split(/^[ \t]*\[/m)[0] ?? '';
  return /^[ \t]*pm[ \t]*=[ \t]*ondemand\b/m.test(before + after);
}
