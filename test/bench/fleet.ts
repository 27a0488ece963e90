import { join } from 'node:path';
import { valueOf } from '../../src/core/model/outcome.ts';
import { fleetRequest } from '../../src/core/protocol/fleet.ts';
import { fetchIn } from '../support/fetchIn.ts';
import { Namespace } from '../support/namespace.ts';
import { nodePath, repository } from '../support/paths.ts';
import { PrometheusServer } from '../support/prometheusServer.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { thousandTargets } from '../support/simulatedTargets.ts';
import { waitFor } from '../support/waitFor.ts';
import { budgets } from './budgets.ts';
import { Peer } from './peer.ts';
import { row, type Row } from './row.ts';
import { pairedRuns, type Reader } from './sockets/pairs.ts';

const token = 'token';
const gate = 'http://127.0.0.1:9099';

/** What the Hosts view asks for with 1,000 hosts: how many queries, and how much longer than the slowest of them. */
export async function measureFleet(runs: number): Promise<readonly Row[]> {
  await using namespace = await Namespace.create();
  const support = (file: string): string => join(repository, 'test/support', file);
  namespace.spawn(nodePath, [support('simulatedExporters.ts')], { stdio: 'inherit' });
  await using prometheus = await PrometheusServer.start(namespace, {
    jobs: { farm: thousandTargets },
    interval: '15s',
  });
  const { url } = prometheus;
  namespace.spawn(nodePath, [support('prometheusGate.ts'), '9099', url, token], { stdio: 'inherit' });
  await waitFor(
    'all are scraped',
    () => prometheus.query('count(socket_diagnostics_verdict)'),
    ([all]) => all?.value[1] === String(thousandTargets.length),
    90_000,
  );
  await using server = await ServerProcess.start(namespace);
  const hosts: Reader = {
    name: 'hosts of Prometheus',
    run: async () => {
      const start = performance.now();
      const fleet = valueOf(await server.send(fleetRequest, { address: url }));
      return { ms: performance.now() - start, sockets: fleet?.hosts.length ?? 0 };
    },
  };
  await using slowest = new Peer(namespace, 'slowest query', ['slowestQuery', url]);
  const { medians, ratio } = await pairedRuns(hosts, slowest, runs);
  await server.send(fleetRequest, { address: gate, token });
  const queries = Number((await fetchIn(namespace, `${gate}/count`)).text);
  const name = '1,000 hosts: refresh of the Hosts view';
  return [
    row({ name: `${name} : its slowest query`, unit: 'ms', medians, ratio }, budgets.fleetToSlowestQuery),
    row({ name: `${name}, queries`, unit: 'queries', medians: { most: queries } }, budgets.fleetQueries),
  ];
}
