import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from '../../../src/core/model/outcome.ts';
import { PrometheusClient, type PrometheusOptions } from '../../../src/host/prometheus/prometheusClient.ts';
import { readFleet } from '../../../src/core/fleet/readFleet.ts';
import { makeCertificate } from '../../support/certificate.ts';
import { prometheus3Answer, prometheus3Range } from '../../support/prometheus3.ts';

const empty = '{"status":"success","data":{"resultType":"vector","result":[]}}';

/** A server on loopback for as long as the use takes. */
async function withServer(
  listener: RequestListener,
  use: (url: URL) => Promise<void>,
  tls?: { readonly key: Buffer; readonly cert: Buffer },
): Promise<void> {
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    await use(new URL(`${tls === undefined ? 'http' : 'https'}://127.0.0.1:${String(port)}/prom`));
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function ask(options: PrometheusOptions, cancellation = new AbortController().signal) {
  return new PrometheusClient(options).query('up', cancellation);
}

function codeOf(outcome: Outcome<unknown>): string {
  return 'problem' in outcome ? outcome.problem.code : outcome.kind;
}

describe('a Prometheus that does not answer as it should', function () {
  this.timeout(30_000);

  it('is asked under its path, with the token', async () => {
    const seen: unknown[] = [];
    const listener: RequestListener = (request, response) => {
      seen.push(request.url, request.headers.authorization, request.method);
      response.end(empty);
    };
    await withServer(listener, async (url) => {
      assert.deepEqual(await ask({ url, token: 'secret' }), { kind: 'ok', value: [] });
      assert.deepEqual(seen, ['/prom/api/v1/query?query=up', 'Bearer secret', 'GET']);
    });
  });

  it('is asked for the past in the same way', async () => {
    const seen: unknown[] = [];
    const listener: RequestListener = (request, response) => {
      seen.push(request.url, request.headers.authorization);
      response.end(seen.length === 2 ? empty.replace('vector', 'matrix') : empty);
    };
    await withServer(listener, async (url) => {
      const client = new PrometheusClient({ url, token: 'secret' });
      const range = { start: 60, end: 120, step: 15 };
      const { signal } = new AbortController();
      assert.deepEqual(await client.queryRange('up', range, signal), { kind: 'ok', value: [] });
      assert.deepEqual(seen, ['/prom/api/v1/query_range?query=up&start=60&end=120&step=15', 'Bearer secret']);
      // An answer to another question is none.
      assert.equal(codeOf(await client.queryRange('up', range, signal)), 'prometheus-garbage');
    });
  });

  it('has a code for each way to fail, and never an empty fleet', async () => {
    const answers: readonly (readonly [string, RequestListener])[] = [
      ['prometheus-denied', (_, response) => response.writeHead(401).end('no')],
      ['prometheus-denied', (_, response) => response.writeHead(403).end(empty)],
      [
        'prometheus-refused',
        (_, response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end(),
      ],
      [
        'prometheus-refused',
        (_, response) => response.writeHead(400).end('{"status":"error","error":"parse error"}'),
      ],
      [
        'prometheus-refused',
        (_, response) =>
          response.writeHead(503).end('{"status":"error","error":"\\u202equery\\n timed out"}'),
      ],
      ['prometheus-garbage', (_, response) => response.writeHead(502).end('<html>Bad gateway</html>')],
      ['prometheus-garbage', (_, response) => response.end('<html>')],
      ['prometheus-garbage', (_, response) => response.end('')],
      [
        'prometheus-garbage',
        (_, response) => response.end('{"status":"success","data":{"resultType":"scalar","result":[1,"1"]}}'),
      ],
      ['prometheus-garbage', (_, response) => response.end(' '.repeat(2000))],
      ['prometheus-unreachable', (request) => request.socket.destroy()],
      [
        'prometheus-unreachable',
        (request, response) => {
          response.write(empty.slice(0, 9), () => request.socket.destroy());
        },
      ],
      ['prometheus-timed-out', () => undefined],
      ['prometheus-timed-out', (_, response) => void response.write(empty.slice(0, 9))],
    ];
    for (const [code, listener] of answers)
      await withServer(listener, async (url) => {
        const outcome = await ask({ url, timeLimitMs: 1500, limitBytes: 1000 });
        assert.equal(codeOf(outcome), code);
        assert.ok('problem' in outcome);
        assert.doesNotMatch(outcome.problem.message, /\u202e|\n/);
      });
    const nobody = await ask({ url: new URL('http://127.0.0.1:1/') });
    assert.equal(codeOf(nobody), 'prometheus-unreachable');
  });

  it('gets no token where others could read it on the way', async () => {
    const outcome = await ask({ url: new URL('http://prometheus.invalid:9090'), token: 'secret' });
    assert.equal(codeOf(outcome), 'prometheus-plain-token');
  });

  it('is partial where Prometheus warns', async () => {
    const warned = empty.replace('{', '{"warnings":["remote read failed"],');
    await withServer(
      (_, response) => response.end(warned),
      async (url) => {
        const outcome = await ask({ url });
        assert.equal(outcome.kind, 'partial');
      },
    );
  });

  it('is read as well if it is a Prometheus 3: notes are no warnings, and a histogram is no figure', async () => {
    const listener: RequestListener = (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://a');
      response.setHeader('Content-Type', 'application/json');
      if (pathname.endsWith('/query_range')) response.end(prometheus3Range(60, 15));
      else response.end(prometheus3Answer(searchParams.get('query') ?? ''));
    };
    await withServer(listener, async (url) => {
      const client = new PrometheusClient({ url });
      const { signal } = new AbortController();
      const fleet = await readFleet(client, signal);
      assert.equal(fleet.kind, 'ok');
      assert.deepEqual(
        fleet.value.hosts.map(({ instance, severity, fullestShare }) => [instance, severity, fullestShare]),
        [
          ['full:9810', 'error', 1],
          ['odd:9810', 'unknown', 0.01],
          ['well:9810', 'healthy', 0.05],
        ],
      );
      const range = await client.queryRange('x', { start: 60, end: 120, step: 15 }, signal);
      assert.equal(range.kind, 'ok');
      assert.deepEqual(
        range.value.map(({ labels, points }) => [labels['service.name'], points.map(({ value }) => value)]),
        [
          ['web', [1, 2]],
          ['odd', []],
          ['both', [3]],
        ],
      );
      assert.equal(codeOf(await client.query('\ufffd', signal)), 'prometheus-refused');
    });
  });

  it('ends when it is cancelled', async () => {
    const stop = new AbortController();
    await withServer(
      () => stop.abort(),
      async (url) => {
        await assert.rejects(ask({ url }, stop.signal), { name: 'CancelledError' });
        await assert.rejects(ask({ url }, stop.signal), { name: 'CancelledError' });
      },
    );
  });

  it('is not trusted with a certificate that nobody vouches for', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-tls-'));
    try {
      await makeCertificate(folder, 'server');
      const tls = {
        key: await readFile(join(folder, 'server.key')),
        cert: await readFile(join(folder, 'server.crt')),
      };
      let asked = 0;
      const listener: RequestListener = (_, response) => {
        asked++;
        response.end(empty);
      };
      await withServer(
        listener,
        async (url) => {
          assert.equal(codeOf(await ask({ url, token: 'secret' })), 'prometheus-untrusted');
        },
        tls,
      );
      assert.equal(asked, 0, 'the token was not sent');
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
