import assert from 'node:assert/strict';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import {
  factsWithout,
  joinedFacts,
  repositoryFactsIn,
} from '../../../../src/core/formats/repositoryFacts.ts';
import { applyEdits } from '../../../../src/core/language/applyEdits.ts';
import { diagnose } from '../../../../src/core/language/diagnose.ts';
import type { SysctlDiagnostic } from '../../../../src/core/language/sysctlDiagnostic.ts';

function read(path: string, text: string) {
  const document = formatOf(text, path)?.read(text, path);
  assert.ok(document, `${path} has no format`);
  return document;
}

/** `line text kind scope` of every declared port. */
function declared(path: string, text: string): readonly string[] {
  const document = formatOf(text, path)?.read(text, path);
  return (document?.servicePorts ?? []).map(({ ports, kind, scope, range: { start, end } }) => {
    const line = text.split('\n')[start.line] ?? '';
    const numbers = ports.low === ports.high ? String(ports.low) : `${ports.low}-${ports.high}`;
    // The place is that of the number.
    assert.equal(line.slice(start.column, end.column), numbers);
    return `${start.line + 1} ${numbers} ${kind} ${scope}`;
  });
}

/** What the rule says about one file of a set. */
function judged(
  files: Readonly<Record<string, string>>,
  path: string,
  running?: ReadonlyMap<string, string>,
): readonly SysctlDiagnostic[] {
  const facts = joinedFacts(
    Object.entries(files).map(([file, text]) =>
      repositoryFactsIn(file, text, formatOf(text, file)?.read(text, file).assignments),
    ),
  );
  const values = new Map(
    [...(running ?? [])].map(([key, value]) => [key, { value, origin: { kind: 'running' } as const }]),
  );
  return diagnose(read(path, files[path] ?? ''), {
    path,
    repository: factsWithout(path, facts),
    ...(running && { running: values, isForRunning: true }),
  }).filter(({ rule }) => rule === 'service-port-in-range');
}

const nginx = (port: string): string => `http {\n  server {\n    listen ${port};\n  }\n}\n`;

describe('ports of services in files', () => {
  it('are those of host network and host ports in pods', () => {
    const pod = (host: string) => `apiVersion: v1
kind: Pod
spec:
${host}  containers:
  - name: a
    ports:
    - containerPort: 50051
    - {containerPort: 9000, hostPort: 40000}
    - {containerPort: 53, hostPort: 53, protocol: UDP}
    - containerPort: {{ .Values.port }}
`;
    assert.deepEqual(declared('pod.yaml', pod('')), ['8 40000 published node']);
    assert.deepEqual(declared('pod.yaml', pod('  hostNetwork: true\n')), [
      '8 50051 host-network node',
      '9 9000 host-network node',
    ]);
    assert.deepEqual(declared('pod.yaml', pod('  hostNetwork: false\n')), ['9 40000 published node']);
  });

  it('are those of compose files', () => {
    const text = `services:
  own:
    network_mode: host
    ports: ["50051"]
    expose:
      - 50052
  other:
    ports:
      - "40000:80"
      - 127.0.0.1:40001:81/tcp
      - "40002:82/udp"
      - "83"
      - "\${PORT}:84"
      - target: 85
        published: "40003"
    expose: [40004]
`;
    assert.deepEqual(declared('compose.yaml', text), [
      '4 50051 host-network host',
      '6 50052 host-network host',
      '9 40000 published host',
      '10 40001 published host',
      '15 40003 published host',
    ]);
  });

  it('are those of socket units, nginx, HAProxy, and EXPOSE', () => {
    assert.deepEqual(
      declared(
        'a.socket',
        '[Socket]\nListenStream=40000\nListenStream=[::1]:40001\nListenStream=/run/a\nListenDatagram=40002\n',
      ),
      ['2 40000 socket-unit host', '3 40001 socket-unit host'],
    );
    const text = `http {
  server {
    listen 40000 default_server;
    listen [::]:40001 ssl;
    listen 127.0.0.1:40002;
    listen unix:/run/a;
    listen \${PORT};
    listen 40003 quic;
    location / { proxy_pass http://a:40004; }
  }
}
`;
    assert.deepEqual(declared('nginx.conf', text), [
      '3 40000 nginx host',
      '4 40001 nginx host',
      '5 40002 nginx host',
    ]);
    assert.deepEqual(
      declared(
        'haproxy.cfg',
        'frontend web\n  bind *:40000,:40001 ssl crt /a\n  bind /run/a\nbackend b\n  server s 10.0.0.1:40002\n',
      ),
      ['2 40000 haproxy host', '2 40001 haproxy host'],
    );
    assert.deepEqual(
      declared('Dockerfile', 'FROM a\nEXPOSE 40000 40001/tcp 40002/udp 40003-40005\nEXPOSE $PORT\n'),
      ['2 40000 exposed container', '2 40001 exposed container', '2 40003-40005 exposed container'],
    );
  });

  it('are a hint within the default range, which names the line that reserves them', () => {
    const [hint, ...others] = judged({ 'nginx.conf': nginx('50051') }, 'nginx.conf');
    assert.ok(hint);
    assert.deepEqual([hint.severity, hint.range.start, others], ['hint', { line: 2, column: 11 }, []]);
    assert.match(hint.message, /32768 to 60999, the kernel’s default/);
    assert.match(hint.message, /net\.ipv4\.ip_local_reserved_ports = 50051\), or choose a port below 32768/);
    assert.deepEqual(judged({ 'nginx.conf': nginx('8080') }, 'nginx.conf'), []);
  });

  it('are compared with what other files of the repository set', () => {
    const conf = 'etc/sysctl.d/90-a.conf';
    const hints = (text: string, port = '8080') =>
      judged({ 'nginx.conf': nginx(port), [conf]: text }, 'nginx.conf');
    const [hint] = hints('# wide\nnet.ipv4.ip_local_port_range = 1024 65535\n');
    assert.ok(hint?.message.includes(`1024 to 65535, set in ${conf}:2`));
    assert.deepEqual(hints('net.ipv4.ip_local_port_range = 10000 20000\n', '50051'), []);
    const reserved =
      'net.ipv4.ip_local_port_range = 1024 65535\nnet.ipv4.ip_local_reserved_ports = 8000-8100\n';
    assert.deepEqual(hints(reserved), []);
    assert.equal(hints(reserved, '8200').length, 1);
    const two = {
      'nginx.conf': nginx('8080'),
      'a.sh': 'sysctl -w net.ipv4.ip_local_port_range="1024 65000"\n',
      'b.sh': 'sysctl -w net.ipv4.ip_local_port_range="20000 65000"\n',
    };
    assert.deepEqual(judged(two, 'nginx.conf'), [], 'files that disagree');
    const pod = {
      'nginx.conf': nginx('8080'),
      'compose.yaml': 'services:\n  a:\n    sysctls:\n      net.ipv4.ip_local_port_range: 1024 65000\n',
    };
    assert.deepEqual(judged(pod, 'nginx.conf'), [], 'the range of a container');
  });

  it('are compared with the running values if the file is for this host', () => {
    const running = new Map([['net.ipv4.ip_local_port_range', '1024\t65000']]);
    const files = { 'nginx.conf': nginx('8080') };
    assert.match(judged(files, 'nginx.conf', running)[0]?.message ?? '', /running value/);
    running.set('net.ipv4.ip_local_reserved_ports', '8080');
    assert.deepEqual(judged(files, 'nginx.conf', running), []);
  });

  it('have a fix that extends the list of reserved ports, or adds one beside the range', () => {
    const fixed = (conf: string): string => {
      const files = { 'nginx.conf': nginx('8080'), 'sysctl.d/a.conf': conf };
      const [fix] = judged(files, 'nginx.conf')[0]?.fixes ?? [];
      assert.ok(fix);
      assert.deepEqual([fix.file, fix.safe], ['sysctl.d/a.conf', false]);
      const text = applyEdits(conf, fix.edits);
      assert.deepEqual(judged({ ...files, 'sysctl.d/a.conf': text }, 'nginx.conf'), []);
      return text;
    };
    const range = '# a\nnet.ipv4.ip_local_port_range = 1024 65000\n';
    assert.equal(fixed(range), `${range}net.ipv4.ip_local_reserved_ports = 8080\n`);
    assert.equal(
      fixed(`${range}net.ipv4.ip_local_reserved_ports = 9000-9010\n# b\n`),
      `${range}net.ipv4.ip_local_reserved_ports = 9000-9010,8080\n# b\n`,
    );
  });

  it('are left alone where a comment of the format says so', () => {
    const text = nginx('50051').replace(
      '    listen',
      '    # socket-diagnostics-disable-line service-port-in-range\n    listen',
    );
    assert.deepEqual(judged({ 'nginx.conf': text }, 'nginx.conf'), []);
  });
});
