import { setTimeout } from 'node:timers/promises';
import { inspectRequest } from '../../src/core/protocol/inspection.ts';
import { Namespace } from '../support/namespace.ts';
import { Traffic } from '../support/traffic.ts';
import { waitFor } from '../support/waitFor.ts';
import { MonitoredServer, type ServerFigures } from './monitoredServer.ts';

/** Of a process that has nothing to do. */
export type RestFigures = Pick<ServerFigures, 'megabytes' | 'held' | 'handles' | 'descriptors'>;

export interface AgainFigures {
  readonly before: RestFigures;
  readonly after: RestFigures;
}

/** The same again and again, the first third of it before it is measured: what grows after that has leaked. */
async function measured(
  monitored: MonitoredServer,
  times: number,
  work: (time: number) => Promise<void>,
): Promise<AgainFigures> {
  const warmUp = Math.ceil(times / 3);
  for (let time = 0; time < warmUp; time++) await work(time);
  const before = await monitored.figures();
  for (let time = warmUp; time < times; time++) await work(time);
  return { before, after: await atRest(monitored, before) };
}

/** What the last piece of work has begun may end a moment later than its answer. */
async function atRest(monitored: MonitoredServer, before: ServerFigures): Promise<ServerFigures> {
  for (let left = 10; ; left--) {
    const now = await monitored.figures();
    if (left === 0 || (now.handles <= before.handles && now.descriptors <= before.descriptors)) return now;
    await setTimeout(200);
  }
}

export async function manyInspections(times: number, loaded: readonly string[] = []): Promise<AgainFigures> {
  await using namespace = await Namespace.create();
  const traffic = Traffic.start(namespace);
  try {
    await traffic.clientTimeWait({ count: 500, address: '127.0.1.1', port: 8001 });
    await traffic.established({ count: 50, address: '127.0.1.2', port: 8002 });
    await using monitored = await MonitoredServer.start(namespace, loaded);
    const collectors = ['auto', 'ss', 'proc'] as const;
    return await measured(monitored, times, async (time) => {
      const collector = collectors[time % collectors.length] ?? 'auto';
      await monitored.server.send(inspectRequest, { host: 'local', collector });
    });
  } finally {
    await traffic.dispose();
  }
}

/** Opens, changes and closes documents of several formats, each of them another one. */
export async function manyDocuments(times: number): Promise<AgainFigures> {
  await using namespace = await Namespace.create();
  await using monitored = await MonitoredServer.start(namespace);
  const { connection } = monitored.server;
  const published = new Map<string, number>();
  connection.onNotification(
    'textDocument/publishDiagnostics',
    ({ uri, diagnostics }: { readonly uri: string; readonly diagnostics: readonly unknown[] }) => {
      published.set(uri, diagnostics.length);
    },
  );
  const conf = Array.from({ length: 200 }, (_, at) => `net.ipv4.unknown_${String(at)} = 1\n`).join('');
  return await measured(monitored, times, async (time) => {
    const uri = `untitled:${String(time)}.conf`;
    const textDocument = { uri, version: 1 };
    await connection.sendNotification('textDocument/didOpen', {
      textDocument: { ...textDocument, languageId: 'sysctl', text: conf },
    });
    await waitFor('its diagnostics', () => published.get(uri) === 200);
    await connection.sendRequest('textDocument/hover', { textDocument, position: { line: 3, character: 3 } });
    await connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
    await waitFor('that they are taken back', () => published.get(uri) === 0);
  });
}
