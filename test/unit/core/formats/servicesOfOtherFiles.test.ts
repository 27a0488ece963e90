import assert from 'node:assert/strict';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { repositoryFactsIn } from '../../../../src/core/formats/factsInFile.ts';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import { factsFor, joinedFacts, type RepositoryFacts } from '../../../../src/core/formats/repositoryFacts.ts';
import { readInventory } from '../../../../src/host/readInventory.ts';
import { readRepository } from '../../../../src/host/readRepository.ts';
import { running } from '../../../support/judging.ts';
import { judge } from '../../../support/judgingFiles.ts';
import { service } from '../../../support/sysctlService.ts';

type Files = Readonly<Record<string, string>>;

const app = (more: string): string =>
  `services:\n  app:\n    extends: {file: ../common/x.yml, service: base}\n${more}`;
const base = (more: string): string => `services:\n  base:\n    image: a\n${more}`;
const command = '    command: sysctl -w net.core.somaxconn=1024 kernel.msgmax=9000 vm.swappiness=1\n';
const onHost = { 'a/compose.yaml': app(command), 'common/x.yml': base('    network_mode: host\n') };

function factsOf(files: Files, path: string): RepositoryFacts {
  const all = Object.entries(files).map(([file, text]) =>
    repositoryFactsIn(file, text, formatOf(text, file)?.read(text, file).assignments),
  );
  return factsFor(path, joinedFacts(all));
}

/** `key scope` of what a file sets and `port kind` of what it declares, among the others; also read in pieces. */
function readAmong(files: Files, path: string): readonly string[] {
  const text = files[path] ?? '';
  const facts = factsOf(files, path);
  const format = formatOf(text, path) ?? assert.fail(path);
  const [whole, pieces] = [format.read(text, path), format.open?.(text, path, 1) ?? assert.fail()].map(
    (one) => {
      const document = one.among?.(facts.composeServices) ?? one;
      return [
        ...document.assignments.map(({ key, scope }) => `${key.dotted} ${scope}`),
        ...document.servicePorts.map(({ ports, kind }) => `${ports.low} ${kind}`),
      ];
    },
  );
  assert.deepEqual(pieces, whole, 'in pieces');
  return whole ?? [];
}

describe('a Compose service that extends one of another file', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'socket-diagnostics-services-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function write(files: Files): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
  }

  const reading = { wants: (): boolean => true, cancellation: new AbortController().signal };

  it('sets what it sets with a command where the other file says', () => {
    const own = ['net.core.somaxconn container', 'kernel.msgmax container', 'vm.swappiness host'];
    assert.deepEqual(readAmong({ 'a/compose.yaml': app(command) }, 'a/compose.yaml'), own, 'not known');
    assert.deepEqual(readAmong(onHost, 'a/compose.yaml'), [
      'net.core.somaxconn host',
      'kernel.msgmax container',
      'vm.swappiness host',
    ]);
    const ipc = { ...onHost, 'common/x.yml': base('    ipc: host\n') };
    assert.deepEqual(readAmong(ipc, 'a/compose.yaml'), [own[0], 'kernel.msgmax host', own[2]]);
    const bridge = { ...onHost, 'a/compose.yaml': app(`    network_mode: bridge\n${command}`) };
    assert.deepEqual(readAmong(bridge, 'a/compose.yaml'), own);
    const entrypoint = command.replace('command', 'entrypoint');
    const elsewhere = { ...onHost, 'a/compose.yaml': app(entrypoint) };
    assert.equal(readAmong(elsewhere, 'a/compose.yaml')[0], 'net.core.somaxconn host');
  });

  it('sets it there over several files', () => {
    const files = {
      ...onHost,
      'common/x.yml': 'services:\n  base:\n    extends: {file: y.yml, service: far}\n',
      'common/y.yml': 'services:\n  far:\n    network_mode: host\n',
    };
    assert.equal(readAmong(files, 'a/compose.yaml')[0], 'net.core.somaxconn host');
  });

  it('declares the ports of the host’s network, or those that it publishes', () => {
    const ports = '    ports: ["40000:50051", "50052"]\n    expose: [50053]\n';
    const files = { ...onHost, 'a/compose.yaml': app(ports) };
    assert.deepEqual(readAmong({ 'a/compose.yaml': app(ports) }, 'a/compose.yaml'), ['40000 published']);
    assert.deepEqual(readAmong(files, 'a/compose.yaml'), [
      '50051 host-network',
      '50052 host-network',
      '50053 host-network',
    ]);
    const bridge = { ...files, 'common/x.yml': base('    network_mode: bridge\n') };
    assert.deepEqual(readAmong(bridge, 'a/compose.yaml'), ['40000 published']);
    const said = (some: Files): readonly number[] =>
      judge('a/compose.yaml', some['a/compose.yaml'] ?? '', { repository: factsOf(some, 'a/compose.yaml') })
        .filter(({ rule }) => rule === 'service-port-in-range')
        .map(({ range }) => range.start.column);
    assert.deepEqual(said(files), [19, 28, 13]);
    assert.deepEqual(said(bridge), [13]);
  });

  it('leaves the ports of a service that has the same list by an alias or a merge', () => {
    const extend = 'extends: {file: ../common/x.yml, service: base}';
    const own = 'services:\n  own:\n    ports: &ports ["40000:50051"]\n';
    const bridged = '  bridged:\n    network_mode: bridge\n';
    const merging = 'x-common: &common\n  ports: ["40000:50051"]\nservices:\n  own:\n    <<: *common\n';
    for (const text of [
      `${own}  app:\n    ports: *ports\n    ${extend}\n`,
      `${merging}  app:\n    <<: *common\n    ${extend}\n`,
    ]) {
      const files = { 'a/compose.yaml': text, 'common/x.yml': onHost['common/x.yml'] };
      assert.deepEqual(readAmong(files, 'a/compose.yaml'), ['40000 published', '50051 host-network']);
      assert.deepEqual(readAmong({ ...files, 'common/x.yml': base('') }, 'a/compose.yaml'), [
        '40000 published',
      ]);
    }
    // Two services of other files decide about the same list: each way counts.
    const two = (first: string, last: string): string =>
      `services:\n  one:\n    extends: {file: ../common/x.yml, service: ${first}}\n    ports: &ports ["40000:50051"]\n  two:\n    extends: {file: ../common/x.yml, service: ${last}}\n    ports: *ports\n`;
    const common = `${base('    network_mode: host\n')}${bridged}`;
    for (const names of [
      ['base', 'bridged'],
      ['bridged', 'base'],
    ] as const)
      assert.deepEqual(
        readAmong({ 'a/compose.yaml': two(names[0], names[1]), 'common/x.yml': common }, 'a/compose.yaml'),
        ['40000 published', '50051 host-network'],
      );
  });

  it('is compared with a range that a command sets there', () => {
    const range = '    command: sysctl -w net.ipv4.ip_local_port_range="1024 20000"\n';
    const nginx = 'http {\n  server {\n    listen 8080;\n  }\n}\n';
    const files = { ...onHost, 'a/compose.yaml': app(range), 'nginx.conf': nginx };
    const said = (some: Files): readonly string[] =>
      judge('nginx.conf', nginx, { repository: factsOf(some, 'nginx.conf') }).map(({ message }) => message);
    assert.match(said(files).join(), /1024 to 20000, set in a\/compose\.yaml:4/);
    assert.deepEqual(said({ ...files, 'common/x.yml': base('') }), []);
  });

  it('has the running value of this host where it sets that', () => {
    const text = onHost['a/compose.yaml'];
    const document = formatOf(text, 'a/compose.yaml')?.read(text, 'a/compose.yaml') ?? assert.fail();
    const at = { line: 3, column: text.split('\n')[3]?.indexOf('somaxconn') ?? -1 };
    const hover = (files: Files): string | undefined =>
      service.hoverAt(document.among?.(factsOf(files, 'a/compose.yaml').composeServices) ?? document, at, {
        running: running('net.core.somaxconn = 77'),
      })?.markdown;
    assert.match(hover(onHost) ?? '', /On this host: `77`/);
    assert.doesNotMatch(hover({}) ?? '', /On this host/);
  });

  it('is in the inventory of a repository as that, and its ports are in its facts', async () => {
    const ports = '    ports: ["40000:50051"]\n';
    await write({ ...onHost, 'a/compose.yaml': app(command + ports) });
    const { assignments } = await readInventory([folder], reading);
    assert.deepEqual(
      assignments.map(({ key, scope }) => `${key} ${scope}`),
      ['net.core.somaxconn host', 'kernel.msgmax container', 'vm.swappiness host'],
    );
    const { servicePorts = [] } = await readRepository([folder], reading);
    assert.deepEqual(
      servicePorts.map(({ ports: { low }, kind }) => `${low} ${kind}`),
      ['50051 host-network'],
    );
  });
});

describe('a Compose service', () => {
  it('sets what its hooks and its health check set', () => {
    const text = `services:
  app:
    network_mode: host
    healthcheck:
      test: ["CMD", "sysctl", "-w", "net.core.somaxconn=1024"]
    post_start:
      - command: [sysctl, -w, net.ipv4.tcp_syncookies=1]
        privileged: true
    pre_stop:
      - command: sysctl -w net.ipv4.tcp_fin_timeout=30
  other:
    healthcheck:
      test: ["CMD-SHELL", "sysctl -w net.core.somaxconn=2048 || exit 1"]
  third:
    healthcheck: {test: "sysctl -w net.core.somaxconn=4096"}
  fourth:
    healthcheck: {test: ["NONE", "sysctl", "-w", "net.core.somaxconn=8192"]}
`;
    assert.deepEqual(
      formatOf(text, 'compose.yaml')
        ?.read(text, 'compose.yaml')
        .assignments.map(({ key, value, scope }) => `${key.dotted}=${value.text} ${scope}`),
      [
        'net.core.somaxconn=1024 host',
        'net.ipv4.tcp_syncookies=1 host',
        'net.ipv4.tcp_fin_timeout=30 host',
        'net.core.somaxconn=2048 container',
        'net.core.somaxconn=4096 container',
      ],
    );
  });
});
