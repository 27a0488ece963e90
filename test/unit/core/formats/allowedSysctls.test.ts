import assert from 'node:assert/strict';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import { allowedSysctlsIn, isAllowedBy } from '../../../../src/core/formats/kubernetes/allowedSysctls.ts';
import { repositoryFactsIn } from '../../../../src/core/formats/factsInFile.ts';
import type { FormatDocument } from '../../../../src/core/formats/fileFormat.ts';
import { DiagnosisMemory } from '../../../../src/core/language/diagnosisMemory.ts';
import { found, judge } from '../../../support/judgingFiles.ts';
import { diagnose } from '../../../../src/core/language/diagnose.ts';

/** What a kubelet may be told, as the files of those who tell it do. */
const forms: Readonly<Record<string, readonly [text: string, allowed: readonly string[]]>> = {
  'its own configuration': [
    'kind: KubeletConfiguration\nallowedUnsafeSysctls:\n- "kernel.msg*"\n# - vm.swappiness\n  - net.core.somaxconn # busy\nfailSwapOn: false\n',
    ['kernel.msg*', 'net.core.somaxconn'],
  ],
  'a list in brackets': [
    'kubelet:\n  allowedUnsafeSysctls: [net.core.somaxconn,\n    "net.ipv4.*"]\nx: fs.mqueue.a\n',
    ['net.core.somaxconn', 'net.ipv4.*'],
  ],
  JSON: ['{"allowedUnsafeSysctls":["net.ipv4.tcp_tw_reuse"],"x":"a.b"}', ['net.ipv4.tcp_tw_reuse']],
  'a flag': [
    'KUBELET_EXTRA_ARGS="--allowed-unsafe-sysctls=net.core.somaxconn,kernel/shm* --v=2"\n',
    ['net.core.somaxconn', 'kernel.shm*'],
  ],
  'an argument of k3s': [
    'kubelet-arg:\n  - "allowed-unsafe-sysctls=net.ipv4.ip_forward,net.ipv6.conf.all.forwarding"\n',
    ['net.ipv4.ip_forward', 'net.ipv6.conf.all.forwarding'],
  ],
  Terraform: [
    'kubelet_config {\n  allowed_unsafe_sysctls = ["net.core.somaxconn"]\n}\n',
    ['net.core.somaxconn'],
  ],
  'a comment': ['# allowedUnsafeSysctls: [net.core.somaxconn]\n', []],
  nothing: ['allowedUnsafeSysctls: []\nx: net.core.somaxconn\n', []],
};

const pod =
  'apiVersion: v1\nkind: Pod\nspec:\n  securityContext:\n    sysctls:\n    - {name: net.core.somaxconn, value: "1024"}\n';

function severityOf(file: string, text: string): string | undefined {
  const document = formatOf(pod, 'pod.yaml')?.read(pod, 'pod.yaml');
  assert.ok(document);
  const repository = repositoryFactsIn(file, text);
  return diagnose(document, { path: 'pod.yaml', repository }).find(({ rule }) => rule === 'unsafe-sysctl')
    ?.severity;
}

describe('parameters that a kubelet allows', () => {
  it('are found in a text that is made to be slow', () => {
    const word = 'a'.repeat(10_000);
    const text =
      `allowedUnsafeSysctls: ${word}\n`.repeat(200) + 'allowedUnsafeSysctls: [net.core.somaxconn]\n';
    assert.deepEqual(allowedSysctlsIn(text), ['net.core.somaxconn']);
    assert.equal(allowedSysctlsIn('allowedUnsafeSysctls: [a.b] '.repeat(100_000)).length, 1);
  });

  for (const [what, [text, allowed]] of Object.entries(forms))
    it(`are read from ${what}`, () => {
      assert.deepEqual(allowedSysctlsIn(text), allowed);
      assert.deepEqual(allowedSysctlsIn(text.replaceAll('\n', '\r\n')), allowed, 'with CRLF');
    });

  it('may be patterns', () => {
    assert.ok(isAllowedBy('net.core.*', 'net.core.somaxconn'));
    assert.ok(!isAllowedBy('net.core.*', 'net.ipv4.tcp_rmem'));
    assert.ok(!isAllowedBy('net.core.somax', 'net.core.somaxconn'));
  });

  it('soften what is said of a pod that sets them', () => {
    assert.equal(severityOf('kubelet.yaml', 'allowedUnsafeSysctls: []'), 'warning');
    assert.equal(severityOf('kubelet.yaml', 'allowedUnsafeSysctls: ["net.core.*"]'), 'information');
    assert.equal(
      severityOf('README.md', 'allowedUnsafeSysctls: ["net.core.*"]'),
      'warning',
      'an example in a manual',
    );
  });

  describe('in the file of the pod', () => {
    const list = 'kind: KubeletConfiguration\nallowedUnsafeSysctls:\n- net.core.*\n';
    const both = `${list}---\n${pod.replace('1024', '65535')}`;

    it('soften the same, without any repository', () => {
      assert.deepEqual(found('a.yaml', both), ['i:unsafe-sysctl@10']);
      assert.match(judge('a.yaml', both)[0]?.message ?? '', /This file allows it/);
      assert.deepEqual(found('a.yaml', both.replace('core.*', 'ipv4.*')), ['w:unsafe-sysctl@10']);
    });

    it('count next to those of the repository', () => {
      const repository = repositoryFactsIn('kubelet.yaml', 'allowedUnsafeSysctls: ["kernel.msg*"]');
      const two = both.replace('"65535"}', '"65535"}\n    - {name: kernel.msgmax, value: "9000"}');
      assert.deepEqual(found('a.yaml', two, { repository }), ['i:unsafe-sysctl@10', 'i:unsafe-sysctl@11']);
    });

    it('are looked at again when the list is edited', () => {
      const memory = new DiagnosisMemory();
      const open = formatOf(both, 'a.yaml')?.open?.(both, 'a.yaml', 1);
      assert.ok(open?.retyped);
      const severity = (document: FormatDocument): readonly string[] =>
        diagnose(document, {}, memory).map((one) => one.severity);
      assert.deepEqual(severity(open), ['information']);
      const other = both.replace('core.*', 'ipv4.*');
      const edited = open.retyped(other, { before: 0, after: 0 });
      assert.deepEqual(severity(edited), ['warning']);
      const back = edited.retyped?.(both, { before: 0, after: 0 });
      assert.ok(back);
      assert.deepEqual(severity(back), ['information']);
    });
  });

  it('cost little in a text without an end', () => {
    const open = 'allowedUnsafeSysctls: ['.repeat(20_000);
    assert.deepEqual(allowedSysctlsIn(open), []);
  });
});
