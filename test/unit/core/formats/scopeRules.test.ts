import assert from 'node:assert/strict';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import { noFacts } from '../../../../src/core/formats/repositoryFacts.ts';
import { applyEdits } from '../../../../src/core/language/applyEdits.ts';
import { fixed, found } from '../../../support/judgingFiles.ts';
import { service } from '../../../support/sysctlService.ts';

function pod(sysctls: string, more = ''): string {
  return `apiVersion: v1\nkind: Pod\nspec:\n${more}  securityContext:\n    sysctls:\n${sysctls}  containers: []\n`;
}

function sysctl(name: string, value: string): string {
  return `    - name: ${name}\n      value: ${value}\n`;
}

describe('a pod', () => {
  it('has no services that run before its parameters are written', () => {
    const text = pod(sysctl('net.core.somaxconn', '"65535"'));
    assert.deepEqual(found('p.yaml', text), ['w:unsafe-sysctl@6']);
    const list = 'net.core.somaxconn = 65535\n';
    assert.ok(found('/etc/sysctl.d/10-a.conf', list).some((one) => one.includes('somaxconn-needs-restart')));
  });

  it('fails with a parameter that no runtime writes, whatever its kubelet allows', () => {
    const text = pod(sysctl('kernel.shm_next_id', '"5"') + sysctl('kernel.sem_next_id', '"5"'));
    const allowed = { file: 'kubelet.yaml', pattern: 'kernel.shm*' };
    const repository = { ...noFacts, allowedSysctls: [allowed] };
    for (const context of [{}, { repository }])
      assert.deepEqual(found('p.yaml', text, context), ['e:unsafe-sysctl@6', 'e:unsafe-sysctl@8']);
  });

  it('needs an allow-list for what is not safe, by the version of Kubernetes', () => {
    const text = pod(sysctl('kernel.msgmax', '"65536"') + sysctl('net.ipv4.tcp_fin_timeout', '"60"'));
    assert.deepEqual(found('p.yaml', text), ['w:unsafe-sysctl@6', 'i:unsafe-sysctl@8']);
    assert.deepEqual(found('p.yaml', text, { kubernetesMinor: 28 }), [
      'w:unsafe-sysctl@6',
      'w:unsafe-sysctl@8',
    ]);
    assert.deepEqual(found('p.yaml', text, { kubernetesMinor: 29 }), ['w:unsafe-sysctl@6']);
    assert.deepEqual(found('p.yaml', pod(sysctl('net.ipv4.tcp_syncookies', '"1"'))), []);
  });

  it('does not start with parameters of the node', () => {
    const text = pod(sysctl('vm.max_map_count', '"262144"') + sysctl('net.ipv4.tcp_syncookies', '"1"'));
    assert.deepEqual(found('p.yaml', text), ['e:sysctl-not-namespaced@6']);
    assert.equal(
      fixed('p.yaml', text, 'sysctl-not-namespaced'),
      pod(sysctl('net.ipv4.tcp_syncookies', '"1"')),
    );
  });

  it('does not start with a key that the kernel does not have', () => {
    const rules = found(
      'p.yaml',
      pod(sysctl('net.ipv4.tcp_tw_recycle', '"0"') + sysctl('net.ipv4.tcp_tw_reus', '"1"')),
    );
    assert.ok(rules.includes('e:tw-recycle-removed@6'), rules.join());
    assert.ok(rules.includes('e:unknown-key@8'), rules.join());
    assert.ok(
      found('p.yaml', pod(sysctl('net.core.rmem_max', '"1000000"'))).includes('e:not-in-container@6'),
    );
  });

  it('cannot have what it shares with its node', () => {
    const shared = '  hostNetwork: true\n  hostIPC: true\n';
    const text = pod(
      sysctl('net.ipv4.tcp_syncookies', '"1"') + sysctl('kernel.shm_rmid_forced', '"1"'),
      shared,
    );
    assert.deepEqual(found('p.yaml', text), [
      'e:net-sysctl-with-host-network@8',
      'e:ipc-sysctl-with-host-ipc@10',
    ]);
  });

  it('takes strings only, and gets quotes without losing a comment', () => {
    const text = pod(sysctl('net.ipv4.tcp_syncookies', '1 # on'));
    assert.deepEqual(found('p.yaml', text), ['e:sysctl-value-not-string@7']);
    assert.equal(fixed('p.yaml', text, 'sysctl-value-not-string'), text.replace('value: 1 ', 'value: "1" '));
    const twice = pod(sysctl('net.ipv4.ip_local_port_range', `'"20000 60000"'`));
    assert.equal(fixed('p.yaml', twice, 'quoted-value'), twice.replace(`'"20000 60000"'`, `'20000 60000'`));
  });

  it('has no sysctls below a container, and no parameter twice', () => {
    const below = `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n  - name: a\n    securityContext:\n      sysctls:\n  ${sysctl('net.ipv4.tcp_syncookies', '"1"').replace('\n', '\n  ')}`;
    assert.deepEqual(found('p.yaml', below), ['e:sysctls-below-container@8']);
    const twice = pod(sysctl('net.ipv4.tcp_syncookies', '"1"') + sysctl('net.ipv4.tcp_syncookies', '"1"'));
    assert.deepEqual(found('p.yaml', twice), ['h:duplicate-across-forms@6', 'w:duplicate-across-forms@8']);
    const apart = `${pod(sysctl('net.ipv4.tcp_syncookies', '"1"'))}---\n${pod(sysctl('net.ipv4.tcp_syncookies', '"1"'))}`;
    assert.deepEqual(found('p.yaml', apart), []);
  });

  it('may do without a privileged container, or must not change its node', () => {
    const text = `apiVersion: v1
kind: Pod
spec:
  initContainers:
  - name: a
    securityContext: {privileged: true}
    command: [sh, -c, "sysctl -w net.ipv4.tcp_syncookies=1 vm.swappiness=10"]
  containers: []
`;
    assert.deepEqual(found('p.yaml', text), [
      'i:privileged-init-for-safe-sysctl@7',
      'w:init-container-changes-node@7',
    ]);
  });
});

describe('a container', () => {
  it('fails for what a Compose file writes', () => {
    const text =
      'services:\n  a:\n    network_mode: host\n    sysctls:\n      - net.ipv4.tcp_syncookies = 1\n      - vm.swappiness=1\n';
    assert.deepEqual(found('compose.yaml', text), [
      'e:net-sysctl-with-host-network@5',
      'e:blank-around-equals@5',
      'e:sysctl-not-namespaced@6',
    ]);
    assert.equal(
      fixed('compose.yaml', text, 'blank-around-equals'),
      text.replace('syncookies = 1', 'syncookies=1'),
    );
    assert.equal(
      fixed('compose.yaml', text, 'sysctl-not-namespaced'),
      text.replace('      - vm.swappiness=1\n', ''),
    );
  });

  it('may fail by the order in which values are written', () => {
    const sysctls = (range: string) =>
      `services:\n  a:\n    sysctls:\n      net.ipv4.ip_unprivileged_port_start: 0\n      net.ipv4.ip_local_port_range: "${range}"\n`;
    assert.ok(found('compose.yaml', sysctls('500 60000')).includes('w:port-range-order@5'));
    assert.ok(!found('compose.yaml', sysctls('20000 60000')).some((one) => one.includes('port-range-order')));
  });
});

describe('an image', () => {
  it('carries no parameters', () => {
    const text =
      'FROM a\nRUN sysctl -w net.ipv4.tcp_syncookies=1\nRUN echo "vm.swappiness=1" >> /etc/sysctl.conf\nCMD sysctl -w net.ipv4.tcp_syncookies=1\n';
    assert.deepEqual(found('Dockerfile', text), ['w:sysctl-in-image-build@2', 'i:sysctl-file-in-image@3']);
  });
});

describe('a manifest in JSON', () => {
  it('is read behind comments, and gets none of YAML', () => {
    const json = JSON.stringify({
      apiVersion: 'v1',
      kind: 'Pod',
      spec: { securityContext: { sysctls: [{ name: 'vm.swappiness', value: '1' }] } },
    });
    for (const comments of ['// it’s "one"\n// {\n', '/* a: [ * */\n', ' \r\n// a\r\n/* b\n */ ']) {
      const text = `${comments}${json}\n`;
      const line = comments.split('\n').length;
      assert.deepEqual(found('p.json', text), [`e:sysctl-not-namespaced@${line}`]);
      const document = formatOf(text, 'p.json')?.read(text, 'p.json');
      assert.equal(document?.insertComment(0, '# x'), undefined);
    }
    const many = `${'/**/'.repeat(20_000)}x\n${json}`;
    assert.ok(formatOf(many, 'p.json')?.read(many, 'p.json'));
  });
});

describe('a host', () => {
  it('gets an empty line from a number before >', () => {
    const text = '#!/bin/sh\necho 1> /proc/sys/net/ipv4/ip_forward\n';
    assert.ok(found('a.sh', text).includes('e:echo-digit-redirect@2'));
    assert.equal(fixed('a.sh', text, 'echo-digit-redirect'), text.replace('1>', '1 >'));
    assert.deepEqual(found('a.sh', text.replace('1>', '1 >')), []);
  });

  it('gets what YAML 1.1 makes of a number', () => {
    const text = '- hosts: all\n  tasks:\n  - sysctl:\n      name: vm.swappiness\n      value: 010\n';
    assert.deepEqual(found('play.yml', text), ['w:ansible-octal@5']);
    assert.equal(fixed('play.yml', text, 'ansible-octal'), text.replace('010', '8'));
  });

  it('has a bound, where TuneD only raises', () => {
    assert.deepEqual(found('tuned.conf', '[main]\n[sysctl]\nnet.core.somaxconn=>128\n'), [
      'h:tuned-only-raises@3',
    ]);
  });

  it('has lines of sysctl.conf judged wherever they stand', () => {
    const text =
      '#cloud-config\nwrite_files:\n- path: /etc/sysctl.conf\n  content: |\n    net.ipv4.tcp_fin_timeout = 60 # why\n    words\n    vm.swappiness = 1\n';
    assert.deepEqual(found('user-data', text), ['w:inline-comment@5', 'e:missing-equals@6']);
    assert.equal(
      fixed('user-data', text, 'inline-comment'),
      text.replace('    net.ipv4.tcp_fin_timeout = 60 # why', '    # why\n    net.ipv4.tcp_fin_timeout = 60'),
    );
  });
});

describe('disable comments', () => {
  it('stand in the comments of the format', () => {
    const text = pod(sysctl('kernel.msgmax', '"65536"'));
    const document = formatOf(text, 'p.yaml')?.read(text, 'p.yaml');
    assert.ok(document);
    const everywhere = { start: { line: 0, column: 0 }, end: { line: 99, column: 0 } };
    const fixes = service.quickFixes(document, everywhere, service.diagnose(document, {}));
    const [line, file] = fixes.filter(({ title }) => title.startsWith('Disable'));
    for (const fix of [line, file]) {
      const after = applyEdits(text, fix?.edits ?? []);
      assert.match(after, /^ *# socket-diagnostics-disable-(?:line|file) unsafe-sysctl$/m);
      assert.deepEqual(found('p.yaml', after), []);
    }
  });

  it('are not offered in JSON', () => {
    const text =
      '{"apiVersion":"v1","kind":"Pod","spec":{"securityContext":{"sysctls":[{"name":"vm.swappiness","value":"1"}]}}}';
    const document = formatOf(text, 'p.json')?.read(text, 'p.json');
    assert.ok(document);
    const everywhere = { start: { line: 0, column: 0 }, end: { line: 99, column: 0 } };
    const fixes = service.quickFixes(document, everywhere, service.diagnose(document, {}));
    assert.deepEqual(
      fixes.map(({ title }) => title).filter((title) => title.startsWith('Disable')),
      [],
    );
  });
});

describe('a tool with rules of its own', () => {
  it('of Ansible waits for the next boot where nothing reads the file', () => {
    const task = (more: string): string =>
      `- hosts: all\n  tasks:\n    - ansible.posix.sysctl:\n        name: vm.swappiness\n        value: "1"\n${more}`;
    const rule = 'i:ansible-not-applied@4';
    assert.deepEqual(found('a.yml', task('        reload: no\n')), [rule]);
    assert.deepEqual(found('a.yml', task('        reload: false\n        sysctl_set: no\n')), [rule]);
    assert.deepEqual(found('a.yml', task('        reload: no\n        sysctl_set: yes\n')), []);
    assert.deepEqual(found('a.yml', task('')), []);
    const line = '- hosts: all\n  tasks:\n    - sysctl: name=vm.swappiness value=1 reload=no\n';
    assert.deepEqual(found('a.yml', line), ['i:ansible-not-applied@3']);
  });

  it('of Nix takes no nested sets', () => {
    const set = '{ boot.kernel.sysctl = {\n  vm.swappiness = 1;\n  "vm.dirty_ratio" = 5;\n}; }\n';
    assert.deepEqual(found('a.nix', set), ['e:nix-unquoted-key@2']);
    assert.equal(fixed('a.nix', set, 'nix-unquoted-key'), set.replace('vm.swappiness', '"vm.swappiness"'));
    const single = '{ boot.kernel.sysctl.vm.swappiness = 1; }\n';
    assert.deepEqual(found('a.nix', single), ['e:nix-unquoted-key@1']);
    assert.deepEqual(found('a.nix', '{ boot.kernel.sysctl."vm.swappiness" = 1; }\n'), []);
  });

  it('of Bottlerocket takes strings and nothing else, with keys in quotes', () => {
    const rule = 'sysctl-value-not-string';
    const toml = '[settings.kernel.sysctl]\n"net.core.somaxconn" = 4096 # why\n"vm.swappiness" = "1"\n';
    assert.deepEqual(found('user-data.toml', toml), [`e:${rule}@2`]);
    assert.equal(fixed('user-data.toml', toml, rule), toml.replace(' 4096 ', ' "4096" '));
    const truth = '[settings.kernel.sysctl]\n"net.ipv4.tcp_syncookies" = true\n';
    assert.ok(found('user-data.toml', truth).includes(`e:${rule}@2`));
    const bare = '[settings.kernel.sysctl]\nnet.core.somaxconn = "4096" # why\n';
    assert.deepEqual(found('user-data.toml', bare), [`e:${rule}@2`]);
    assert.equal(
      fixed('user-data.toml', bare, rule),
      bare.replace('net.core.somaxconn', '"net.core.somaxconn"'),
    );
    // One fix, and then the other one.
    const both = '[settings.kernel.sysctl]\nnet.core.somaxconn = 4096\n';
    const quoted = fixed('user-data.toml', both, rule);
    assert.equal(
      fixed('user-data.toml', quoted, rule),
      both.replace(/net.*/, '"net.core.somaxconn" = "4096"'),
    );
    const nested = '[settings.kernel.sysctl.net.core]\nsomaxconn = "4096"\n';
    assert.deepEqual(found('user-data.toml', nested), [`e:${rule}@2`]);
    const template = '[settings.kernel.sysctl]\n"net.core.somaxconn" = {{ x }}\n';
    assert.deepEqual(found('user-data.toml', template), []);
    const eksctl = (value: string): string =>
      `apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmanagedNodeGroups:\n- name: a\n  bottlerocket:\n    settings:\n      kernel:\n        sysctl:\n          net.core.somaxconn: ${value}\n`;
    assert.deepEqual(found('cluster.yaml', eksctl('4096')), [`e:${rule}@9`]);
    assert.equal(fixed('cluster.yaml', eksctl('4096'), rule), eksctl('"4096"'));
    assert.deepEqual(found('cluster.yaml', eksctl("'4096'")), []);
  });

  it('of AKS accepts fewer numbers than the kernel', () => {
    const pool = (value: string): string =>
      `resource "azurerm_kubernetes_cluster_node_pool" "a" {\n  linux_os_config {\n    sysctl_config {\n      vm_max_map_count = ${value}\n    }\n  }\n}\n`;
    assert.deepEqual(found('a.tf', pool('262145')), ['e:aks-value-out-of-range@4']);
    assert.equal(fixed('a.tf', pool('100'), 'aks-value-out-of-range'), pool('65530'));
    assert.deepEqual(found('a.tf', pool('65530')), []);
    assert.deepEqual(found('a.tf', pool('var.count')), []);
    const json = '{"sysctls": {"vmMaxMapCount": 1, "netIpv4TcpTwReuse": true}}\n';
    assert.ok(found('linuxosconfig.json', json).includes('e:aks-value-out-of-range@1'));
  });
});
