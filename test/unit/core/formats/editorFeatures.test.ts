import assert from 'node:assert/strict';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import { applyEdits } from '../../../../src/core/language/applyEdits.ts';
import type { TextPosition } from '../../../../src/core/model/textRange.ts';
import { formatTexts, type FormatText } from '../../../support/formatTexts.ts';
import { running } from '../../../support/judging.ts';
import { everywhere, service } from '../../../support/sysctlService.ts';

const key = 'net.ipv4.tcp_fin_timeout';

function made({ text }: FormatText, value: string, name = key): string {
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

for (const [what, sample] of Object.entries(formatTexts)) {
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
