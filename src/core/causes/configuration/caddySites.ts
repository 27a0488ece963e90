import { type CaddyDirective, parseCaddyfile } from '../../parse/caddyfile.ts';
import type { CauseFile } from '../causeFile.ts';
import type { ConfigSite } from '../configSite.ts';

/** Caddy's `reverse_proxy` with keep-alive off, or with a pool that is smaller than the default of 32 for each server. */
export function caddySites(file: CauseFile): readonly ConfigSite[] {
  return proxiesIn(parseCaddyfile(file.text)).flatMap((proxy) =>
    linesIn(proxy).flatMap((line): readonly ConfigSite[] => {
      const [name, value] = line.words;
      const isOff = name === 'keepalive' && (value === 'off' || value === '0');
      const idle = name === 'keepalive_idle_conns_per_host' ? Number(value) : NaN;
      if (!isOff && !(idle < 32)) return [];
      return [
        {
          cause: 'caddy-keepalive',
          file,
          start: line.start,
          end: line.end,
          mechanism: isOff
            ? '`keepalive off` opens a connection to the server for each request.'
            : `Caddy keeps at most ${String(idle)} idle connections for each server; additional concurrent ones are closed after one request.`,
          advice: isOff
            ? 'Remove the line: Caddy then keeps connections for 2 minutes.'
            : 'Remove the line: the default is 32, or set the number of concurrent requests.',
          symptoms: isOff ? ['asked-to-close', 'thrown-away'] : ['small-pool', 'thrown-away'],
          destinations: serversOf(proxy),
          // A handful serves a small site well.
          ...(!isOff && idle > 4 && { needsEvidence: true as const }),
          fix: {
            title: isOff ? 'Keep connections' : 'Keep 32 idle connections for each server',
            isSafe: true,
            edits: [file.remove(line.start, line.end)],
          },
        },
      ];
    }),
  );
}

function proxiesIn(directives: readonly CaddyDirective[]): readonly CaddyDirective[] {
  const isProxy = ({ words: [name] }: CaddyDirective): boolean =>
    name === 'reverse_proxy' || name === 'php_fastcgi';
  return walk(directives, isProxy).filter(isProxy);
}

function linesIn({ block }: CaddyDirective): readonly CaddyDirective[] {
  return walk(block, () => false);
}

/**
 * The directives and those in their blocks, in the order of the file, but not those in the blocks of `isWhole`. Into one list and
 * without recursion: a file may nest blocks without an end.
 */
function walk(
  directives: readonly CaddyDirective[],
  isWhole: (one: CaddyDirective) => boolean,
): readonly CaddyDirective[] {
  const found: CaddyDirective[] = [];
  const rest = directives.toReversed();
  for (let one = rest.pop(); one !== undefined; one = rest.pop()) {
    found.push(one);
    if (!isWhole(one)) for (const inner of one.block.toReversed()) rest.push(inner);
  }
  return found;
}

function serversOf({ words, block }: CaddyDirective): readonly string[] {
  const to = block.filter((one) => one.words[0] === 'to').flatMap((one) => one.words.slice(1));
  return [...words.slice(1), ...to].flatMap((word) => {
    const address = /^(?:https?:\/\/|h2c:\/\/)?([\w.-]+|\[[\da-f:]+\])?:(\d{1,5})\b/i.exec(word);
    return address === null ? [] : [`${address[1] ?? 'localhost'}:${address[2] ?? ''}`];
  });
}
