import assert from 'node:assert/strict';
import { CauseWorkspace } from '../../../../src/core/causes/causeWorkspace.ts';
import { ownPort } from '../../../../src/core/causes/otherLanguages/ownPort.ts';
import { assertProportional, assertProportionalInTime } from '../../../support/proportional.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';

/** A file with one site, and what was put beside it to make it slow. */
const texts: readonly (readonly [
  what: string,
  path: string,
  size: number,
  text: (size: number) => string,
])[] = [
  [
    'blanks before a type',
    'a.py',
    16_000,
    (size) => `import requests\nhost:${' '.repeat(size)}str\ndef f(): requests.get(host)\n`,
  ],
  [
    'blanks after a name',
    'a.py',
    16_000,
    (size) => `import requests\nhost${' '.repeat(size)}\ndef f(): requests.get(host)\n`,
  ],
  [
    'one long word',
    'a.py',
    16_000,
    (size) => `import requests\nhost = ${'a'.repeat(size)}\ndef f(): requests.get(host)\n`,
  ],
  [
    'one long type',
    'a.py',
    16_000,
    (size) => `import requests\nhost: ${'a '.repeat(size / 2)}\ndef f(): requests.get(host)\n`,
  ],
  [
    'one line of commas',
    'a.py',
    16_000,
    (size) => `import requests\nhost = f(${'"a",'.repeat(size / 4)})\ndef f(): requests.get(host)\n`,
  ],
  [
    'constants that follow one another',
    'a.py',
    8_000,
    (size) =>
      `import requests\n${lines(size, (at) => `H${at} = "${at}.example"`)}def f(): requests.get(H1)\n`,
  ],
  [
    'calls with names of their own',
    'a.py',
    800,
    (size) =>
      `import requests\n${lines(size, (at) => `H${at} = "h"\ndef f${at}(): requests.get(H${at}, P${at})`)}`,
  ],
  [
    'calls in one function',
    'a.py',
    800,
    (size) => `import requests\ndef f():\n${lines(size, (at) => `  requests.get(H${at}, timeout=T${at})`)}`,
  ],
  [
    'braces that nothing closes',
    'a.py',
    16_000,
    (size) => `import requests\ndef f(): requests.get("${'{ '.repeat(size / 2)}")\n`,
  ],
  [
    'calls of Go',
    'a.go',
    800,
    (size) =>
      `package a\nimport "net/http"\n${lines(size, (at) => `func f${at}() { r, err := c${at}.Get(u); if err != nil { return }; log(r.Status) }`)}var c1 = &http.Client{}\n`,
  ],
  [
    'clients of Go',
    'a.go',
    800,
    (size) =>
      `package a\nimport "net/http"\n${lines(size, (at) => `func f${at}() { c := &http.Client{}; r, err := c.Get(u); if err != nil { return }; r.Body.Close() }`)}`,
  ],
  [
    'one long word beside a transport',
    'a.go',
    16_000,
    (size) =>
      `package a\nimport "net/http"\nfunc f() { c := &http.Client{Transport: &http.Transport{}}\nc.Get("${'a'.repeat(size)}") }\n`,
  ],
  [
    'brackets that nothing closes, beside a transport',
    'a.go',
    16_000,
    (size) =>
      `package a\nimport "net/http"\nfunc f() { c := &http.Client{Transport: &http.Transport{}}\nc.Get("${'a.a['.repeat(size / 4)}") }\n`,
  ],
  [
    'a database that has no host',
    'a.php',
    16_000,
    (size) => `<?php\nfunction f() { return new PDO("${'mysql:'.repeat(size / 6)}", $a, $b); }\n`,
  ],
  [
    'handles of curl in one function',
    'a.c',
    200,
    (size) =>
      `#include <curl/curl.h>\nint f(int i) {\n${lines(size, (at) => `CURL *h${at} = curl_easy_init(); curl_easy_perform(h${at}); curl_easy_cleanup(h${at});`)}}\n`,
  ],
  [
    'databases of Go in one function',
    'a.go',
    200,
    (size) =>
      `package a\nimport "database/sql"\nfunc f(i int) {\n${lines(size, (at) => `d${at}, err := sql.Open("postgres", dsn${at}); defer d${at}.Close()`)}}\n`,
  ],
  [
    'channels of gRPC',
    'a.py',
    400,
    (size) =>
      `import grpc\n${lines(size, (at) => `def f${at}(i):\n  c = grpc.insecure_channel(a)\n  s = pb.XStub(c)\n  return s.Get(i)`)}`,
  ],
  [
    'sockets that are bound in one function',
    'a.py',
    400,
    (size) =>
      `import socket\ndef f(i):\n${lines(size, (at) => `  s${at} = socket.socket(); s${at}.bind((me, 0)); s${at}.connect(you)`)}`,
  ],
  [
    'responses in one function',
    'A.java',
    400,
    (size) =>
      `import okhttp3.*;\nclass A {\nint f(int i) {\n${lines(size, (at) => `Response r${at} = client.newCall(q).execute(); x += r${at}.code();`)}}}\n`,
  ],
  [
    'blanks and brackets in an address',
    'a.py',
    8_000,
    (size) =>
      `import socket\ndef f(i):\n  me = ${'('.repeat(size / 2)}${' '.repeat(size / 2)}0${')'.repeat(size / 2)}\n  s = socket.socket(); s.bind(me); s.connect(you)\n`,
  ],
  [
    'probes',
    'pod.yaml',
    800,
    (size) =>
      `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n${lines(size, (at) => `  - name: a${at}\n    livenessProbe:\n      tcpSocket: {port: 8080}\n      periodSeconds: 1`)}`,
  ],
  [
    'backends',
    'haproxy.cfg',
    1_600,
    (size) =>
      `defaults\n  mode http\n${lines(size, (at) => `backend b${at}\n  http-reuse never\n  server s 10.0.0.5:8080`)}`,
  ],
  [
    'virtual hosts',
    'site.conf',
    1_600,
    (size) =>
      lines(
        size,
        (at) => `<VirtualHost *:80>\nProxyPass /${at} http://10.0.0.5:8080 disablereuse=on\n</VirtualHost>`,
      ),
  ],
  [
    'locations',
    'nginx.conf',
    1_600,
    (size) =>
      `http {\nserver {\n${lines(size, (at) => `location /${at} { proxy_pass http://10.0.0.5:8080; }`)}}\n}\n`,
  ],
  [
    'streams beside a connection that is closed',
    'A.java',
    1_600,
    (size) =>
      `class A {\nint f(URL u) {\nHttpURLConnection c = (HttpURLConnection) u.openConnection();\n${lines(size, (at) => `InputStream s${at} = c.getInputStream(); try (s${at}`)}c.disconnect(); } }\n`,
  ],
  [
    'handles of PHP in one loop',
    'a.php',
    800,
    (size) => `<?php\nforeach ($us as $u) {\n${lines(size, (at) => `  $c${at} = curl_init($u);`)}}\n`,
  ],
  [
    'settings of one pool of php-fpm',
    'www.conf',
    1_600,
    (size) =>
      `[www]\npm.max_children = 5\n${lines(size, () => 'pm.process_idle_timeout = 1s')}pm = ondemand\n`,
  ],
  [
    'pools of php-fpm',
    'www.conf',
    1_600,
    (size) =>
      lines(size, (at) => `[p${at}]\npm = ondemand\npm.max_children = 5\npm.process_idle_timeout = 1s`),
  ],
];

function lines(count: number, line: (at: string) => string): string {
  return Array.from({ length: count }, (_, at) => `${line(String(at))}\n`).join('');
}

describe('a file that was made to be slow', function () {
  this.timeout(20_000);

  for (const [what, path, size, text] of texts) {
    it(`takes no longer than it is long: ${what}`, async () => {
      const workspace = new CauseWorkspace(syntaxTrees);
      assert.equal(await workspace.update(path, text(size)), 'judged');
      await assertProportionalInTime(
        what,
        async (count) => {
          await workspace.update(path, text(count));
          return workspace.sites();
        },
        size,
      );
    });
  }

  it('takes no longer than it is long: blanks behind the port of an address', () => {
    assertProportional('blanks', (count) => ownPort(`(a, 0${' '.repeat(count)}+ 1)`, ''), 64_000);
  });
});
