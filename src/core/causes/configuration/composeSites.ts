import { numberText } from '../../model/numberText.ts';
import { type ConfigNode, valueAt } from '../../parse/configTree.ts';
import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';
import { destinationsIn } from '../destinations.ts';
import { treesOf } from './treesOf.ts';

/** As for a probe of Kubernetes, which counts whole seconds: one that comes more often than every two. */
const longMs = 2000;
const timeWaitMs = 60_000;
/** Programs that open a connection over TCP and end; what talks over a socket of the file system has no ports. */
const connects =
  /(^|[\s/"'(;&|`])(curl|wget|nc|ncat|netcat|telnet|redis-cli)\s|\/dev\/tcp\/|\bpg_isready\b.*\s(-h|--host)/;
const bySocketFile =
  /\s--(abstract-)?unix-socket[\s=]|\b(nc|ncat|netcat)\s+(-\w+\s+)*-\w*U|\bredis-cli\s.*-s\s/;

/** A check of a compose file that connects every second or so: its program ends, and its connection with it. */
export function composeSites(file: CauseFile): readonly ConfigSite[] {
  return treesOf(file).flatMap((tree) =>
    (valueAt(tree, 'services')?.entries ?? []).flatMap(({ node }): readonly ConfigSite[] => {
      const check = valueAt(node, 'healthcheck');
      const interval = check?.entries.find(({ key }) => key === 'interval');
      const command = commandOf(valueAt(check, 'test'));
      const ms = milliseconds(interval?.node.text ?? '');
      if (interval === undefined || ms <= 0 || ms >= longMs || valueAt(check, 'disable')?.text === 'true')
        return [];
      if (!connects.test(command) || bySocketFile.test(command)) return [];
      // JSON has no text without quotes.
      const [quote = ''] = /^["']/.exec(file.text.slice(interval.node.start, interval.node.end)) ?? [];
      return [
        {
          cause: 'probe',
          file,
          start: interval.start,
          end: interval.node.end,
          mechanism: `The check opens a connection of its own every ${interval.node.text ?? ''}, so each container of this service keeps about ${numberText(Math.round(timeWaitMs / ms))} ports in TIME_WAIT.`,
          advice:
            'Set `interval` to 30s, the default, unless a failure must be noticed within a second. To detect readiness early, set `start_period` and `start_interval` instead.',
          symptoms: ['probe', 'thrown-away', 'asked-to-close'],
          destinations: destinationsIn(command),
          fix: {
            title: 'Check every 30 seconds',
            isSafe: false,
            edits: [file.edit(interval.node.start, interval.node.end, `${quote}30s${quote}`)],
          },
        },
      ];
    }),
  );
}

/** A text for the shell, or a list that begins with how it is run. */
function commandOf(test: ConfigNode | undefined): string {
  const words = (test?.items ?? []).map(({ text = '' }) => text);
  return words.length > 0 ? words.join(' ') : (test?.text ?? '');
}

const unitsMs: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Of `1s`, `500ms`, `1m30s`; 0, which is the default, of anything else. */
function milliseconds(text: string): number {
  if (!/^(\d+(\.\d+)?(us|ms|s|m|h))+$/.test(text)) return 0;
  const parts = text.matchAll(/([\d.]+)(us|ms|s|m|h)/g);
  return Array.from(parts).reduce((sum, [, n, unit = '']) => sum + Number(n) * (unitsMs[unit] ?? 0), 0);
}
