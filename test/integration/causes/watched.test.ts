import assert from 'node:assert/strict';
import { inspectRequest } from '../../../src/core/protocol/inspection.ts';
import { watchRequest } from '../../../src/core/protocol/watch.ts';
import { CauseScenario, type FoundCause } from '../../support/causes/causeScenario.ts';
import { Namespace } from '../../support/namespace.ts';
import { ServerProcess } from '../../support/serverProcess.ts';
import { lacking } from '../../support/causes/lacking.ts';
import { skipWhere } from '../../support/skipWhere.ts';

/** Two destinations without an end: one connection a request, and connections that end with a reset and leave nothing. */
const app = `import socket, struct, sys, time
import requests

def price():
    requests.get('http://127.0.0.2:8080/')

def beat():
    s = socket.create_connection(('127.0.0.2', 9000))
    s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack('ii', 1, 0))
    s.sendall(b'beat')
    s.close()

def main():
    for turn in range(100000):
        price()
        beat()
        if turn == 30: print('done', flush=True)
        time.sleep(0.005)
main()
`;
const peer = `import socket\ns = socket.create_server(('127.0.0.2', 9000), backlog=300)\nkept = []\nwhile True: kept.append(s.accept()[0])`;

const watched = 'the connections that were watched';
const saysOneRequest =
  /^In \d+ s, \d+ connections ended, each with at most 1 request, \d+ bytes sent, \d+ bytes received/;

describe('lines, after a watch', function () {
  this.timeout(60_000);
  let scenario: CauseScenario;

  before(async function () {
    skipWhere(this, Namespace.unavailable() ?? lacking('python3-requests'));
    scenario = await CauseScenario.begin({ 'app.py': app });
    // They have to go on for as long as somebody listens.
    await scenario.namespace.runOk('sysctl', ['-qw', 'net.ipv4.ip_local_port_range=20000 60000']);
    await scenario.startBackend();
    scenario.namespace.spawn('python3', ['-c', peer], { stdio: 'ignore' });
    await scenario.listening(9000);
    await scenario.work('python3', ['app.py']);
  });
  after(() => scenario[Symbol.asyncDispose]());

  function at(sites: readonly FoundCause[], line: number): FoundCause {
    const site = sites.find((one) => one.line === line);
    assert.ok(site !== undefined, JSON.stringify(sites, undefined, 1));
    return site;
  }

  it('are told by what it saw of each connection', async () => {
    await using server = ServerProcess.startSilent(scenario.namespace);
    await server.greet({}, scenario.folder);
    const seen = await server.send(watchRequest, { host: 'local', seconds: 3 });
    assert.ok(seen.kind === 'watched' && seen.ended > 50, JSON.stringify(seen));
    const { report, sites = [] } = await server.send(inspectRequest, { host: 'local', collector: 'auto' });
    assert.ok(report.connections !== undefined && report.connections.ended >= seen.ended);
    const told = sites.map(({ range, cause, severity, chain }) => [
      range.start.line + 1,
      cause,
      severity,
      chain.filter(({ restsOn }) => restsOn === watched).length,
    ]);
    // The kernel no longer knows the remote port of what ended with a reset: those are counted for the host.
    assert.deepEqual(told, [
      [5, 'py-module-call', 'warning', 1],
      [9, 'c-linger0', 'information', 0],
    ]);
    const named = new Map(
      report.findings.map(({ rule, sites: lines = [] }) => [
        rule,
        lines.map(({ range, cause }) => `${String(range.start.line + 1)} ${cause}`),
      ]),
    );
    assert.deepEqual(named.get('connection-per-request'), ['5 py-module-call'], JSON.stringify([...named]));
    assert.deepEqual(named.get('resets-at-close'), ['9 c-linger0'], JSON.stringify([...named]));
    const [call] = sites;
    assert.match(call?.chain.find(({ restsOn }) => restsOn === watched)?.says ?? '', saysOneRequest);
    assert.ok(call?.chain.some(({ says }) => /^python3 \(\d+\) runs this file\.$/.test(says)));
  });

  it('are told on the command line, of the connections that go on', async () => {
    const sites = await scenario.causes();
    const call = at(sites, 5);
    assert.deepEqual([call.cause, call.severity, call.confidence], ['py-module-call', 'warning', 'resolved']);
    const reset = at(sites, 9);
    assert.deepEqual([reset.cause, reset.severity], ['c-linger0', 'information']);
  });
});
