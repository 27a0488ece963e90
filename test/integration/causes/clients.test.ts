import assert from 'node:assert/strict';
import { join } from 'node:path';
import { CauseScenario, warnings } from '../../support/causes/causeScenario.ts';
import { buildC, buildGo, type ClientCase, testClients } from '../../support/causes/clientCase.ts';
import { lacking } from '../../support/causes/lacking.ts';
import { Namespace } from '../../support/namespace.ts';
import { nodePath } from '../../support/paths.ts';
import { skipWhere } from '../../support/skipWhere.ts';

const count = 190;
const url = 'http://127.0.0.2:8080/';
const python = (call: string, top = ''): string =>
  `import requests, time\n${top}\ndef price():\n    ${call}\n\ndef main():\n    for _ in range(${String(count)}): price()\n    print('done', flush=True)\n    time.sleep(600)\nmain()\n`;
const node = (options: string, top = ''): string =>
  `const http = require('http');\n${top}\nfunction call() {\n  return new Promise((next) => http.get('${url}', ${options}(r) => r.resume().on('end', next)).on('error', next));\n}\n(async () => { for (let i = 0; i < ${String(count)}; i++) await call(); console.log('done'); setTimeout(() => 0, 600000); })();\n`;
const go = (body: string, top = ''): string =>
  `package main\n\nimport (\n\t"fmt"\n\t"io"\n\t"net/http"\n\t"time"\n)\n\nvar _ = io.Discard\n${top}\nfunc call() error {\n${body}\treturn nil\n}\n\nfunc main() {\n\tfor i := 0; i < ${String(count)}; i++ {\n\t\tcall()\n\t}\n\tfmt.Println("done")\n\ttime.Sleep(600 * time.Second)\n}\n`;
const read =
  '\tif err != nil {\n\t\treturn err\n\t}\n\tdefer r.Body.Close()\n\tio.Copy(io.Discard, r.Body)\n';

const cases: readonly ClientCase[] = [
  {
    title: 'Python: requests.get for each call',
    file: 'app.py',
    fault: python(`requests.get('${url}').json()`),
    line: 4,
    cause: 'py-module-call',
    command: ['python3', 'app.py'],
    needs: 'python3-requests',
  },
  {
    title: 'Node.js: agent false',
    file: 'app.js',
    fault: node('{ agent: false }, '),
    line: 4,
    cause: 'js-agent-off',
    command: [nodePath, 'app.js'],
    needs: nodePath,
  },
  {
    title: 'Go: a transport for each request',
    file: 'app.go',
    fault: go(`\tc := &http.Client{Transport: &http.Transport{}}\n\tr, err := c.Get("${url}")\n${read}`),
    line: 13,
    cause: 'go-transport-per-call',
    command: ['./app'],
    needs: 'go',
    prepare: buildGo,
  },
  {
    title: 'Go: a body that is not read',
    file: 'app.go',
    fault: go(`\tr, err := http.Get("${url}")\n\tif err != nil {\n\t\treturn err\n\t}\n\tr.Body.Close()\n`),
    line: 13,
    cause: 'go-body-unread',
    mayLeavePorts: true,
    command: ['./app'],
    needs: 'go',
    prepare: buildGo,
  },
  {
    title: 'Java: a client for each request',
    file: 'App.java',
    fault: `import java.net.URI; import java.net.http.*;\npublic class App {\n  static int call() throws Exception {\n    HttpClient c = HttpClient.newHttpClient();\n    return c.send(HttpRequest.newBuilder(URI.create("${url}")).build(), HttpResponse.BodyHandlers.ofString()).statusCode();\n  }\n  public static void main(String[] a) throws Exception { for (int i = 0; i < ${String(count)}; i++) call(); System.out.println("done"); Thread.sleep(600000); }\n}\n`,
    line: 4,
    cause: 'java-client-per-call',
    command: ['java', 'App.java'],
    needs: 'java-compiler',
  },
  {
    title: 'Ruby: Net::HTTP.get',
    file: 'app.rb',
    fault: `require 'net/http'\ndef price\n  Net::HTTP.get(URI('${url}'))\nend\n${String(count)}.times { price }\nputs 'done'; $stdout.flush; sleep 600\n`,
    line: 3,
    cause: 'rb-net-http',
    command: ['ruby', 'app.rb'],
    needs: 'ruby',
  },
  {
    title: 'C: bind before connect',
    file: 'app.c',
    fault: `#define _GNU_SOURCE\n#include <arpa/inet.h>\n#include <stdio.h>\n#include <sys/socket.h>\n#include <unistd.h>\nint call(void) {\n  int s = socket(AF_INET, SOCK_STREAM, 0);\n  struct sockaddr_in me = {.sin_family = AF_INET, .sin_addr.s_addr = inet_addr("127.0.0.1")};\n  struct sockaddr_in you = {.sin_family = AF_INET, .sin_port = htons(8080), .sin_addr.s_addr = inet_addr("127.0.0.2")};\n  bind(s, (void *)&me, sizeof me);\n  return connect(s, (void *)&you, sizeof you);\n}\nint main(void) { for (int i = 0; i < 80; i++) call(); puts("done"); fflush(stdout); sleep(600); }\n`,
    line: 10,
    cause: 'c-bind-first',
    command: ['./app'],
    needs: 'c-compiler',
    prepare: buildC,
  },
];

/** Finds the one line whose checks the program makes, applies its fix, and finds nothing any more. */
async function endsByItsFix(
  files: Readonly<Record<string, string>>,
  program: string,
  warning: string,
): Promise<void> {
  await using scenario = await CauseScenario.begin(files);
  await scenario.startBackend();
  await scenario.work('python3', ['-c', program]);
  const sites = await scenario.causes();
  assert.deepEqual(warnings(sites), [warning], JSON.stringify(sites, undefined, 1));
  const [site] = sites;
  assert.ok(site !== undefined);
  assert.deepEqual([site.destination, site.confidence], ['127.0.0.2:8080', 'likely']);

  scenario.apply(site);
  await using after = await scenario.restarted();
  await after.startBackend();
  await after.work('python3', ['-c', program]);
  assert.deepEqual(await after.causes(), []);
  assert.ok(await after.connects());
}

describe('the line that uses up ports: clients', function () {
  this.timeout(90_000);
  before(function () {
    skipWhere(this, Namespace.unavailable() ?? lacking('python3'));
  });

  testClients(cases);

  it('C: SO_LINGER with 0 seconds holds no port, and is information', async function () {
    skipWhere(this, lacking('c-compiler'));
    const head = '#include <arpa/inet.h>\n#include <stdio.h>\n#include <sys/socket.h>\n#include <unistd.h>\n';
    const app = (inside: string): string =>
      `${head}void call(void) {\n  int s = socket(AF_INET, SOCK_STREAM, 0);\n  struct sockaddr_in you = {.sin_family = AF_INET, .sin_port = htons(8080), .sin_addr.s_addr = inet_addr("127.0.0.2")};\n  connect(s, (void *)&you, sizeof you);\n${inside}  close(s);\n}\nint main(void) { for (int i = 0; i < 100; i++) call(); puts("done"); fflush(stdout); sleep(600); }\n`;
    await using scenario = await CauseScenario.begin({
      'app.c': app('  struct linger l = {1, 0};\n  setsockopt(s, SOL_SOCKET, SO_LINGER, &l, sizeof l);\n'),
    });
    buildC(scenario.folder);
    await scenario.startBackend();
    await scenario.work(join(scenario.folder, 'app'), []);
    const [site, ...more] = await scenario.causes();
    assert.ok(site !== undefined && more.length === 0);
    assert.deepEqual(
      [site.line, site.cause, site.severity, site.confidence],
      [9, 'c-linger0', 'information', 'likely'],
    );
    assert.ok(await scenario.connects());

    // There is no edit: what the advice says is done by hand.
    scenario.write('app.c', app('  char b[1]; shutdown(s, SHUT_WR);\n  while (read(s, b, 1) > 0);\n'));
    buildC(scenario.folder);
    await using after = await scenario.restarted();
    await after.startBackend();
    await after.work(join(after.folder, 'app'), []);
    assert.deepEqual(await after.causes(), []);
    assert.ok(await after.connects());
  });

  it('Python: sockets that stay in CLOSE_WAIT', async () => {
    const fault = `import socket, time\nkept = []\ndef connect():\n    s = socket.create_connection(('127.0.0.2', 9000))\n    kept.append(s)\n\ndef main():\n    for _ in range(200): connect()\n    time.sleep(1); print('done', flush=True); time.sleep(600)\nmain()\n`;
    await using scenario = await CauseScenario.begin({ 'app.py': fault });
    const peer = `import socket\ns = socket.create_server(('127.0.0.2', 9000), backlog=300)\nwhile True: s.accept()[0].close()`;
    scenario.namespace.spawn('python3', ['-c', peer], { stdio: 'ignore' });
    await scenario.listening(9000);
    await scenario.work('python3', ['app.py']);
    assert.deepEqual(warnings(await scenario.causes()), ['app.py:4 unclosed']);
    assert.ok(!(await scenario.connects(9000)), '200 ports of 200 are held');

    // There is no edit: what the advice says is done by hand.
    scenario.write(
      'app.py',
      fault.replace('    kept.append(s)', '    while s.recv(1024): pass\n    s.close()'),
    );
    await using after = await scenario.restarted();
    after.namespace.spawn('python3', ['-c', peer], { stdio: 'ignore' });
    await after.listening(9000);
    await after.work('python3', ['app.py']);
    assert.deepEqual(await after.causes(), []);
    assert.ok(await after.connects(9000));
  });

  it('Kubernetes: a probe every second, plain open and close', async () => {
    const manifest = (period: string): string =>
      `apiVersion: v1\nkind: Pod\nspec:\n  hostNetwork: true\n  containers:\n  - name: app\n    livenessProbe:\n      tcpSocket:\n        host: 127.0.0.2\n        port: 8080\n      periodSeconds: ${period}\n`;
    // What the kubelet does in three minutes, for as many containers as the manifest starts, without the pauses.
    const kubelet = `import re, socket, time\nperiod = int(re.search(r'periodSeconds: (\\d+)', open('pod.yaml').read())[1])\nfor _ in range(190 // period): socket.create_connection(('127.0.0.2', 8080)).close()\nprint('done', flush=True); time.sleep(600)\n`;
    await endsByItsFix({ 'pod.yaml': manifest('1') }, kubelet, 'pod.yaml:11 probe');
  });

  it('Compose: a check every second', async function () {
    skipWhere(this, lacking('curl'));
    const compose = (interval: string): string =>
      `services:\n  app:\n    network_mode: host\n    healthcheck:\n      test: curl -f http://127.0.0.2:8080/ || exit 1\n      interval: ${interval}\n`;
    // What Docker does in three minutes, for one container, without the pauses.
    const checks = `import re, subprocess, time\nseconds = int(re.search(r'interval: (\\d+)s', open('compose.yaml').read())[1])\nfor _ in range(190 // seconds): subprocess.run(['curl', '-fs', 'http://127.0.0.2:8080/'], stdout=subprocess.DEVNULL)\nprint('done', flush=True); time.sleep(600)\n`;
    await endsByItsFix({ 'compose.yaml': compose('1s') }, checks, 'compose.yaml:6 probe');
  });

  it('leads to a line by the program that listens where it connects to', async function () {
    skipWhere(this, lacking('python3-requests'));
    await using scenario = await CauseScenario.begin({
      'app.py': python(`requests.get('http://stock:8080/')`),
      hosts: '127.0.0.2 stock\n',
    });
    // The name of the program is that of the service, and only the program that connects can resolve it.
    await scenario.startBackend(8080, await scenario.programNamed('stock'));
    const inside = 'mount --bind hosts /etc/hosts && exec python3 app.py';
    await scenario.work('unshare', ['-m', 'sh', '-c', inside]);
    const sites = await scenario.causes();
    assert.deepEqual(warnings(sites), ['app.py:4 py-module-call'], JSON.stringify(sites, undefined, 1));
    const [site] = sites;
    assert.equal(site?.confidence, 'resolved');
    const listens = site.chain?.find(({ restsOn }) => restsOn === 'the listening socket that it holds');
    assert.match(listens?.says ?? '', /^stock \(\d+\) listens on 127\.0\.0\.2:8080\.$/);
  });

  it('leads from a process in a container to the folder that is mounted there', async function () {
    skipWhere(this, lacking('python3-requests'));
    await using scenario = await CauseScenario.begin({ 'app.py': python(`requests.get('${url}')`) });
    await scenario.startBackend();
    const inside = `mount --bind "$0" /mnt && cd /mnt && exec python3 /mnt/app.py`;
    await scenario.work('unshare', ['-m', 'sh', '-c', inside, scenario.folder]);
    const [site, ...more] = await scenario.causes();
    assert.ok(site !== undefined && more.length === 0);
    assert.deepEqual([site.line, site.severity, site.confidence], [4, 'warning', 'resolved']);
    assert.ok(site.chain?.some(({ restsOn }) => restsOn === 'this file is on its command line'));
  });

  it('never blames the side whose peer closes first', async () => {
    await using scenario = await CauseScenario.begin({
      'app.py': `import socket, time\ndef call():\n    s = socket.create_connection(('127.0.0.2', 9000))\n    s.recv(1)\n    s.close()\ndef main():\n    for _ in range(150): call()\n    print('done', flush=True); time.sleep(600)\nmain()\n`,
    });
    const peer = `import socket\ns = socket.create_server(('127.0.0.2', 9000), backlog=100)\nwhile True: s.accept()[0].close()`;
    scenario.namespace.spawn('python3', ['-c', peer], { stdio: 'ignore' });
    await scenario.listening(9000);
    await scenario.work('python3', ['app.py']);
    assert.deepEqual(await scenario.causes(), []);
  });
});
