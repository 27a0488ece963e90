import type { Namespace } from '../../support/namespace.ts';
import { ServerProcess } from '../../support/serverProcess.ts';
import { budgets } from '../budgets.ts';
import { Peer } from '../peer.ts';
import { row, type Row } from '../row.ts';
import { median } from '../statistics.ts';
import { Ours } from './ours.ts';

/** As the tree asks; src/extension/views/pages.ts. */
const pageSize = 100;
const filter = 'state:time-wait peer:127.0.0.0/8 age:<30';

/**
 * From the click to the first rows in the client's hands, each time on a table that nothing was asked of yet, for each bare dump of
 * the same table. The dump runs in each round, because what else the machine does changes.
 */
export async function measureTree(
  namespace: Namespace,
  label: string,
  runs: number,
): Promise<readonly Row[]> {
  await using server = await ServerProcess.start(namespace);
  const ours = new Ours(server);
  await using bare = new Peer(namespace, 'bare netlink dump', ['bareDump']);
  const times = new Map<string, number[]>();
  const dumps: number[] = [];
  const timed = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const result = await work();
    const taken = times.get(what) ?? [];
    taken.push(performance.now() - start);
    times.set(what, taken);
    return result;
  };
  for (let index = 0; index < runs; index++) {
    dumps.push((await bare.run()).ms);
    const { inspection, roots } = await ours.inspect('sock_diag');
    const state = roots[0]?.id ?? '';
    const groups = await timed('expand TIME_WAIT', () => ask(state));
    const group = groups.rows[0];
    if (group === undefined) throw new Error('there is no destination');
    await timed('expand a destination', () => ask(group.id));
    await timed('its last page', () => ask(group.id, Math.max(0, group.children - pageSize)));
    await timed('filter', () => ours.filter({ inspection, filter }));
    const filtered = await timed('expand TIME_WAIT, filtered', () => ask(state, 0, filter));
    await timed('expand a destination, filtered', () => ask(filtered.rows[0]?.id ?? '', 0, filter));
    for (const grouping of ['destination', 'process'] as const)
      await timed(`group by ${grouping}`, () =>
        ours.filter({ inspection, shape: { grouping, sort: 'count' } }),
      );
    const shape = { grouping: 'process', sort: 'age' } as const;
    const { roots: sorted } = await ours.filter({ inspection, shape });
    const page = { inspection, shape, parent: sorted.at(-1)?.id ?? '', offset: 0, limit: pageSize };
    await timed('expand what no process holds, sorted by age', () => ours.children(page));

    function ask(parent: string, offset = 0, by?: string) {
      const params = { inspection, parent, offset, limit: pageSize };
      return ours.children(by === undefined ? params : { ...params, filter: by });
    }
  }
  return [...times].map(([what, taken]) =>
    row(
      {
        name: `${label} sockets: tree, first rows: ${what} : ${bare.name}`,
        unit: 'ms',
        medians: { median: median(taken), worst: Math.max(...taken), [bare.name]: median(dumps) },
        ratio: median(taken.map((ms, index) => ms / (dumps[index] ?? NaN))),
      },
      budgets.firstRows,
    ),
  );
}
