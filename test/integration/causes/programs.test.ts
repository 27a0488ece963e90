import assert from 'node:assert/strict';
import { CauseScenario } from '../../support/causes/causeScenario.ts';
import { lacking } from '../../support/causes/lacking.ts';
import { Namespace } from '../../support/namespace.ts';
import { skipWhere } from '../../support/skipWhere.ts';

const peer = `import socket\ns = socket.create_server(('127.0.0.2', 9000), backlog=300)\nwhile True: s.accept()[0].close()`;
const leak = `import socket, time
kept = []

def ask():
    s = socket.create_connection(('127.0.0.2', 9000))
    kept.append(s)

def main():
    for _ in range(150): ask()
    time.sleep(1)
    print('done', flush=True)
    time.sleep(600)
main()
`;

/** Findings that are about a program, not a destination. */
describe('findings about a program and its lines', function () {
  this.timeout(60_000);
  before(function () {
    skipWhere(this, Namespace.unavailable() ?? lacking('python3'));
  });

  /** The lines that each finding about a process names, with a leak that runs with a limit of open files. */
  async function named(files: Readonly<Record<string, string>>, inside: string) {
    await using scenario = await CauseScenario.begin(files);
    scenario.namespace.spawn('python3', ['-c', peer], { stdio: 'ignore' });
    await scenario.listening(9000);
    await scenario.work('sh', ['-c', `ulimit -n 160; ${inside}`]);
    const findings = await scenario.findings();
    return new Map(findings.map(({ rule, names }) => [rule, names]));
  }

  it('name the line of that program, of sockets in CLOSE_WAIT and of the limit of open files', async () => {
    const lines = await named({ 'app.py': leak }, 'exec python3 app.py');
    assert.deepEqual(lines.get('close-wait-pile-up'), ['app.py:5 unclosed'], JSON.stringify([...lines]));
    assert.deepEqual(lines.get('file-limit'), ['app.py:5 unclosed'], JSON.stringify([...lines]));
  });

  it('name no line of a folder that the program is not in', async () => {
    const outside = leak.replaceAll("'", '"');
    const lines = await named({ 'app.py': leak }, `cd /; exec python3 -c '${outside}'`);
    assert.deepEqual(lines.get('close-wait-pile-up'), []);
    assert.deepEqual(lines.get('file-limit'), []);
  });
});
