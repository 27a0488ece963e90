import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { hash } from 'bcryptjs';
import { MetricsServer } from '../../../src/cli/exporter/metricsServer.ts';
import type { ClientAuth } from '../../../src/cli/exporter/webConfig.ts';
import { makeCertificate } from '../../support/certificate.ts';

const anywhere = { host: '127.0.0.1', port: 0 };

describe('the server of metrics', () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-metrics-'));
    for (const name of ['server', 'known', 'stranger']) await makeCertificate(folder, name);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** The status, or `refused` if the connection was. */
  async function ask(url: string, certificate: 'none' | 'known' | 'stranger'): Promise<number | 'refused'> {
    const read = (name: string): Promise<Buffer> => readFile(join(folder, name));
    const own =
      certificate === 'none'
        ? {}
        : { cert: await read(`${certificate}.crt`), key: await read(`${certificate}.key`) };
    const ca = await read('server.crt');
    return new Promise((resolve) => {
      request(url, { ...own, ca, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      })
        .on('error', () => {
          resolve('refused');
        })
        .end();
    });
  }

  const answers: Readonly<Record<ClientAuth, readonly (number | 'refused')[]>> = {
    NoClientCert: [200, 200, 200],
    RequestClientCert: [200, 200, 200],
    RequireAnyClientCert: ['refused', 200, 200],
    VerifyClientCertIfGiven: [200, 200, 'refused'],
    RequireAndVerifyClientCert: ['refused', 200, 'refused'],
  };
  for (const [clientAuth, expected] of Object.entries(answers) as [ClientAuth, (number | 'refused')[]][])
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const)
      it(`admits with ${clientAuth} whom Go’s crypto/tls would, over ${version}`, async () => {
        const tls = {
          certFile: join(folder, 'server.crt'),
          keyFile: join(folder, 'server.key'),
          ...(clientAuth.includes('Verify') && { clientCaFile: join(folder, 'known.crt') }),
          clientAuth,
          minVersion: version,
          maxVersion: version,
        };
        await using server = await MetricsServer.start(anywhere, { tls }, () => []);
        const told: (number | 'refused')[] = [];
        for (const certificate of ['none', 'known', 'stranger'] as const)
          told.push(await ask(server.url, certificate));
        assert.deepEqual(told, expected);
      });

  it('answers 503 to passwords beyond those that may wait', async () => {
    const users = new Map([['prometheus', await hash('secret', 4)]]);
    await using server = await MetricsServer.start(anywhere, { users }, () => []);
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    await once(socket, 'connect');
    const guess = (number: number, more = ''): string =>
      `GET /metrics HTTP/1.1\r\nHost: a\r\n${more}Authorization: Basic ${Buffer.from(`prometheus:${String(number)}`).toString('base64')}\r\n\r\n`;
    const guesses = Array.from({ length: 29 }, (_, number) => guess(number));
    socket.write([...guesses, guess(29, 'Connection: close\r\n')].join(''));
    const statuses = [...(await text(socket)).matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status);
    assert.equal(statuses.length, 30);
    assert.deepEqual([...new Set(statuses)], ['401', '503']);
    assert.ok(statuses.filter((status) => status === '401').length <= 16);
  });
});
