import assert from 'node:assert/strict';
import { CauseWorkspace } from '../../../../src/core/causes/causeWorkspace.ts';
import { attachSites } from '../../../../src/core/causes/live/attachSites.ts';
import { noKnownNames } from '../../../../src/core/causes/live/destinationMatch.ts';
import type { CauseEvidence } from '../../../../src/core/causes/live/evidence.ts';
import { join } from '../../../../src/core/causes/live/join.ts';
import { withWatched } from '../../../../src/core/causes/live/watchedEvidence.ts';
import type {
  KindCounts,
  WatchedConnections,
  WatchedDestination,
} from '../../../../src/core/model/watched.ts';
import { noConnections } from '../../../support/noConnections.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';

const to = { remoteAddress: '10.0.0.5', remotePort: 8080 };
const spread = (median: number) => ({ total: 0, perConnection: { median, p95: median } });

function destination(
  kinds: Partial<KindCounts>,
  closedFirst = { us: 900, peer: 0, unknown: 0 },
): WatchedDestination {
  return {
    ...to,
    ended: 900,
    perSecond: 30,
    kinds: { ...noConnections.kinds, ...kinds },
    closedFirst,
    bytes: { sent: spread(145), received: spread(512) },
    segments: { out: { total: 0 }, in: { total: 0 } },
    retransmits: 0,
    exchanges: { median: 1, p95: 1 },
    processes: [],
  };
}

function watched(one: WatchedDestination, exactPid?: number): WatchedConnections {
  const connected = { act: 'connected', side: 'destination', name: 'python3', probably: false } as const;
  return {
    ...noConnections,
    seconds: 30,
    ended: 900,
    destinations: [one],
    ...(exactPid !== undefined && {
      exact: {
        lost: 0,
        counts: [{ ...connected, pid: exactPid, address: to.remoteAddress, port: to.remotePort, count: 900 }],
        countCount: 1,
        replays: [],
      },
    }),
  };
}

const timeWait: CauseEvidence = {
  subject: { kind: 'destination', localAddress: '10.0.0.1', ...to },
  symptoms: ['thrown-away', 'asked-to-close', 'small-pool'],
  counts: { timeWait: 900, established: 4, closeWait: 0 },
  ports: { used: 904, usable: 28_232 },
  closesPerSecond: 30,
  inodes: [],
};

async function judgedWith(evidence: readonly CauseEvidence[]) {
  const workspace = new CauseWorkspace(syntaxTrees);
  await workspace.update(
    'app.py',
    'import requests\ndef price(i):\n    return requests.get("http://10.0.0.5:8080/")\n',
  );
  const [site] = join({
    sites: workspace.sites(),
    folder: '/srv/shop',
    evidence,
    processes: [
      { pid: 7, name: 'python3', args: ['python3', 'app.py'], cwd: '/srv/shop' },
      { pid: 8, name: 'python3', args: ['python3', 'x.py'], cwd: '/srv/other' },
    ],
    owners: new Map(),
    known: noKnownNames,
  });
  assert.ok(site !== undefined);
  return site;
}

describe('connections that were watched', () => {
  it('add their requests and bytes to the chain', async () => {
    const site = await judgedWith(withWatched([timeWait], watched(destination({ exchange: 900 }))));
    assert.deepEqual([site.confidence, site.severity], ['resolved', 'warning']);
    assert.deepEqual(site.chain[1], {
      says: 'In 30 s, 900 connections ended, each with at most 1 request, 145 bytes sent, 512 bytes received (medians).',
      restsOn: 'the connections that were watched',
    });
  });

  it('prove a line whose process the kernel saw connecting', async () => {
    const site = await judgedWith(withWatched([timeWait], watched(destination({ exchange: 900 }), 7)));
    assert.deepEqual([site.confidence, site.severity], ['proved', 'warning']);
  });

  it('clear a line of what another process did', async () => {
    const site = await judgedWith(withWatched([timeWait], watched(destination({ exchange: 900 }), 8)));
    assert.deepEqual([site.confidence, site.severity, site.chain], ['possible', 'hint', []]);
  });

  it('clear the lines without a pool where each connection carried many requests', () => {
    const [one] = withWatched([timeWait], watched(destination({ long: 900 })));
    assert.deepEqual(one?.symptoms, ['small-pool']);
  });

  it('speak for a line where no socket is left: those that were reset', async () => {
    const [one, ...more] = withWatched([], watched(destination({ resetByUs: 900 })));
    assert.ok(one !== undefined && more.length === 0);
    assert.deepEqual(one.symptoms, ['reset']);
  });

  it('are information where they end with a reset, which holds no port', async () => {
    const workspace = new CauseWorkspace(syntaxTrees);
    await workspace.update(
      'haproxy.cfg',
      'defaults\n  mode http\nbackend app\n  option http-server-close\n  server s1 10.0.0.5:8080\n',
    );
    const [site] = join({
      sites: workspace.sites(),
      folder: '/srv/proxy',
      evidence: withWatched([], watched(destination({ resetByUs: 900 }))),
      processes: [
        { pid: 9, name: 'haproxy', args: ['haproxy', '-f', '/srv/proxy/haproxy.cfg'], cwd: '/srv/proxy' },
      ],
      owners: new Map(),
      known: noKnownNames,
    });
    assert.deepEqual([site?.confidence, site?.severity], ['resolved', 'information']);
  });

  it('lead from the finding of the watch to the line', async () => {
    const site = await judgedWith(withWatched([], watched(destination({ exchange: 900 }))));
    assert.equal(site.severity, 'warning');
    assert.equal(site.chain[0]?.says, 'Connections to 10.0.0.5:8080: 900 ended, 30 closes/s.');
    const finding = {
      rule: 'connection-per-request',
      subject: { kind: 'destination', localAddress: '*', ...to },
    } as const;
    const [attached] = attachSites([finding], [site], '/srv/shop');
    assert.equal((attached as { sites?: readonly { file: string }[] }).sites?.[0]?.file, '/srv/shop/app.py');
  });

  it('blame nobody where the peer closes first', () => {
    const peer = destination({ exchange: 900 }, { us: 100, peer: 800, unknown: 0 });
    assert.deepEqual(withWatched([], watched(peer)), []);
  });
});
