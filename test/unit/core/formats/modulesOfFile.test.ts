import assert from 'node:assert/strict';
import { found } from '../../../support/judgingFiles.ts';

const key = 'net.bridge.bridge-nf-call-iptables';
const script = (before: string): string =>
  `#!/bin/sh\n${before}\ncat <<EOF | tee /etc/sysctl.d/k8s.conf\n${key} = 1\nEOF\n`;
const task = `- name: set\n  ansible.posix.sysctl:\n    name: ${key}\n    value: "1"\n`;

describe('a file that sets a parameter of a kernel module', () => {
  it('says that the module may be missing', () => {
    assert.deepEqual(found('install.sh', script('')), ['h:module-not-loaded@4']);
    assert.deepEqual(found('tasks/main.yml', task), ['h:module-not-loaded@3']);
  });

  for (const [name, text] of [
    ['set.sh', `modprobe br_netfilter\nsysctl -w ${key}=1\n`],
    ['echo.sh', script('echo br_netfilter > /etc/modules-load.d/k8s.conf')],
    ['setup.sh', script('cat <<EOF | tee /etc/modules-load.d/k8s.conf\noverlay\nbr_netfilter\nEOF')],
    ['tasks/main.yml', `- community.general.modprobe:\n    name: br_netfilter\n${task}`],
    [
      'user-data.yaml',
      `#cloud-config\nwrite_files:\n  - path: /etc/modules-load.d/k.conf\n    content: br_netfilter\n  - path: /etc/sysctl.d/k.conf\n    content: ${key}=1\n`,
    ],
    [
      'configuration.nix',
      `{ ... }: {\n  boot.kernelModules = [ "br_netfilter" ];\n  boot.kernel.sysctl."${key}" = 1;\n}\n`,
    ],
  ] as const)
    it(`says nothing if it loads the module itself: ${name}`, () => {
      assert.deepEqual(found(name, text), []);
    });

  for (const before of [
    '# needs br_netfilter',
    'modprobe -r br_netfilter',
    'echo "br_netfilter must be loaded before"',
    'lsmod | grep -q br_netfilter || echo missing',
    'echo "blacklist br_netfilter" > /etc/modprobe.d/a.conf',
    // It is not loaded at the next boot, when the file is read.
    'modprobe br_netfilter',
  ])
    it(`does not take this for it: ${before}`, () => {
      assert.deepEqual(found('install.sh', script(before)), ['h:module-not-loaded@4']);
    });

  it('does not take a comment of sysctl.conf for it', () => {
    const text = `; modprobe br_netfilter\nmodules-load\n${key} = 1\n`;
    assert.ok(found('/etc/sysctl.d/90-a.conf', text).includes('h:module-not-loaded@3'));
  });
});
