import assert from 'node:assert/strict';
import { once } from 'node:events';
import { inspectRequest, lookFurtherRequest } from '../../src/core/protocol/inspection.ts';
import { Namespace } from '../support/namespace.ts';
import { ServerProcess } from '../support/serverProcess.ts';
import { Situation } from '../support/situation.ts';
import { skipWhere } from '../support/skipWhere.ts';

/** Tries to connect, again and again: what one look of a second sees, however slow the machine is. Prints how the first try ended. */
const tryingAgain = `
import socket, time
said = False
while True:
    sock = socket.socket()
    try:
        sock.connect(('127.0.0.1', 8001))
    except OSError as error:
        if not said: print(error, flush=True)
        said = True
    sock.close()
    time.sleep(0.01)
`;

/** The first inspection of a host is drawn at once; what grows in the second after it is judged then. */
describe('what follows the first inspection of a window', function () {
  this.timeout(60_000);
  before(function () {
    skipWhere(this, Namespace.unavailable());
  });

  it('names datagrams that are being lost, over how long it looked, and keeps the rows', async () => {
    await using situation = await Situation.make('udp_drops');
    await using server = await ServerProcess.start(situation.namespace);
    const first = await server.send(inspectRequest, { host: 'local', collector: 'auto' });
    const drops = (findings: typeof first.report.findings) =>
      findings.find(({ rule }) => rule === 'udp-receive-drops')?.severity;
    assert.equal(drops(first.report.findings), 'information');
    assert.equal(first.canLookFurther, true);
    const { inspection } = first;
    const further = await server.send(lookFurtherRequest, { inspection });
    assert.ok(further.kind === 'judged');
    assert.equal(drops(further.result.report.findings), 'warning');
    assert.equal(further.result.canLookFurther, undefined);
    assert.equal(further.result.report.takenAt, first.report.takenAt);
    assert.deepEqual(
      further.result.roots.map(({ label, description }) => [label, description]),
      first.roots.map(({ label, description }) => [label, description]),
    );
    const page = { parent: '', offset: 0, limit: 10 };
    for (const id of [inspection, further.result.inspection]) {
      const rows = await server.connection.sendRequest<{ kind: string }>('socketDiagnostics/children', {
        inspection: id,
        ...page,
      });
      assert.equal(rows.kind, 'page', id);
    }
  });

  it('names connects that fail for want of a port while it looks', async () => {
    await using situation = await Situation.make('plain', { count: 1000 });
    await using server = await ServerProcess.start(situation.namespace);
    const { inspection } = await server.send(inspectRequest, { host: 'local', collector: 'auto' });
    const client = situation.namespace.spawn('python3', ['-B', '-c', tryingAgain], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    assert.ok(client.stdout);
    await once(client.stdout, 'data');
    const further = await server.send(lookFurtherRequest, { inspection });
    client.kill('SIGKILL');
    assert.ok(further.kind === 'judged');
    assert.ok(further.result.report.findings.some(({ rule }) => rule === 'connect-without-port'));
  });

  it('is stale once somebody has inspected again, and for a second time', async () => {
    await using namespace = await Namespace.create();
    await using server = await ServerProcess.start(namespace);
    const first = await server.send(inspectRequest, { host: 'local', collector: 'auto' });
    const second = await server.send(inspectRequest, { host: 'local', collector: 'auto' });
    assert.equal(second.canLookFurther, undefined);
    for (const { inspection } of [first, second])
      assert.deepEqual(await server.send(lookFurtherRequest, { inspection }), { kind: 'stale' });
  });
});
