import assert from 'node:assert/strict';
import type { Symptom } from '../../../../src/core/causes/cause.ts';
import { attachSites } from '../../../../src/core/causes/live/attachSites.ts';
import { noKnownNames, type KnownNames } from '../../../../src/core/causes/live/destinationMatch.ts';
import type { CauseEvidence } from '../../../../src/core/causes/live/evidence.ts';
import type { Explained } from '../../../../src/core/causes/live/explains.ts';
import { join } from '../../../../src/core/causes/live/join.ts';
import type { Subject } from '../../../../src/core/model/finding.ts';
import { call, evidence, folder, running, sitesOf } from './joining.ts';

const leak =
  'import socket\nkept = []\ndef ask():\n    s = socket.create_connection(("10.0.0.5", 8080))\n    kept.append(s)\n';
const hoard =
  'import requests\ndef price(i):\n    s = requests.Session()\n    return s.get("http://10.0.0.5:8080/")\n';
const linger =
  '#include <sys/socket.h>\nvoid ask(void) {\n  int s = socket(AF_INET, SOCK_STREAM, 0);\n  struct sockaddr_in you = {.sin_port = htons(8080), .sin_addr.s_addr = inet_addr("10.0.0.5")};\n  connect(s, (void *)&you, sizeof you);\n  struct linger l = {1, 0};\n  setsockopt(s, SOL_SOCKET, SO_LINGER, &l, sizeof l);\n  close(s);\n}\n';
const probe =
  'import socket\ndef alive():\n    with socket.create_connection(("10.0.0.5", 8080)):\n        return True\n';
const process = { kind: 'process', name: 'python3', pids: [7] } as const;
const destination = {
  kind: 'destination',
  localAddress: '10.0.0.1',
  remoteAddress: '10.0.0.5',
  remotePort: 8080,
} as const;
const built = { pid: 7, name: 'app', args: ['./app'], executable: `${folder}/app` };
const other = { pid: 9, name: 'node', args: ['node', 'x.js'], cwd: '/srv/other' };
const resets: CauseEvidence = {
  subject: { kind: 'host' },
  symptoms: ['reset'],
  counts: { timeWait: 0, established: 0, closeWait: 0 },
  closesPerSecond: 0,
  resets: { count: 100, opened: 100 },
  inodes: [],
};

interface Told {
  readonly file: Readonly<Record<string, string>>;
  readonly seen: CauseEvidence;
  readonly holder?: number;
  readonly known?: KnownNames;
}

/** The causes that a finding names, of a process with the id 7 that runs the file. */
async function causesOf(
  { file, seen, holder = 7, known = noKnownNames }: Told,
  rule: string,
  subject: Subject,
  more: Partial<Explained> = {},
): Promise<readonly string[]> {
  const workspace = await sitesOf(file);
  const judged = join({
    sites: workspace.sites(),
    folder,
    evidence: [seen],
    processes: [running, built, other],
    owners: new Map([[1, [{ pid: holder, name: 'python3' }]]]),
    known,
  });
  const findings: readonly Explained[] = [{ rule, subject, ...more }];
  const [finding] = attachSites(findings, judged, folder);
  return (finding?.sites ?? []).map(({ cause }) => cause);
}

const held = (symptoms: readonly Symptom[], ports = 28_232): CauseEvidence => ({
  ...evidence('10.0.0.5', 8080, symptoms, [1]),
  ports: { used: ports, usable: 28_232 },
});

describe('findings and the lines that explain them', () => {
  const closeWait = { file: { 'app.py': leak }, seen: held(['close-wait', 'hoard']) };

  it('lead from a pile of CLOSE_WAIT to the line of that program, and of no other', async () => {
    assert.deepEqual(await causesOf(closeWait, 'close-wait-pile-up', process), ['unclosed']);
    assert.deepEqual(await causesOf(closeWait, 'close-wait-pile-up', destination), ['unclosed']);
    const another = { kind: 'process', name: 'node', pids: [9] } as const;
    assert.deepEqual(await causesOf(closeWait, 'close-wait-pile-up', another), []);
    assert.deepEqual(await causesOf(closeWait, 'close-wait-pile-up', { kind: 'host' }), []);
    // Held by a process that does not run the file.
    assert.deepEqual(await causesOf({ ...closeWait, holder: 9 }, 'close-wait-pile-up', another), []);
  });

  it('tell connections that a server has closed from those that are open', async () => {
    const client = { file: { 'app.py': hoard }, seen: held(['close-wait', 'hoard']) };
    assert.deepEqual(await causesOf(client, 'close-wait-pile-up', process), ['py-client-per-call']);
    const open = { ...client, seen: held(['hoard']) };
    assert.deepEqual(await causesOf(open, 'close-wait-pile-up', process), []);
    const thrown = {
      file: { 'app.py': call('"http://10.0.0.5:8080/"') },
      seen: held(['thrown-away', 'close-wait']),
    };
    assert.deepEqual(await causesOf(thrown, 'close-wait-pile-up', process), []);
  });

  it('lead from the limit of open files to what holds most of them', async () => {
    const open = (established: number, closeWait = 0): CauseEvidence => ({
      ...held(closeWait > 0 ? ['close-wait', 'hoard'] : ['hoard']),
      counts: { timeWait: 0, established, closeWait },
    });
    const files = { evidence: [{ key: 'open-files', amount: 1024 }] };
    const client = (seen: CauseEvidence) => ({ file: { 'app.py': hoard }, seen });
    const named = ['py-client-per-call'];
    assert.deepEqual(await causesOf(client(open(600)), 'file-limit', process, files), named);
    assert.deepEqual(await causesOf(client(open(300, 300)), 'file-limit', process, files), named);
    // Some idle connections are not why a program has no file left.
    assert.deepEqual(await causesOf(client(open(20)), 'file-limit', process, files), []);
    assert.deepEqual(await causesOf(client(open(500)), 'file-limit', process, files), []);
    assert.deepEqual(await causesOf(client(open(600)), 'file-limit', process), [], 'no figure');
    const thrown = {
      file: { 'app.py': call('"http://10.0.0.5:8080/"') },
      seen: { ...held(['thrown-away']), counts: { timeWait: 2000, established: 0, closeWait: 0 } },
    };
    assert.deepEqual(await causesOf(thrown, 'file-limit', process, files), [], 'TIME_WAIT holds no file');
  });

  it('lead from resets to SO_LINGER, if it was this host that reset', async () => {
    const app = { file: { 'app.c': linger }, seen: resets };
    const host = { kind: 'host' } as const;
    const mine = { evidence: [{ key: 'TcpExt.TCPAbortOnData' }] };
    assert.deepEqual(await causesOf(app, 'connections-reset', host, mine), ['c-linger0']);
    assert.deepEqual(
      await causesOf(app, 'connections-reset', host, {
        evidence: [{ key: 'TcpExt.TCPAbortOnClose' }],
      }),
      [],
    );
    const watched = { ...destination, localAddress: '*', remotePort: 0 };
    assert.deepEqual(await causesOf(app, 'resets-at-close', watched), ['c-linger0']);
    assert.deepEqual(await causesOf(app, 'resets-at-close', { ...watched, remoteAddress: '10.0.0.6' }), []);
  });

  it('lead from resets to a line with an IPv6 address or a name', async () => {
    const names = new Map([['stock.shop', [{ address: '10.0.0.5', source: 'dns' as const }]]]);
    const at = (host: string) => ({
      file: {
        'app.py': `import socket, struct\ndef ask(i):\n    s = socket.create_connection(("${host}", 8080))\n    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))\n    s.close()\n`,
      },
      seen: resets,
      known: { ...noKnownNames, names },
    });
    const subject = (remoteAddress: string) =>
      ({ ...destination, localAddress: '*', remoteAddress, remotePort: 0 }) as const;
    const named = ['c-linger0'];
    const lines = async (host: string, address: string) =>
      causesOf(at(host), 'resets-at-close', subject(address));
    assert.deepEqual(await lines('[2001:db8::1]', '2001:db8::1'), named);
    assert.deepEqual(await lines('[2001:db8::1]', '2001:db8::2'), []);
    assert.deepEqual(await lines('stock.shop', '10.0.0.5'), named);
    assert.deepEqual(await lines('stock.shop', '10.0.0.6'), []);
    assert.deepEqual(await lines('stock.other', '10.0.0.5'), []);
    assert.deepEqual(await lines('10.0.0.5', '::ffff:10.0.0.5'), named);
    assert.deepEqual(await lines('localhost', '127.0.0.1'), named);
    const six = linger
      .replace('.sin_addr.s_addr = inet_addr("10.0.0.5")', '0')
      .replace('connect(s', 'inet_pton(AF_INET6, "2001:db8::1", &you.sin6_addr); connect(s');
    const app = { file: { 'app.c': six }, seen: resets };
    assert.deepEqual(await causesOf(app, 'resets-at-close', subject('2001:db8::1')), named);
    assert.deepEqual(await causesOf(app, 'resets-at-close', subject('2001:db8::2')), []);
  });

  it('lead from connections without data to what probes, and from one connection a request to what makes it', async () => {
    const app = { file: { 'app.py': probe }, seen: held(['probe']) };
    assert.deepEqual(await causesOf(app, 'probe-storm', destination), ['probe']);
    assert.deepEqual(await causesOf(app, 'connection-per-request', destination), []);
    const thrown = { file: { 'app.py': call('"http://10.0.0.5:8080/"') }, seen: held(['thrown-away']) };
    assert.deepEqual(await causesOf(thrown, 'connection-per-request', destination), ['py-module-call']);
    assert.deepEqual(await causesOf(thrown, 'probe-storm', destination), []);
  });

  it('lead from connect() without a port to the destination of that address that is full', async () => {
    const file = { 'app.py': call('"http://10.0.0.5:8080/"') };
    const nowhere = { ...destination, localAddress: '*', remotePort: 0 };
    const full = { file, seen: held(['thrown-away']) };
    assert.deepEqual(await causesOf(full, 'connect-without-port', nowhere), ['py-module-call']);
    const half = { file, seen: held(['thrown-away'], 14_000) };
    assert.deepEqual(await causesOf(half, 'connect-without-port', nowhere), []);
  });

  it('lead from a finding about several destinations to the lines of each', async () => {
    const full = { file: { 'app.py': call('"http://10.0.0.5:8080/"') }, seen: held(['thrown-away']) };
    const rule = 'ephemeral-port-exhaustion';
    assert.deepEqual(await causesOf(full, rule, { kind: 'host' }, { also: [destination] }), [
      'py-module-call',
    ]);
  });

  it('lead nowhere from what no line causes', async () => {
    const full = { file: { 'app.py': call('"http://10.0.0.5:8080/"') }, seen: held(['thrown-away']) };
    for (const rule of ['connect-unanswered', 'peer-does-not-read', 'send-unacknowledged'])
      assert.deepEqual(await causesOf(full, rule, destination), []);
  });
});
