import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';

/** Fewer requests than these, and a worker's connections serve hardly any. */
const fewRequests = 20;

/** A worker that ends when it was idle for so many seconds serves hardly any. */
const shortIdle = 2;

/** Settings of PHP and of php-fpm's pools that end persistent connections, or do not allow them. */
export function phpIniSites(file: CauseFile): readonly ConfigSite[] {
  const sites: ConfigSite[] = [];
  let at = 0;
  for (const section of file.text.split(/^(?=[ \t]*\[)/m)) {
    sites.push(...sitesOfSection(file, section, at));
    at += section.length;
  }
  return sites;
}

/** The sites of a pool of php-fpm, or of another section, whose text begins at a place of the file. */
function sitesOfSection(file: CauseFile, section: string, at: number): readonly ConfigSite[] {
  // The workers of such a pool start when requests arrive: other pools do not heed the idle timeout.
  const isOnDemand = /^[ \t]*pm[ \t]*=[ \t]*ondemand\b/m.test(section);
  const setting =
    /^[ \t]*(pm\.max_requests|pm\.process_idle_timeout|(?:mysqli|pgsql|odbc|oci8)\.allow_persistent)[ \t]*=[ \t]*([^\s;]+)/gm;
  return Array.from(section.matchAll(setting)).flatMap((found): readonly ConfigSite[] => {
    const [whole, name = '', value = ''] = found;
    const start = at + found.index + (whole.length - whole.trimStart().length);
    const end = at + found.index + whole.length;
    const place = { file, start, end, symptoms: ['thrown-away'] as const, destinations: [] };
    if (name === 'pm.process_idle_timeout')
      return /^[1-9]\d*s?$/.test(value) && parseInt(value, 10) <= shortIdle && isOnDemand
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
