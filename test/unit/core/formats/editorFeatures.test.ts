import assert from 'node:assert/strict';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import { applyEdits } from '../../../../src/core/language/applyEdits.ts';
import type { TextPosition } from '../../../../src/core/model/textRange.ts';
import { running } from '../../../support/judging.ts';
import { everywhere, service } from '../../../support/sysctlService.ts';

interface Sample {
  readonly path: string;
  /** Sets `KEY` to `VALUE`. */
  readonly text: string;
  readonly scope: 'host' | 'node' | 'pod' | 'container';
  /** JSON has no comments. */
  readonly hasNoComments?: true;
  /** An expression that its template engine, shell or language fills in. */
  readonly template: string;
}

const samples: Readonly<Record<string, Sample>> = {
  kubernetes: {
    path: 'pod.yaml',
    text: 'apiVersion: v1\nkind: Pod\nspec:\n  securityContext:\n    sysctls:\n    # why\n    - name: KEY\n      value: "VALUE" # b\n    - name: net.core.somaxconn\n      value: "4096"\n',
    scope: 'pod',
    template: '{{ .Values.x }}',
  },
  'kubernetes in JSON': {
    path: 'pod.json',
    text: '{"apiVersion":"v1","kind":"Pod","spec":{"securityContext":{"sysctls":[{"name":"KEY","value":"VALUE"}]}}}',
    scope: 'pod',
    hasNoComments: true,
    template: '{{ x }}',
  },
  compose: {
    path: 'compose.yaml',
    text: 'services:\n  a:\n    sysctls:\n      # why\n      - KEY=VALUE # b\n      - net.core.somaxconn=4096\n',
    scope: 'container',
    template: '${X}',
  },
  'compose with a map': {
    path: 'compose.yaml',
    text: "services:\n  a:\n    sysctls:\n      KEY: 'VALUE' # b\n      net.core.somaxconn: 4096\n",
    scope: 'container',
    template: '${X}',
  },
  quadlet: {
    path: 'a.container',
    text: '[Container]\nImage=a\n# why\nSysctl=KEY=VALUE\n',
    scope: 'container',
    template: '{{ x }}',
  },
  'containers.conf': {
    path: 'containers.conf',
    text: '[containers]\ndefault_sysctls = [\n  # why\n  "KEY=VALUE",\n  "net.core.somaxconn=4096",\n]\n',
    scope: 'container',
    template: '{{ x }}',
  },
  dockerfile: {
    path: 'Dockerfile',
    text: 'FROM a\n# why\nRUN sysctl -w KEY=VALUE\nUSER b\n',
    scope: 'container',
    template: '$X',
  },
  shell: {
    path: 'a.sh',
    text: '#!/bin/sh\n# why\nsysctl -w KEY="VALUE" # b\necho 4096 > /proc/sys/net/core/somaxconn\n',
    scope: 'host',
    template: '$X',
  },
  ansible: {
    path: 'roles/a/tasks/main.yml',
    text: "- name: a\n  ansible.posix.sysctl:\n    # why\n    name: KEY\n    value: 'VALUE' # b\n    state: present\n- command: ls\n",
    scope: 'host',
    template: '{{ x }}',
  },
  'cloud-init': {
    path: 'user-data',
    text: '#cloud-config\nwrite_files:\n- path: /etc/sysctl.d/a.conf\n  content: |\n    # why\n    KEY = VALUE\n    net.core.somaxconn = 4096\n',
    scope: 'host',
    template: '{{ x }}',
  },
  butane: {
    path: 'a.bu',
    text: 'variant: fcos\nversion: 1.5.0\nstorage:\n  files:\n  - path: /etc/sysctl.d/a.conf\n    contents:\n      inline: |\n        KEY = VALUE\n        net.core.somaxconn = 4096\n',
    scope: 'host',
    template: '{{ x }}',
  },
  tuned: {
    path: 'tuned.conf',
    text: '[main]\nsummary=a\n[sysctl]\n# why\nKEY=VALUE\nnet.core.somaxconn=4096\n',
    scope: 'host',
    template: '${x}',
  },
  nix: {
    path: 'a.nix',
    text: '{\n  boot.kernel.sysctl = {\n    # why\n    "KEY" = "VALUE";\n    "net.core.somaxconn" = 4096;\n  };\n}\n',
    scope: 'host',
    template: '${x}',
  },
  talos: {
    path: 'talos.yaml',
    text: 'apiVersion: v1alpha1\nkind: SysctlConfig\nparams:\n  # why\n  KEY: "VALUE"\n  net.core.somaxconn: "4096"\n',
    scope: 'node',
    template: '{{ x }}',
  },
  bottlerocket: {
    path: 'user-data.toml',
    text: '[settings.kernel.sysctl]\n# why\n"KEY" = "VALUE"\n"net.core.somaxconn" = "4096"\n',
    scope: 'node',
    template: '{{ x }}',
  },
  systemd: {
    path: 'a.service',
    text: '[Service]\n# why\nExecStart=/sbin/sysctl -w KEY=VALUE\n',
    scope: 'host',
    template: '${X}',
  },
  puppet: {
    path: 'a.pp',
    text: "# why\nsysctl { 'KEY': value => 'VALUE' }\nsysctl { 'net.core.somaxconn': value => '4096' }\n",
    scope: 'host',
    template: '${x}',
  },
  chef: {
    path: 'a.rb',
    text: "# why\nsysctl 'KEY' do\n  value 'VALUE'\nend\n",
    scope: 'host',
    template: '#{x}',
  },
  salt: {
    path: 'a.sls',
    text: "# why\nKEY:\n  sysctl.present:\n    - value: 'VALUE'\n",
    scope: 'host',
    template: '{{ x }}',
  },
  helm: {
    path: 'chart/templates/pod.yaml',
    text: 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ .Release.Name }}\nspec:\n  {{- if .Values.tune }}\n  securityContext:\n    sysctls:\n    # why\n    - name: KEY\n      value: "VALUE" # b\n  {{- end }}\n',
    scope: 'pod',
    template: '{{ .Values.x }}',
  },
  'helm values': {
    path: 'chart/values.yaml',
    text: 'podSecurityContext:\n  sysctls:\n    # why\n    - name: KEY\n      value: "VALUE" # b\n',
    scope: 'pod',
    template: '{{ .Values.x }}',
  },
  terraform: {
    path: 'main.tf',
    text: 'resource "docker_container" "a" {\n  # why\n  sysctls = {\n    "KEY" = "VALUE" # b\n    "net.core.somaxconn" = "4096"\n  }\n}\n',
    scope: 'container',
    template: '${var.x}',
  },
  'terraform with user data': {
    path: 'main.tf',
    text: 'resource "aws_instance" "a" {\n  user_data = <<-EOT\n    #!/bin/sh\n    # why\n    sysctl -w KEY=VALUE # b\n  EOT\n}\n',
    scope: 'host',
    template: '${var.x}',
  },
  ecs: {
    path: 'task.json',
    text: '{"containerDefinitions":[{"name":"a","systemControls":[{"namespace":"KEY","value":"VALUE"}]}]}',
    scope: 'container',
    hasNoComments: true,
    template: '${x}',
  },
  'ecs in CloudFormation': {
    path: 'template.yaml',
    text: 'Resources:\n  T:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      ContainerDefinitions:\n        - Name: a\n          SystemControls:\n            # why\n            - Namespace: KEY\n              Value: "VALUE" # b\n',
    scope: 'container',
    template: '${X}',
  },
  lxc: {
    path: 'lxc/a/config',
    text: 'lxc.uts.name = a\n# why\nlxc.sysctl.KEY = VALUE\nlxc.sysctl.net.core.somaxconn = 4096\n',
    scope: 'container',
    template: '{{ x }}',
  },
  'CNI tuning': {
    path: '10-a.conflist',
    text: '{"cniVersion":"1.0.0","name":"a","plugins":[{"type":"tuning","sysctl":{"KEY":"VALUE"}}]}',
    scope: 'pod',
    hasNoComments: true,
    template: '{{ x }}',
  },
  'CNI tuning in a manifest': {
    path: 'net.yaml',
    text: 'apiVersion: k8s.cni.cncf.io/v1\nkind: NetworkAttachmentDefinition\nspec:\n  # why\n  config: \'{"cniVersion":"1.0.0","name":"a","type":"tuning","sysctl":{"KEY":"VALUE"}}\'\n',
    scope: 'pod',
    template: '{{ x }}',
  },
  'the Tuned resource of OpenShift': {
    path: 'tuned.yaml',
    text: 'apiVersion: tuned.openshift.io/v1\nkind: Tuned\nspec:\n  profile:\n  - name: a\n    data: |\n      [main]\n      summary=a\n      [sysctl]\n      # why\n      KEY=VALUE\n      net.core.somaxconn=4096\n',
    scope: 'node',
    template: '${x}',
  },
  ignition: {
    path: 'a.ign',
    text: '{"ignition":{"version":"3.4.0"},"storage":{"files":[{"path":"/etc/sysctl.d/a.conf","contents":{"source":"data:,KEY%20%3D%20VALUE%0A"}}]}}',
    scope: 'host',
    hasNoComments: true,
    template: '{{ x }}',
  },
  markdown: {
    path: 'a.md',
    text: '# A\n\n```sh\nsudo sysctl -w KEY=VALUE\n```\n',
    scope: 'host',
    template: '$X',
  },
};

const key = 'net.ipv4.tcp_fin_timeout';

function made({ text }: Sample, value: string, name = key): string {
  return text.replace('KEY', () => name).replace('VALUE', () => value);
}

function read(path: string, text: string) {
  const document = formatOf(text, path)?.read(text, path);
  assert.ok(document, `${path} has no format`);
  return document;
}

function rulesIn(path: string, text: string): readonly string[] {
  return service.diagnose(read(path, text), { path }).map(({ rule }) => rule);
}

function placeOf(text: string, part: string): TextPosition {
  const before = text.slice(0, text.indexOf(part) + 1).split('\n');
  return { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
}

for (const [what, sample] of Object.entries(samples)) {
  const { path, scope } = sample;
  const bad = made(sample, '15s');

  describe(`the editor in ${what}`, () => {
    it('finds a value that the kernel rejects, and leads to the guide', () => {
      const found = service.diagnose(read(path, bad), { path }).find(({ rule }) => rule === 'not-an-integer');
      assert.ok(found, rulesIn(path, bad).join(', '));
      assert.notEqual(found.section, '');
    });

    it('explains a key, with the running value only where the file is for a host', () => {
      const text = made(sample, '30');
      const hover = service.hoverAt(read(path, text), placeOf(text, key), {
        running: running(`${key} = 60`),
      });
      assert.match(hover?.markdown ?? '', /FIN_WAIT2/);
      assert.equal(/On this host: `60`/.test(hover?.markdown ?? ''), scope === 'host');
    });

    it('completes keys and values in place', () => {
      const text = made(sample, '30');
      const document = read(path, text);
      const keys = service.complete(document, placeOf(text, key), {});
      const other = keys.find(({ label }) => label === 'net.ipv4.tcp_syncookies');
      assert.ok(other, 'no keys');
      const after = read(path, applyEdits(text, [other]));
      assert.ok(after.assignments.some((one) => one.key.dotted === 'net.ipv4.tcp_syncookies'));
      const reuse = made(sample, '1', 'net.ipv4.tcp_tw_reuse');
      const [assignment] = read(path, reuse).assignments;
      assert.ok(assignment);
      const values = service.complete(read(path, reuse), assignment.value.range.end, {});
      const two = values.find(({ label }) => label === '2');
      assert.ok(two, `no values: ${values.map(({ label }) => label).join(', ')}`);
      assert.equal(read(path, applyEdits(reuse, [two])).assignments[0]?.value.text, '2');
    });

    it('is silent about a rule that a comment of the format disables', () => {
      const document = read(path, bad);
      const disabling = service
        .quickFixes(document, everywhere, service.diagnose(document, { path }))
        .filter(({ title }) => title === 'Disable not-an-integer for this line');
      if (sample.hasNoComments === true) {
        assert.deepEqual(disabling, []);
        const off = { path, rules: { 'not-an-integer': 'off' } } as const;
        assert.ok(!service.diagnose(document, off).some(({ rule }) => rule === 'not-an-integer'));
        return;
      }
      const [fix] = disabling;
      assert.ok(fix);
      const text = applyEdits(bad, fix.edits);
      assert.equal(read(path, text).assignments.length, document.assignments.length, text);
      assert.ok(!rulesIn(path, text).includes('not-an-integer'), text);
    });

    it('fixes all that is safe at once, and nothing else', () => {
      const text = made(sample, '0x1e');
      const edit = service.fixAll(read(path, text), { path });
      assert.ok(edit);
      assert.equal(edit.newText, text.replace('0x1e', '30'));
    });

    it('says nothing of a value that a template has yet to write, and still judges the key', () => {
      assert.ok(
        !rulesIn(path, made(sample, sample.template)).some((rule) => /integer|range|empty/.test(rule)),
      );
      const removed = rulesIn(path, made(sample, sample.template, 'net.ipv4.tcp_tw_recycle'));
      assert.ok(removed.includes('tw-recycle-removed'), removed.join(', '));
    });
  });
}

/** Node pools of AKS have names of their own for some keys, and numbers for values. */
for (const [what, path, text, names] of [
  [
    'Terraform',
    'main.tf',
    'resource "azurerm_kubernetes_cluster_node_pool" "a" {\n  linux_os_config {\n    sysctl_config {\n      # why\n      net_core_somaxconn = 4096\n    }\n  }\n}\n',
    ['net_core_somaxconn', 'net_ipv4_tcp_tw_reuse'],
  ],
  [
    'JSON',
    'linuxosconfig.json',
    '{"transparentHugePageEnabled":"madvise","sysctls":{"netCoreSomaxconn":4096}}',
    ['netCoreSomaxconn', 'netIpv4TcpTwReuse'],
  ],
] as const)
  describe(`the editor in a node pool of AKS in ${what}`, () => {
    it('explains a key, and completes it with one that AKS takes, by its own name', () => {
      const document = read(path, text);
      const at = placeOf(text, names[0]);
      assert.match(service.hoverAt(document, at, {})?.markdown ?? '', /somaxconn/);
      const keys = service.complete(document, at, {});
      assert.ok(!keys.some(({ label }) => label === 'net.ipv4.tcp_syncookies'));
      const other = keys.find(({ label }) => label === 'net.ipv4.tcp_tw_reuse');
      assert.ok(other);
      assert.equal(applyEdits(text, [other]), text.replace(names[0], names[1]));
    });

    it('finds a number that AKS rejects, and disables the rule in a comment where there are any', () => {
      const bad = text.replace('4096', '100');
      assert.ok(rulesIn(path, bad).includes('aks-value-out-of-range'));
      const document = read(path, bad);
      const disabling = service
        .quickFixes(document, everywhere, service.diagnose(document, { path }))
        .find(({ title }) => title === 'Disable aks-value-out-of-range for this line');
      assert.equal(disabling === undefined, what === 'JSON');
      if (disabling !== undefined)
        assert.ok(!rulesIn(path, applyEdits(bad, disabling.edits)).includes('aks-value-out-of-range'));
    });
  });

describe('a completed value', () => {
  const completed = (path: string, text: string): string => {
    const document = read(path, text);
    const [assignment] = document.assignments;
    assert.ok(assignment);
    const found = service
      .complete(document, assignment.value.range.end, {})
      .find(({ label }) => label === '32768 60999');
    assert.ok(found);
    return applyEdits(text, [found]);
  };
  const range = 'net.ipv4.ip_local_port_range';

  it('has the quotes and escapes that it needs in its place', () => {
    const pod = `apiVersion: v1\nkind: Pod\nspec:\n  securityContext:\n    sysctls:\n    - name: ${range}\n      value: 1 # why\n`;
    assert.equal(completed('pod.yaml', pod), pod.replace(': 1 #', ': "32768 60999" #'));
    assert.equal(
      completed('a.sh', `#!/bin/sh\nsysctl -w ${range}=1 -q\n`),
      `#!/bin/sh\nsysctl -w ${range}="32768 60999" -q\n`,
    );
    const ignition = (value: string): string =>
      `{"ignition":{"version":"3.4.0"},"storage":{"files":[{"path":"/etc/sysctl.d/a.conf","contents":{"source":"data:,${range}%3D${value}%0A"}}]}}`;
    assert.equal(completed('a.ign', ignition('1')), ignition('32768%2060999'));
  });

  it('is found by what stands before the cursor, with the quote', () => {
    const text = `apiVersion: v1\nkind: Pod\nspec:\n  securityContext:\n    sysctls:\n    - name: ${range}\n      value: "3"\n`;
    const [found] = service.complete(read('pod.yaml', text), { line: 6, column: 15 }, {});
    assert.deepEqual(found && [found.range.start.column, found.filterText], [13, '"32768 60999']);
  });
});

describe('rules about keys in other formats', () => {
  const shell = (pair: string): readonly string[] => rulesIn('a.sh', `#!/bin/sh\nsysctl -w ${pair}\n`);

  it('know upper case, mixed separators, and names of interfaces with dots', () => {
    assert.ok(shell('NET.ipv4.tcp_syncookies=1').includes('upper-case-key'));
    assert.ok(shell('net.ipv4/tcp_syncookies=1').includes('mixed-separators'));
    assert.ok(shell('net.ipv4.conf.eth0.100.rp_filter=1').includes('dotted-interface-name'));
    assert.ok(!shell('net/ipv4/conf/eth0.100/rp_filter=1').includes('dotted-interface-name'));
  });

  it('know too many numbers', () => {
    assert.ok(shell('"net.ipv4.ip_local_port_range=1024 65000 3"').includes('extra-fields'));
    assert.ok(!shell('"net.ipv4.ip_local_port_range=1024 65000"').includes('extra-fields'));
  });

  it('know the place that Talos no longer recommends', () => {
    const text = 'version: v1alpha1\nmachine:\n  sysctls:\n    net.core.somaxconn: "4096"\ncluster: {}\n';
    assert.ok(rulesIn('controlplane.yaml', text).includes('talos-deprecated-sysctls'));
  });
});
