import assert from 'node:assert/strict';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import { repositoryFactsIn } from '../../../../src/core/formats/factsInFile.ts';
import { factsFor, joinedFacts } from '../../../../src/core/formats/repositoryFacts.ts';
import type { DiagnosisContext } from '../../../../src/core/language/sysctlDiagnostic.ts';
import { fixed, found, judge } from '../../../support/judgingFiles.ts';
import { assertProportional } from '../../../support/proportional.ts';

const ofNode = 'sysctl-not-namespaced';
const ofNetwork = 'net-sysctl-with-host-network';
const ofIpc = 'ipc-sysctl-with-host-ipc';

/** What the rules about namespaces say, as `rule@line`; all of it are errors. */
function namespaces(path: string, text: string, context?: DiagnosisContext): readonly string[] {
  const rules = [ofNode, ofNetwork, ofIpc];
  return found(path, text, context)
    .filter((one) => rules.some((rule) => one.startsWith(`e:${rule}@`)))
    .map((one) => one.slice(2));
}

describe('what a container does not start with', () => {
  const options = '--sysctl net.ipv4.tcp_syncookies=1 --sysctl=vm.swappiness=1 --sysctl kernel.msgmax=9000';

  for (const program of ['docker', 'podman', 'sudo nerdctl'])
    it(`is found in options of ${program}`, () => {
      const run = (more: string): string => `#!/bin/sh\n${program} run ${more} ${options} image\n`;
      assert.deepEqual(namespaces('a.sh', run('')), [`${ofNode}@2`]);
      for (const network of ['--network host', '--network=host', '--net host', '--net=host'])
        assert.deepEqual(namespaces('a.sh', run(network)), [`${ofNetwork}@2`, `${ofNode}@2`]);
      assert.deepEqual(namespaces('a.sh', run('--network hosts --net="$NET" --ipc=private')), [
        `${ofNode}@2`,
      ]);
      assert.deepEqual(namespaces('a.sh', run('--ipc=host')), [`${ofNode}@2`, `${ofIpc}@2`]);
      assert.deepEqual(namespaces('a.sh', run('--net=bridge').replace('image', 'image --network host')), [
        `${ofNode}@2`,
      ]);
    });

  it('is found in each command by itself', () => {
    const text = `docker run --net=host image\ndocker run ${options} image\n`;
    assert.deepEqual(namespaces('a.sh', text), [`${ofNode}@2`]);
  });

  it('is found in a fence of Markdown', () => {
    const text = `# Run\n\n\`\`\`sh\ndocker run --net=host ${options} image\n\`\`\`\n`;
    assert.deepEqual(namespaces('README.md', text), [`${ofNetwork}@4`, `${ofNode}@4`]);
  });

  it('is found in a unit of systemd', () => {
    const text = `[Service]\nExecStart=/usr/bin/podman run --network host ${options} image\n`;
    assert.deepEqual(namespaces('a.service', text), [`${ofNetwork}@2`, `${ofNode}@2`]);
  });

  it('is found in a Quadlet, also with its network among the options for Podman', () => {
    const unit = (more: string): string =>
      `[Container]\nImage=a\n${more}\nSysctl=net.ipv4.tcp_syncookies=1 vm.swappiness=1\n`;
    assert.deepEqual(namespaces('a.container', unit('')), [`${ofNode}@4`]);
    for (const network of ['Network=host', 'PodmanArgs=--network host', 'PodmanArgs=--rm --net=host'])
      assert.deepEqual(namespaces('a.container', unit(network)), [`${ofNetwork}@4`, `${ofNode}@4`]);
  });

  it('is found in a task of ECS, in JSON and in CloudFormation', () => {
    const control = (namespace: string, value: string): object => ({ namespace, value });
    const task = (more: object): string =>
      JSON.stringify({
        ...more,
        containerDefinitions: [
          {
            systemControls: [
              control('net.ipv4.tcp_syncookies', '1'),
              control('vm.swappiness', '1'),
              control('kernel.msgmax', '9000'),
            ],
          },
        ],
      });
    assert.deepEqual(namespaces('task.json', task({ networkMode: 'awsvpc' })), [`${ofNode}@1`]);
    assert.deepEqual(namespaces('task.json', task({ networkMode: 'host', ipcMode: 'host' })), [
      `${ofNetwork}@1`,
      `${ofNode}@1`,
      `${ofIpc}@1`,
    ]);
    const template =
      'Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      NetworkMode: host\n      ContainerDefinitions:\n        - Name: a\n          SystemControls:\n            - Namespace: net.core.somaxconn\n              Value: "1024"\n';
    assert.deepEqual(namespaces('template.yaml', template), [`${ofNetwork}@9`]);
  });

  describe('in a Compose file', () => {
    const file = (base: string, extension: string, own = ''): string =>
      `services:\n  base:\n${base}  app:\n    extends: ${extension}\n${own}    sysctls:\n      net.core.somaxconn: 1024\n      kernel.msgmax: 9000\n`;
    const host = '    network_mode: host\n    ipc: host\n';

    it('is found where a service extends one with the namespaces of the host', () => {
      for (const extension of ['base', '{service: base}', '{file: ./compose.yaml, service: base}'])
        assert.deepEqual(namespaces('a/compose.yaml', file(host, extension)), [
          `${ofNetwork}@8`,
          `${ofIpc}@9`,
        ]);
      const own = '    network_mode: bridge\n';
      assert.deepEqual(namespaces('compose.yaml', file(host, 'base', own)), [`${ofIpc}@10`]);
      for (const other of ['other', '{file: other.yaml, service: base}', '[base]'])
        assert.deepEqual(namespaces('compose.yaml', file(host, other)), []);
    });

    it('is not found where the one that extends drops the parameters', () => {
      const keys = '    sysctls:\n      net.core.somaxconn: 1024\n      kernel.msgmax: 9000\n';
      const two = (own: string): string => `services:\n  base:\n${keys}  app:\n    extends: base\n${own}`;
      for (const dropped of ['!reset {}', '!reset null', '!override {}']) {
        const text = two(`    network_mode: host\n    sysctls: ${dropped}\n`);
        assert.deepEqual(namespaces('compose.yaml', text), [], dropped);
        const repository = repositoryFactsIn('compose.yaml', text);
        assert.deepEqual(namespaces('compose.yaml', text, { repository }), [], `${dropped} among others`);
      }
      const kept = two('    network_mode: host\n    sysctls: {}\n');
      assert.deepEqual(namespaces('compose.yaml', kept), [`${ofNetwork}@4`]);
      const step = `${two('    sysctls: !reset {}\n')}  last:\n    extends: app\n    network_mode: host\n`;
      assert.deepEqual(namespaces('compose.yaml', step), [], 'a step between');
    });

    it('is found for each of several that extend one, and for that one itself', () => {
      const keys = '    sysctls:\n      net.core.somaxconn: 1024\n      kernel.msgmax: 9000\n';
      const heirs =
        '  a:\n    extends: base\n    network_mode: host\n  b:\n    extends: base\n    ipc: host\n';
      const both = `services:\n  base:\n${keys}${heirs}`;
      assert.deepEqual(namespaces('compose.yaml', both), [`${ofNetwork}@4`, `${ofIpc}@5`]);
      const [first] = judge('compose.yaml', both);
      assert.match(first?.message ?? '', /\ba, which extends this service, uses the network of its host/);
      const own = `services:\n  base:\n    ipc: host\n${keys}  a:\n    extends: base\n    network_mode: host\n    ipc: private\n`;
      assert.deepEqual(namespaces('compose.yaml', own), [`${ofNetwork}@5`, `${ofIpc}@6`]);
    });

    it('is looked for over fifty extensions at most, in proportion to the services', () => {
      const chain = (length: number): string =>
        `services:\n  s0:\n${host}${Array.from({ length }, (_, at) => `  s${at + 1}:\n    extends: s${at}\n    sysctls: {net.core.somaxconn: 1024}\n`).join('')}`;
      assert.equal(namespaces('compose.yaml', chain(20)).length, 20);
      assertProportional(
        'a chain of extensions',
        (length) => {
          const text = chain(length);
          namespaces('compose.yaml', text, { repository: repositoryFactsIn('compose.yaml', text) });
        },
        1600,
      );
    });

    it('is found where services are read one by one', () => {
      const text = file(host, 'base');
      const inPieces = formatOf(text, 'compose.yaml')?.open?.(text, 'compose.yaml', 1);
      assert.deepEqual(
        inPieces?.assignments.map(({ route }) => route?.kind === 'container' && route.shared),
        [
          { network: true, ipc: true },
          { network: true, ipc: true },
        ],
      );
    });

    it('is found over several extensions, and never in a circle', () => {
      const step = `${file('    extends: further\n', 'base')}  further:\n${host}`;
      assert.deepEqual(namespaces('compose.yaml', step), [`${ofNetwork}@7`, `${ofIpc}@8`]);
      assert.deepEqual(namespaces('compose.yaml', file('    extends: app\n', 'base')), []);
    });
  });

  describe('in a Compose file that extends a service of another', () => {
    const keys = '    sysctls:\n      net.core.somaxconn: 1024\n      kernel.msgmax: 9000\n';
    const host = '    network_mode: host\n    ipc: host\n';
    const heir = (own: string, file = '../common/x.yml'): string =>
      `services:\n  app:\n    extends: {file: ${file}, service: base}\n${own}`;
    const base = (own: string): string => `services:\n  base:\n    image: a\n${own}`;

    /** What is said of one of several files that are judged together. */
    const among = (files: Readonly<Record<string, string>>, path: string): readonly string[] => {
      const facts = joinedFacts(Object.entries(files).map(([file, text]) => repositoryFactsIn(file, text)));
      return namespaces(path, files[path] ?? '', { repository: factsFor(path, facts) });
    };

    it('is found at the keys of the one that extends', () => {
      const files = { 'a/compose.yaml': heir(keys), 'common/x.yml': base(host) };
      assert.deepEqual(among(files, 'a/compose.yaml'), [`${ofNetwork}@5`, `${ofIpc}@6`]);
      const [first] = judge('a/compose.yaml', files['a/compose.yaml'], {
        repository: joinedFacts([repositoryFactsIn('common/x.yml', files['common/x.yml'])]),
      });
      assert.match(first?.message ?? '', /as base in common\/x\.yml says, which it extends/);
      const own = { ...files, 'a/compose.yaml': heir(`    network_mode: bridge\n${keys}`) };
      assert.deepEqual(among(own, 'a/compose.yaml'), [`${ofIpc}@7`]);
      assert.deepEqual(
        among({ 'a/compose.yaml': heir(keys) }, 'a/compose.yaml'),
        [],
        'a file that is not known',
      );
      const other = { ...files, 'common/x.yml': base(host).replace('base', 'other') };
      assert.deepEqual(among(other, 'a/compose.yaml'), []);
      const absolute = { '/w/a.yaml': heir(keys, '/w/x.yml'), '/w/x.yml': base(host) };
      assert.deepEqual(among(absolute, '/w/a.yaml'), [`${ofNetwork}@5`, `${ofIpc}@6`]);
      assert.deepEqual(among({ 'a.yaml': heir(keys, '"${X}/x.yml"'), 'x.yml': base(host) }, 'a.yaml'), []);
    });

    it('is found at the keys of the one that is extended', () => {
      const files = { 'a/compose.yaml': heir(host), 'common/x.yml': base(keys) };
      assert.deepEqual(among(files, 'common/x.yml'), [`${ofNetwork}@5`, `${ofIpc}@6`]);
      const [first] = judge('common/x.yml', files['common/x.yml'], {
        repository: joinedFacts([repositoryFactsIn('a/compose.yaml', files['a/compose.yaml'])]),
      });
      assert.match(first?.message ?? '', /and app in a\/compose\.yaml, which extends this service, uses/);
      assert.deepEqual(among({ ...files, 'a/compose.yaml': heir('') }, 'common/x.yml'), []);
      // In one file as well.
      const one = `services:\n  base:\n${keys}  app:\n    extends: base\n${host}`;
      assert.deepEqual(namespaces('compose.yaml', one), [`${ofNetwork}@4`, `${ofIpc}@5`]);
    });

    it('is found where services are maps on one line', () => {
      const files = {
        'a/compose.yaml': 'services:\n  app: {extends: {file: ../common/x.yml, service: base}, ipc: host}\n',
        'common/x.yml': base(keys),
      };
      assert.deepEqual(among(files, 'common/x.yml'), [`${ofIpc}@6`]);
      const host = 'services:\n  base: {network_mode: host}\n';
      assert.deepEqual(among({ 'a.yaml': heir(keys, 'x.yml'), 'x.yml': host }, 'a.yaml'), [`${ofNetwork}@5`]);
    });

    it('is found over several files, and never in a circle', () => {
      const step = `services:\n  base:\n    extends: {file: y.yml, service: far}\n`;
      const files = {
        'a/compose.yaml': heir(keys),
        'common/x.yml': step,
        'common/y.yml': `services:\n  far:\n${host}`,
      };
      assert.deepEqual(among(files, 'a/compose.yaml'), [`${ofNetwork}@5`, `${ofIpc}@6`]);
      const back = {
        ...files,
        'common/x.yml': 'services:\n  base:\n    extends: {file: ../a/compose.yaml, service: app}\n',
      };
      assert.deepEqual(among(back, 'a/compose.yaml'), []);
    });
  });

  it('is found in a job of Nomad and in a container of Terraform', () => {
    const job = (config: string): string =>
      `job "a" {\n  task "a" {\n    driver = "docker"\n    config {\n      ${config}\n      sysctl = {\n        "net.core.somaxconn" = "1024"\n        "vm.swappiness" = "1"\n      }\n    }\n  }\n  task "b" {\n    driver = "docker"\n    config {\n      network_mode = "host"\n    }\n  }\n}\n`;
    assert.deepEqual(namespaces('a.nomad', job('image = "a"')), [`${ofNode}@8`]);
    assert.deepEqual(namespaces('a.nomad', job('network_mode = "host"')), [`${ofNetwork}@7`, `${ofNode}@8`]);
    const resource =
      'resource "docker_container" "a" {\n  sysctls = {\n    "net.core.somaxconn" = "1024"\n    "kernel.msgmax" = "9000"\n  }\n  network_mode = "host"\n  ipc_mode = "host"\n}\n';
    assert.deepEqual(namespaces('a.tf', resource), [`${ofNetwork}@3`, `${ofIpc}@4`]);
  });
});

describe('a space beside =', () => {
  const rule = 'blank-around-equals';

  function assertMended(path: string, text: string, line: number, mended: string): void {
    assert.ok(found(path, text).includes(`e:${rule}@${line}`), `${path}: ${text}`);
    assert.equal(fixed(path, text, rule), mended);
    assert.ok(!found(path, mended).some((one) => one.includes(rule)));
  }

  it('breaks what is given to a container', () => {
    for (const [path, head] of [
      ['a.sh', 'docker run --sysctl '],
      ['a.sh', 'podman run --sysctl='],
      ['a.container', '[Container]\nSysctl='],
      ['a.container', '[Container]\nPodmanArgs=--sysctl '],
    ] as const) {
      const line = head.split('\n').length;
      const mended = `${head}"net.core.somaxconn=1024"\n`;
      assertMended(path, `${head}"net.core.somaxconn = 1024"\n`, line, mended);
    }
    assertMended('a.sh', 'podman run --sysctl "vm.a= 1"\n', 1, 'podman run --sysctl "vm.a=1"\n');
    assert.ok(!found('a.sh', 'docker run --sysctl "vm.a= 1"\n').some((one) => one.includes(rule)));
    const list = (pair: string): string => `[containers]\ndefault_sysctls = ["${pair}"]\n`;
    assertMended('containers.conf', list('net.core.somaxconn = 1024'), 2, list('net.core.somaxconn=1024'));
  });

  it('tears a pair of a Quadlet into words', () => {
    const unit = (pair: string): string => `[Container]\nSysctl=vm.a=1 ${pair} vm.b=2\n`;
    for (const pair of ['net.core.somaxconn = 1024', 'net.core.somaxconn =1024', 'net.core.somaxconn= 1024'])
      assertMended('a.container', unit(pair), 2, unit('net.core.somaxconn=1024'));
  });

  it('is nothing to sysctl', () => {
    assert.ok(!found('a.sh', 'sysctl -w "net.core.somaxconn = 1024"\n').some((one) => one.includes(rule)));
  });
});
