import assert from 'node:assert/strict';
import { repositoryFactsIn } from '../../../../src/core/formats/factsInFile.ts';
import { areSameFacts, noFacts } from '../../../../src/core/formats/repositoryFacts.ts';
import { sysctlConfFormat } from '../../../../src/core/formats/sysctlConf/sysctlConfFormat.ts';

describe('areSameFacts', () => {
  const allowing = (pattern: string, file = '/a/kubelet.yaml') =>
    repositoryFactsIn(file, `kind: KubeletConfiguration\nallowedUnsafeSysctls: ["${pattern}"]\n`);
  const text = 'net.ipv4.ip_local_port_range = 1024 65000\n';
  const setting = (read = sysctlConfFormat.read(text)) =>
    repositoryFactsIn('/a/a.conf', text, read.assignments);

  it('holds for what was read again and says the same', () => {
    assert.equal(allowing('net.core.*').allowedSysctls.length, 1);
    assert.ok(areSameFacts(allowing('net.core.*'), allowing('net.core.*')));
    assert.ok(areSameFacts(noFacts, { ...noFacts }));
  });

  it('does not hold for another pattern, file, number, or reading of a setting with edits', () => {
    assert.equal(areSameFacts(allowing('net.core.*'), allowing('net.ipv4.*')), false);
    assert.equal(areSameFacts(allowing('net.core.*'), allowing('net.core.*', '/a/b.yaml')), false);
    assert.equal(areSameFacts(allowing('net.core.*'), noFacts), false);
    const read = sysctlConfFormat.read(text);
    assert.equal(setting(read).portSettings.length, 1);
    assert.ok(areSameFacts(setting(read), setting(read)));
    assert.equal(areSameFacts(setting(read), setting()), false);
  });
});
