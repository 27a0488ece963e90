import assert from 'node:assert/strict';
import { once } from 'node:events';
import net from 'node:net';
import type { SocketQuery } from '../../src/core/collect/collector.ts';
import { sockDiagCollector } from '../../src/core/collect/sockDiagCollector.ts';
import { valueOf } from '../../src/core/model/outcome.ts';
import { TcpState } from '../../src/core/model/tcpState.ts';
import { LocalHost } from '../../src/host/localHost.ts';
import { cliPath } from '../support/cli.ts';
import { ssCounts } from '../support/kernelCounts.ts';
import type { Namespace } from '../support/namespace.ts';
import { nodePath } from '../support/paths.ts';
import { Setup } from '../support/setup.ts';
import type { Traffic } from '../support/traffic.ts';

interface Listed {
  readonly schema: string;
  readonly collector: string;
  readonly sockets: readonly {
    readonly state: string;
    readonly local: { readonly port: number };
    readonly processes: readonly { readonly pid: number }[];
  }[];
}

describe('a query for fewer sockets', () => {
  it('is answered by the kernel: nothing else comes back', async () => {
    const server = net.createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    const client = net.connect(port, '127.0.0.1');
    await once(client, 'connect');
    try {
      const collect = async (query: SocketQuery): Promise<readonly (readonly [number, number])[]> => {
        const host = new LocalHost();
        const facts = valueOf(await host.facts());
        assert.ok(facts);
        const outcome = await sockDiagCollector.collect(host, facts, new AbortController().signal, query);
        const table = valueOf(outcome)?.table;
        return Array.from(table?.state ?? [], (state, row) => [state, table?.localPort[row] ?? 0] as const);
      };
      const all = await collect({ localPort: port });
      assert.deepEqual([...all].sort(), [
        [TcpState.ESTABLISHED, port],
        [TcpState.LISTEN, port],
      ]);
      assert.deepEqual(await collect({ localPort: port, states: [TcpState.LISTEN] }), [
        [TcpState.LISTEN, port],
      ]);
      const listening = await collect({ states: [TcpState.LISTEN] });
      assert.ok(listening.length > 0 && listening.every(([state]) => state === TcpState.LISTEN));
    } finally {
      client.destroy();
      server.close();
    }
  });
});

describe('sockets on the command line', function () {
  this.timeout(30_000);
  const setup = new Setup();
  let namespace: Namespace;
  let traffic: Traffic;

  before(async () => {
    namespace = await setup.namespace();
    traffic = setup.traffic(namespace);
    await traffic.clientTimeWait({ count: 90, address: '127.0.1.1', port: 8001 });
    await traffic.serverTimeWait({ count: 40, address: '::1', port: 8002 });
    await traffic.established({ count: 7, address: '127.0.0.1', port: 8002 });
    await traffic.closeWait({ count: 5, address: '127.0.0.1', port: 8003 });
  });

  async function list(filter: string, collector = 'auto'): Promise<Listed> {
    const options = ['--json', '--collector', collector];
    const args = [cliPath, 'sockets', ...options, '--', ...filter.split(' ').filter(Boolean)];
    return JSON.parse(await namespace.runOk(nodePath, args)) as Listed;
  }

  it('are all there without a filter', async () => {
    const { schema, collector, sockets } = await list('');
    const kernel = await ssCounts(namespace);
    assert.equal(schema, 'socket-diagnostics/sockets');
    assert.equal(collector, 'sock_diag');
    assert.equal(
      sockets.length,
      Object.values(kernel).reduce((sum, count) => sum + count, 0),
    );
  });

  for (const collector of ['sock_diag', 'ss', 'proc']) {
    it(`are the same with ${collector}, whether the kernel leaves out the others or we do`, async () => {
      const count = async (filter: string): Promise<number> => (await list(filter, collector)).sockets.length;
      assert.equal(await count('state:time-wait'), 130);
      assert.equal(await count('lport:8002'), 40 + 7 + 2);
      assert.equal(await count('lport:8002 state:time-wait'), 40);
      assert.equal(await count('lport:8002 state:estab state:listen'), 7 + 2);
      assert.equal(await count('-state:time-wait lport:8003'), 5 + 1);
      assert.equal(await count('lport:8001-8003 peer:::1'), 40);
      assert.equal(await count('lport:9'), 0);
    });
  }

  it('name their processes', async () => {
    const { sockets } = await list('state:close-wait');
    assert.equal(sockets.length, 5);
    for (const { processes } of sockets)
      assert.deepEqual(
        processes.map(({ pid }) => pid),
        [traffic.pid],
      );
  });

  it('are a table for people, and a word that is no filter is an error', async () => {
    const { stdout, status } = await namespace.run(nodePath, [cliPath, 'sockets', 'state:close-wait']);
    const [header = '', ...rows] = stdout.trim().split('\n');
    assert.match(header, /^Proto\s+State\s+Recv-Q\s+Send-Q\s+Local\s+Remote\s+Timer\s+Process$/);
    assert.deepEqual([rows.length, status], [5, 0]);
    const wrong = await namespace.run(nodePath, [cliPath, 'sockets', 'stat:x']);
    assert.equal(wrong.status, 3);
    assert.match(wrong.stderr, /Unknown keyword “stat:”/);
  });
});
