import assert from 'node:assert/strict';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import { diagnose } from '../../../../src/core/language/diagnose.ts';
import { assertProportional } from '../../../support/proportional.ts';
import { inventory } from '../../../support/readingFormats.ts';

function errors(path: string, text: string): readonly string[] {
  const document = formatOf(text, path)?.read(text, path);
  return (document === undefined ? [] : diagnose(document, { path }))
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, range }) => `${range.start.line + 1} ${rule}`);
}

describe('a parameter that is set twice', () => {
  const found = (path: string, text: string): readonly string[] => {
    const document = formatOf(text, path)?.read(text, path);
    return (document === undefined ? [] : diagnose(document, { path }))
      .filter(({ rule }) => /duplicate|overridden/.test(rule))
      .map(({ rule, range, severity }) => `${range.start.line + 1} ${rule} ${severity}`);
  };

  it('is a warning where it is set again, and a hint at the line that loses', () => {
    const text =
      'services:\n  a:\n    sysctls:\n    - net.core.somaxconn=5000\n    - net.core.somaxconn=6000\n';
    assert.deepEqual(found('compose.yaml', text), [
      '4 duplicate-across-forms hint',
      '5 duplicate-across-forms warning',
    ]);
  });

  it('is none if different pools of nodes have it', () => {
    const pool = (name: string): string =>
      `resource "azurerm_kubernetes_cluster_node_pool" "${name}" {\n  linux_os_config {\n    sysctl_config {\n      vm_swappiness = 1\n    }\n  }\n}\n`;
    const maps =
      'module "a" {\n  node_pools_sysctls = {\n    all = {\n      "net.core.somaxconn" = "5000"\n    }\n    b = {\n      "net.core.somaxconn" = "6000"\n    }\n  }\n}\n';
    assert.deepEqual(found('main.tf', pool('a') + pool('b') + maps), []);
    const shoot = (value: number): string => `    - sysctls:\n        vm.swappiness: "${String(value)}"\n`;
    const head = 'apiVersion: core.gardener.cloud/v1beta1\nkind: Shoot\nspec:\n  provider:\n    workers:\n';
    assert.deepEqual(found('shoot.yaml', head + shoot(1) + shoot(2)), []);
  });

  it('is none if different machines of Talos have it, and is one in the documents of one machine', () => {
    const patch = (value: number): string =>
      `      - |-\n        machine:\n          sysctls:\n            net.core.somaxconn: "${String(value)}"\n`;
    const node = (name: string, value: number): string =>
      `  - hostname: ${name}\n    patches:\n${patch(value)}`;
    assert.deepEqual(found('talconfig.yaml', `nodes:\n${node('a', 1000)}${node('b', 2000)}`), []);
    const template = (value: number): string =>
      `apiVersion: bootstrap.cluster.x-k8s.io/v1alpha3\nkind: TalosConfigTemplate\nspec:\n  template:\n    spec:\n      strategicPatches:\n${patch(value)}`;
    assert.deepEqual(found('templates.yaml', `${template(1000)}---\n${template(2000)}`), []);
    const inline = (value: number): string =>
      `  - name: a\n    inline:\n      machine:\n        sysctls:\n          net.core.somaxconn: "${String(value)}"\n`;
    assert.deepEqual(found('omni.yaml', `patches:\n${inline(1000)}${inline(2000)}`), []);
    const machine = 'machine:\n  sysctls:\n    net.core.somaxconn: "1000"\n';
    const own = 'apiVersion: v1alpha1\nkind: SysctlConfig\nname: a\nparams:\n  net.core.somaxconn: "2000"\n';
    assert.deepEqual(found('machine.yaml', `${machine}---\n${own}`), [
      '3 duplicate-across-forms hint',
      '9 duplicate-across-forms warning',
    ]);
  });

  it('is one around a block of Terraform that stands between', () => {
    const pair = (value: number): string => `    "net.core.somaxconn" = "${String(value)}"\n`;
    const text = `module "a" {\n  sysctls = {\n${pair(1000)}    b = {\n  ${pair(2000)}    }\n${pair(3000)}  }\n}\n`;
    assert.deepEqual(found('main.tf', text), [
      '3 duplicate-across-forms hint',
      '7 duplicate-across-forms warning',
    ]);
  });

  it('is judged once in a sysctl file that a machine gets, and not in a script', () => {
    const text =
      '#cloud-config\nruncmd:\n  - sysctl -w vm.swappiness=1\n  - sysctl -w vm.swappiness=2\nwrite_files:\n  - path: /etc/sysctl.d/a.conf\n    content: |\n      vm.dirty_ratio = 1\n      vm.dirty_ratio = 2\n';
    const inNode = `apiVersion: karpenter.k8s.aws/v1\nkind: EC2NodeClass\nspec:\n  userData: |\n${text.replace(/^/gm, '    ').trimEnd()}\n`;
    assert.deepEqual(found('user-data', text), ['8 overridden-line hint', '9 duplicate-key warning']);
    assert.deepEqual(found('nodes.yaml', inNode), ['12 overridden-line hint', '13 duplicate-key warning']);
  });
});

describe('substitutions', () => {
  const pod = (value: string): string => `apiVersion: v1
kind: Pod
spec:
  securityContext:
    sysctls:
    - name: net.ipv4.tcp_syncookies
      value: ${value}
    - name: net.ipv4.tcp_syncookies_
      value: "x"
`;

  for (const value of [
    '"${COOKIES}"',
    '"${COOKIES:-1}"',
    '$(COOKIES)',
    '"$COOKIES"',
    '"@COOKIES@"',
    '"{{ x }}"',
    '"<%= x %>"',
  ])
    it(`${value} silences the value, and nothing else`, () => {
      assert.deepEqual(inventory('pod.yaml', pod(value))[0], '6 net.ipv4.tcp_syncookies=? pod start');
      assert.deepEqual(errors('pod.yaml', pod(value)), ['8 unknown-key']);
    });

  it('of a template over several lines in a sysctl file are a program, and no lines of the file', () => {
    const text = '# a\n<%=\n  v = 1\n  x y\n%>\nnet.ipv4.tcp_tw_reuse = x\n';
    assert.deepEqual(inventory('sysctl.conf.erb', text), ['6 net.ipv4.tcp_tw_reuse=x host boot']);
    assert.deepEqual(errors('sysctl.conf.erb', text), ['6 not-an-integer']);
  });
});

describe('a long file that is in no format', () => {
  it('is told from those that are in proportion to its length', () => {
    assertProportional(
      'objects in a list',
      (size) => {
        const line = '  { "name": "a", "purl": "sysctl" },\n';
        assert.equal(formatOf(`[\n${line.repeat(size)}]`, 'packages.json'), undefined);
      },
      20_000,
    );
  });
});

describe('the schema of an object', () => {
  it('sets nothing, and is not read', () => {
    const schema =
      'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nspec:\n  sysctls:\n    - name: net.core.somaxconn\n      value: 1\n';
    assert.equal(formatOf(schema, 'crd.yaml')?.id, undefined);
    const both = `${schema}---\napiVersion: v1\nkind: Pod\nspec:\n  securityContext:\n    sysctls:\n    - name: net.core.somaxconn\n      value: "1"\n`;
    assert.deepEqual(inventory('crd.yaml', both), ['13 net.core.somaxconn=1 pod start']);
  });
});
