import assert from 'node:assert/strict';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import { repositoryFactsIn } from '../../../../src/core/formats/factsInFile.ts';
import { factsFor, joinedFacts, noFacts } from '../../../../src/core/formats/repositoryFacts.ts';
import { applyEdits } from '../../../../src/core/language/applyEdits.ts';
import { diagnose } from '../../../../src/core/language/diagnose.ts';
import { quickFixes } from '../../../../src/core/language/quickFixes.ts';
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
  folders: readonly string[] = [],
): readonly SysctlDiagnostic[] {
  const facts = joinedFacts([
    ...Object.entries(files).map(([file, text]) =>
      repositoryFactsIn(file, text, formatOf(text, file)?.read(text, file).assignments),
    ),
    { ...noFacts, folders },
  ]);
  const values = new Map(
    [...(running ?? [])].map(([key, value]) => [key, { value, origin: { kind: 'running' } as const }]),
  );
  return diagnose(read(path, files[path] ?? ''), {
    path,
    repository: factsFor(path, facts),
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
    // As people write it, all on one line.
    const short = 'events {}\nhttp { server { listen 40000; listen 40001 quic; } }\n';
    assert.deepEqual(declared('nginx.conf', short), ['2 40000 nginx host']);
    // A file of sysctl that says what it is for.
    const comment = '# for http { server { listen 8080; } }\nnet.ipv4.tcp_tw_recycle = 1\n';
    assert.equal(formatOf(comment, '/a/tuning.conf'), undefined);
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

  it('have a fix that reserves them in a new drop-in file, if no file says which ports are taken', () => {
    const fixed = (files: Readonly<Record<string, string>>, path: string, folders = ['/w', '/w/other']) => {
      const [diagnostic] = judged(files, path, undefined, folders);
      assert.ok(diagnostic);
      return diagnostic.fixes.find(({ isNewFile }) => isNewFile === true);
    };
    const one = fixed({ '/w/nginx.conf': nginx('50051') }, '/w/nginx.conf');
    assert.ok(one?.file);
    assert.deepEqual([one.file, one.safe], ['/w/sysctl.d/60-service-ports.conf', false]);
    assert.equal(one.title, 'Reserve port 50051 in a new file, sysctl.d/60-service-ports.conf');
    const text = applyEdits('', one.edits);
    assert.match(text, /^# .+\nnet\.ipv4\.ip_local_reserved_ports = 50051\n$/);
    assert.deepEqual(judged({ '/w/nginx.conf': nginx('50051'), [one.file]: text }, '/w/nginx.conf'), []);
    // Beside the other files of sysctl at or above its folder, of which those nearest to the service count.
    const conf = '/w/b/conf/nginx.conf';
    const beside = (...dropIns: readonly string[]) =>
      fixed(
        {
          ...Object.fromEntries(dropIns.map((file) => [file, 'vm.swappiness = 1\n'])),
          [conf]: nginx('50051'),
        },
        conf,
      );
    const near = beside('/w/a/sysctl.d/10-a.conf', '/w/sysctl.d/10-a.conf', '/w/b/sysctl.d/10-a.conf');
    assert.equal(near?.file, '/w/b/sysctl.d/60-service-ports.conf');
    assert.equal(near.title, 'Reserve port 50051 in a new file, b/sysctl.d/60-service-ports.conf');
    assert.equal(
      beside('/w/ansible/roles/db/files/sysctl.d/10-db.conf', '/w/b/etc/sysctl.d/10-a.conf')?.file,
      '/w/sysctl.d/60-service-ports.conf',
      'those of something else',
    );
    const web = '/etc/sysctl.d/haproxy.cfg';
    const own = fixed({ [web]: 'frontend a\n  bind *:50051\n' }, web, ['/etc/sysctl.d']);
    assert.equal(own?.file, '/etc/sysctl.d/60-service-ports.conf', 'the folder is itself sysctl.d');
    assert.equal(own.title, 'Reserve port 50051 in a new file, 60-service-ports.conf');
    // A list that is not known yet is a list.
    const list = {
      '/w/a.conf.j2': 'net.ipv4.ip_local_reserved_ports = {{ ports }}\n',
      [conf]: nginx('50051'),
    };
    assert.equal(fixed(list, conf), undefined);
    const inner = { '/w/other/x/nginx.conf': nginx('50051') };
    assert.equal(
      fixed(inner, '/w/other/x/nginx.conf')?.file,
      '/w/other/sysctl.d/60-service-ports.conf',
      'the folder of the window that has it',
    );
    assert.equal(fixed(inner, '/w/other/x/nginx.conf', []), undefined, 'no folder');
    assert.equal(fixed(inner, '/w/other/x/nginx.conf', ['/elsewhere']), undefined, 'of no folder');
    // An image does not decide what its host reserves.
    assert.equal(fixed({ '/w/Dockerfile': 'FROM a\nEXPOSE 50051\n' }, '/w/Dockerfile'), undefined);
    // A node pool of a cloud has no line for it beside its range.
    const aks = {
      '/w/nginx.conf': nginx('50051'),
      '/w/aks.json': '{"sysctls":{"netIpv4IpLocalPortRange":"32768 60999","netIpv4TcpTwReuse":true}}',
    };
    assert.equal(fixed(aks, '/w/nginx.conf')?.isNewFile, true);
  });

  it('have a fix that takes another port, where the line decides on which one the service listens', () => {
    const fixed = (path: string, text: string, files = {}): string | undefined => {
      const before = judged({ [path]: text, ...files }, path);
      const [diagnostic] = before;
      assert.ok(diagnostic, 'no hint');
      const fix = diagnostic.fixes.find(({ title }) => title.startsWith('Use port'));
      if (fix === undefined) return undefined;
      assert.deepEqual([fix.file, fix.safe], [undefined, false]);
      const changed = applyEdits(text, fix.edits);
      const after = judged({ [path]: changed, ...files }, path);
      assert.equal(after.length, before.length - 1);
      return changed;
    };
    assert.equal(fixed('nginx.conf', nginx('50051')), nginx('21051'));
    const both = 'http {\n  server {\n    listen 50051;\n    listen [::]:50051;\n  }\n}\n';
    const once = fixed('nginx.conf', both) ?? '';
    assert.equal(fixed('nginx.conf', once), both.replaceAll('50051', '21051'), 'one port for both families');
    const socket = '[Socket]\nListenStream=127.0.0.1:40000\n';
    assert.equal(fixed('a.socket', socket), socket.replace('40000', '11000'));
    const haproxy = 'frontend web\n  bind *:40000,:40001\n';
    assert.equal(fixed('haproxy.cfg', haproxy), haproxy.replace('40000', '11000'));
    const compose = 'services:\n  a:\n    ports: ["40000:80"] # why\n';
    assert.equal(fixed('compose.yaml', compose), compose.replace('40000', '11000'));
    const low = { 'sysctl.d/a.conf': 'net.ipv4.ip_local_port_range = 1024 40000\n' };
    assert.equal(fixed('nginx.conf', nginx('8080'), low), nginx('47080'), 'above the range');
    const wide = { 'sysctl.d/a.conf': 'net.ipv4.ip_local_port_range = 1024 65000\n' };
    assert.equal(fixed('nginx.conf', nginx('8080'), wide), undefined, 'no room');
    // There the program decides, and the line only tells.
    assert.equal(fixed('Dockerfile', 'FROM a\nEXPOSE 50051\n'), undefined);
    assert.equal(
      fixed('compose.yaml', 'services:\n  a:\n    network_mode: host\n    expose: [50051]\n'),
      undefined,
    );
  });

  describe('that several lines of a file declare', () => {
    /** The text after the fix of each title that the line of a problem is offered for another port. */
    const offered = (path: string, text: string, line: number): Readonly<Record<string, string>> => {
      const document = read(path, text);
      const at = { start: { line, column: 0 }, end: { line, column: 99 } };
      const fixes = quickFixes(document, at, diagnose(document, { path })).filter(({ title }) =>
        title.startsWith('Use port'),
      );
      return Object.fromEntries(fixes.map(({ title, edits }) => [title, applyEdits(text, edits)]));
    };
    const servers = (a: string, b: string): string =>
      `http {\n  server {\n    listen ${a};\n  }\n  server {\n    listen ${b};\n  }\n}\n`;

    it('are moved together, because they are one service, or share its socket', () => {
      for (const [a, b] of [
        ['50051', '[::]:50051'],
        ['50051 default_server', '50051'],
      ] as const) {
        const text = servers(a, b);
        const moved = { 'Use port 21051 in 2 lines': text.replaceAll('50051', '21051') };
        assert.deepEqual(offered('nginx.conf', text, 2), moved);
        assert.deepEqual(offered('nginx.conf', text, 5), moved);
      }
      const compose =
        'services:\n  a:\n    ports: ["127.0.0.1:40000:80"]\n  b:\n    ports: ["127.0.0.2:40000:80", "40001:1"]\n';
      assert.deepEqual(offered('compose.yaml', compose, 2), {
        'Use port 11000 in 2 lines': compose.replaceAll('40000', '11000'),
      });
    });

    it('are not moved with what only tells of the port, or belongs to another target', () => {
      const text =
        'services:\n  a:\n    ports: ["40000:80"]\n  b:\n    network_mode: host\n    expose: [40000]\n';
      assert.deepEqual(offered('compose.yaml', text, 2), {
        'Use port 11000': text.replace('40000:', '11000:'),
      });
    });

    it('are not moved with one that a comment leaves alone, nor without it', () => {
      const comment = '# socket-diagnostics-disable-line service-port-in-range';
      const text = servers('50051', '[::]:50051').replace('    listen [', `    ${comment}\n    listen [`);
      assert.deepEqual(offered('nginx.conf', text, 2), {});
      const other = text.replace('service-port-in-range', 'unknown-key');
      assert.deepEqual(Object.keys(offered('nginx.conf', other, 2)), ['Use port 21051 in 2 lines']);
    });

    it('are not moved over lines of HAProxy, which may be of two services', () => {
      const text =
        'frontend a\n  bind 10.0.0.1:40000\n  mode http\nfrontend b\n  bind 10.0.0.2:40000\n  mode http\n';
      assert.deepEqual(offered('haproxy.cfg', text, 1), {});
      const one = 'frontend a\n  bind 10.0.0.1:40000,[::]:40000\n  mode http\n';
      assert.deepEqual(offered('haproxy.cfg', one, 1), {
        'Use port 11000': one.replaceAll('40000', '11000'),
      });
    });

    it('are not moved without the datagrams of the same port', () => {
      const unit = '[Socket]\nListenStream=40000\nListenDatagram=40000\n';
      assert.deepEqual(offered('a.socket', unit, 1), {});
      const other = unit.replace('Datagram=40000', 'Datagram=53');
      assert.deepEqual(Object.keys(offered('a.socket', other, 1)), ['Use port 11000']);
      assert.deepEqual(offered('nginx.conf', servers('50051', '50051 quic'), 2), {});
      assert.deepEqual(offered('haproxy.cfg', 'frontend a\n  bind :40000,quic4@:40000\n', 1), {});
      const compose = (ports: string): string => `services:\n  a:\n    ports:\n${ports}`;
      for (const ports of [
        '    - "40000:80"\n    - "40000:80/udp"\n',
        '    - 40000:80\n    - target: 80\n      published: 40000\n      protocol: udp\n',
      ])
        assert.deepEqual(offered('compose.yaml', compose(ports), 3), {}, ports);
      for (const ports of [
        '    - "40000:40000"\n    - "53:53/udp"\n',
        '    - "40000:80"\n    - 40001:1/udp\n',
      ])
        assert.deepEqual(Object.keys(offered('compose.yaml', compose(ports), 3)), ['Use port 11000'], ports);
    });

    it('are not moved to a port of another service', () => {
      assert.deepEqual(offered('nginx.conf', servers('50051', '21051'), 2), {});
      const range = 'services:\n  a:\n    ports: ["40000:80", "10990-11010:81"]\n';
      assert.deepEqual(offered('compose.yaml', range, 2), {});
    });
  });

  it('are left alone where a comment of the format says so', () => {
    const text = nginx('50051').replace(
      '    listen',
      '    # socket-diagnostics-disable-line service-port-in-range\n    listen',
    );
    assert.deepEqual(judged({ 'nginx.conf': text }, 'nginx.conf'), []);
  });
});
