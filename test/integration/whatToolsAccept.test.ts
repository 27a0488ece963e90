import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatOf } from '../../src/core/formats/formats.ts';
import { diagnose } from '../../src/core/language/diagnose.ts';
import { OciRuntime } from '../support/ociRuntime.ts';
import { skipWhere } from '../support/skipWhere.ts';

/** Rules that say with an error that a compose file's container does not start. */
function errorsOf(text: string): readonly string[] {
  const document = formatOf(text, 'compose.yaml')?.read(text, 'compose.yaml');
  assert.ok(document);
  return diagnose(document, {})
    .filter(({ severity }) => severity === 'error')
    .map(({ rule }) => rule);
}

/** Each with the parameters of one container. */
const containers: readonly (readonly [key: string, value: string])[] = [
  ['net.core.somaxconn', '1024'],
  ['net/core/somaxconn', '1025'],
  ['net.ipv4.tcp_tw_reuse', '1'],
  ['net.ipv4.tcp_tw_reuse', '3'],
  ['net.ipv4.tcp_tw_recycle', '1'],
  ['net.ipv4.tcp_max_tw_buckets', '5000'],
  ['net.ipv4.tcp_mem', '1 2 3'],
  ['net.ipv4.tcp_max_orphans', '5'],
  ['net.core.rmem_max', '16777216'],
  ['net.core.netdev_max_backlog', '5000'],
  ['vm.max_map_count', '262144'],
  ['fs.file-max', '262144'],
  ['kernel.shm_rmid_forced', '1'],
  ['kernel.shm_rmid_forced', '2'],
  ['kernel.sem', '250 32000 100 128'],
  ['kernel.shm_next_id', '5'],
  ['kernel.hostname', 'x'],
  ['kernel.domainname', 'x'],
  ['fs.mqueue.msg_max', '20'],
  ['net.ipv4.ip_local_port_range', '1024 65535'],
  ['net.ipv4.ip_local_port_range', '1024-65535'],
  ['net.ipv4.ip_local_port_range', '65535 1024'],
  ['net.ipv4.ip_local_port_range', '"1024 65535"'],
  ['net.ipv4.ip_local_reserved_ports', '8080,9000-9010'],
  ['net.ipv4.ip_local_reserved_ports', '9010-9000'],
  ['net.ipv4.tcp_syncookies', 'true'],
  ['net.ipv4.tcp_syncookies', ' 1 '],
  ['net.ipv4.tcp_fin_timeout', '15s'],
  ['net.ipv4.tcp_keepalive_time', '6e2'],
  ['net.ipv4.tcp_no_such_key', '1'],
];

const isOfNetwork = (key: string): boolean => /^net[./]/.test(key);

describe('what container runtimes accept (crun)', function () {
  this.timeout(60_000);
  let runtime: OciRuntime | undefined;

  before(function () {
    skipWhere(this, OciRuntime.unavailable());
    runtime = new OciRuntime();
  });
  after(() => {
    runtime?.[Symbol.dispose]();
  });

  for (const [key, value] of containers) {
    const compose = (rest = ''): string =>
      `services:\n  a:\n    image: a\n${rest}    sysctls:\n      ${key}: ${JSON.stringify(value)}\n`;

    it(`${key}=${value}: an error if and only if it does not start`, () => {
      assert.ok(runtime);
      const { isStarted, message } = runtime.start({ [key]: value });
      const errors = errorsOf(compose());
      assert.equal(
        errors.length === 0,
        isStarted,
        `crun: ${message || 'started'}; errors: ${errors.join(', ')}`,
      );
    });

    if (isOfNetwork(key))
      it(`${key}=${value} on the network of the host: neither starts`, () => {
        assert.equal(runtime?.start({ [key]: value }, ['network']).isStarted, false);
        assert.notDeepEqual(errorsOf(compose('    network_mode: host\n')), []);
      });
  }
});

describe('what a container sets in the network of another one (crun)', function () {
  this.timeout(60_000);

  it('acts on both', async function () {
    skipWhere(this, OciRuntime.unavailable());
    using runtime = new OciRuntime();
    // It says so when it is there, and ends with its standard input.
    const other = spawn('unshare', ['-n', 'sh', '-c', 'echo ready; cat'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    try {
      await once(other.stdout, 'data');
      const inside = ['-t', String(other.pid), '-n', 'cat', '/proc/sys/net/core/somaxconn'];
      const network = `/proc/${String(other.pid)}/ns/net`;
      assert.deepEqual(runtime.start({ 'net.core.somaxconn': '1027' }, [], network), {
        isStarted: true,
        message: '',
      });
      assert.equal(spawnSync('nsenter', inside, { encoding: 'utf8' }).stdout.trim(), '1027');
      const text =
        'services:\n  a:\n    sysctls: {net.core.somaxconn: 1027}\n    network_mode: service:b\n  b: {image: b}\n';
      assert.deepEqual(errorsOf(text), []);
    } finally {
      other.stdin.end();
    }
  });
});

/** Every parameter that a process in its own namespaces sees there, by path, with its value. */
function keysOfNamespaces(): readonly (readonly [path: string, value: string])[] {
  const script =
    'mount -t proc proc /proc; cd /proc/sys; find net fs/mqueue kernel/domainname $(ls kernel | grep -E "^(msgm|sem$|shm(all|max|mni|_rmid_forced)$)" | sed s,^,kernel/,) -type f | while read f; do printf "%s\\t%s\\n" "$f" "$(head -c 4000 "$f" 2>/dev/null | tr "\\n" " ")"; done';
  const { stdout } = spawnSync('unshare', ['-niumpf', 'sh', '-c', script], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [path = '', value = ''] = line.split('\t', 2);
    // What cannot be read, or holds nothing, tells nothing about writing.
    return path === '' || value.trim() === '' ? [] : [[path, value.trim()] as const];
  });
}

describe('what crun accepts of all that is in the namespaces of a container', function () {
  this.timeout(240_000);
  let runtime: OciRuntime | undefined;

  before(function () {
    skipWhere(this, OciRuntime.unavailable());
    runtime = new OciRuntime();
  });
  after(() => {
    runtime?.[Symbol.dispose]();
  });

  const errorsWith = (path: string, value: string): readonly string[] =>
    errorsOf(`services:\n  a:\n    sysctls:\n      ${JSON.stringify(path)}: ${JSON.stringify(value)}\n`);

  /** Those with which a container does not start. */
  function refused(pairs: readonly (readonly [string, string])[]): readonly string[] {
    if (pairs.length === 0 || runtime?.start(Object.fromEntries(pairs)).isStarted === true) return [];
    const half = pairs.length >> 1;
    if (half === 0) return pairs.map(([path]) => path);
    return [...refused(pairs.slice(0, half)), ...refused(pairs.slice(half))];
  }

  it('is what we say nothing about, and it refuses each key that we call an error', () => {
    const keys = keysOfNamespaces();
    assert.ok(keys.length > 300, `${keys.length} keys`);
    const silent = keys.filter(([path, value]) => errorsWith(path, value).length === 0);
    assert.deepEqual(refused(silent), []);
    const loud = keys.filter((pair) => !silent.includes(pair));
    assert.ok(loud.length > 5);
    assert.deepEqual(
      loud.flatMap((pair) => (refused([pair]).length === 0 ? [pair[0]] : [])),
      [],
    );
  });

  it('is nothing that only the host has, of which each key is an error', () => {
    const inside = new Set(keysOfNamespaces().map(([path]) => path));
    // Interfaces have names of this machine.
    const folders = [
      'net/core',
      'net/ipv4',
      'net/ipv4/route',
      'net/ipv4/neigh/default',
      'net/ipv6',
      'net/netfilter',
    ];
    const outside = folders.flatMap((folder) =>
      readdirSync(join('/proc/sys', folder), { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => `${folder}/${name}`)
        .filter((path) => !inside.has(path) && valueOf(path) !== ''),
    );
    assert.ok(outside.length > 50, `${outside.length} keys`);
    assert.deepEqual(
      outside.filter((path) => errorsWith(path, valueOf(path)).length === 0),
      [],
    );
    const [first = '', ...others] = outside;
    for (const path of [first, ...others.filter((_, at) => at % 10 === 0)])
      assert.equal(runtime?.start({ [path]: valueOf(path) }).isStarted, false, path);
  });
});

/** Empty if it cannot be read. */
function valueOf(path: string): string {
  try {
    return readFileSync(join('/proc/sys', path), 'utf8').trim();
  } catch {
    return '';
  }
}

describe('what systemd accepts (systemd-analyze verify)', function () {
  this.timeout(60_000);
  let folder = '';

  before(function () {
    const isThere = spawnSync('systemd-analyze', ['--version']).status === 0;
    skipWhere(this, isThere ? null : 'systemd-analyze is not installed');
    folder = mkdtempSync(join(tmpdir(), 'units-'));
  });
  after(() => {
    if (folder !== '') rmSync(folder, { recursive: true });
  });

  function verify(name: string, text: string): string {
    const path = join(folder, name);
    writeFileSync(path, text);
    const { stderr } = spawnSync('systemd-analyze', ['verify', '--man=no', path], { encoding: 'utf8' });
    return stderr
      .split('\n')
      .filter((line) => line.includes(name))
      .join('\n');
  }

  for (const address of ['40000', '127.0.0.1:40001', '[::1]:40002', '0', '65536', '40000x', '127.0.0.1'])
    it(`ListenStream=${address}: a port for both, or for neither`, () => {
      const text = `[Socket]\nListenStream=${address}\n`;
      writeFileSync(join(folder, 'a.service'), '[Service]\nExecStart=/bin/true\n');
      const isRefused = /ListenStream|address/i.test(verify('a.socket', text));
      const document = formatOf(text, 'a.socket')?.read(text, 'a.socket');
      assert.equal(document?.servicePorts.length, isRefused ? 0 : 1, verify('a.socket', text));
    });

  it('a unit that sets parameters: its quotes and its `>` are what systemd takes them for', () => {
    const text =
      '[Service]\nType=oneshot\nExecStart=/sbin/sysctl -w "net.ipv4.ip_local_port_range=1024 65000"\nExecStart=/bin/echo 1 > /proc/sys/vm/swappiness\n';
    assert.equal(verify('b.service', text), '');
    const document = formatOf(text, 'b.service')?.read(text, 'b.service');
    assert.deepEqual(
      document?.assignments.map(({ key, value }) => `${key.dotted}=${value.text}`),
      ['net.ipv4.ip_local_port_range=1024 65000'],
    );
  });
});

/** Values as a YAML file has them, without quotes. */
const scalars = [
  '1',
  '0755',
  '0o17',
  '0x10',
  '65_535',
  '1e3',
  '1.5',
  'yes',
  'off',
  'true',
  '10:30',
  '1024 65535',
  "'0755'",
];

describe('what Ansible writes (ansible-core)', function () {
  this.timeout(120_000);
  let folder = '';

  before(function () {
    const isThere = spawnSync('ansible-playbook', ['--version']).status === 0;
    skipWhere(this, isThere ? null : 'ansible-core is not installed');
    folder = mkdtempSync(join(tmpdir(), 'ansible-'));
  });
  after(() => {
    if (folder !== '') rmSync(folder, { recursive: true });
  });

  it('is the value that we read, for each way to write it', () => {
    const out = (at: number): string => join(folder, `out${String(at)}`);
    // A module of ansible-core whose argument is a text, as `value` of the sysctl module is.
    const tasks = scalars.map(
      (scalar, at) =>
        `    - lineinfile:\n        path: ${out(at)}\n        create: true\n        line: ${scalar}\n`,
    );
    writeFileSync(
      join(folder, 'play.yml'),
      `- hosts: localhost\n  connection: local\n  gather_facts: false\n  tasks:\n${tasks.join('')}`,
    );
    const { status, stdout, stderr } = spawnSync('ansible-playbook', [join(folder, 'play.yml')], {
      encoding: 'utf8',
      env: { ...process.env, HOME: folder, ANSIBLE_LOCAL_TEMP: folder, LC_ALL: 'C.UTF-8' },
    });
    assert.equal(status, 0, stdout + stderr);
    for (const [at, scalar] of scalars.entries()) {
      const text = `- ansible.posix.sysctl:\n    name: net.core.somaxconn\n    value: ${scalar}\n`;
      const value = formatOf(text, 'tasks/main.yml')?.read(text, 'tasks/main.yml').assignments[0]?.value.text;
      // The module itself turns the two truth values into digits.
      const written = readFileSync(out(at), 'utf8')
        .trimEnd()
        .replace(/^True$/, '1')
        .replace(/^False$/, '0');
      assert.equal(value, written, scalar);
    }
  });
});
