import assert from 'node:assert/strict';
import { cgroupName } from '../../../../src/core/parse/cgroupName.ts';

const id = '3f2a'.repeat(16);

describe('cgroupName', () => {
  it('knows containers of every runtime by the id that it prints', () => {
    const texts = [
      `0::/system.slice/docker-${id}.scope`,
      `12:devices:/docker/${id}\n1:name=systemd:/docker/${id}`,
      `0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-${id}.scope`,
      `0::/kubepods/besteffort/pod0a1b/${id}`,
      `0::/machine.slice/libpod-${id}.scope/container`,
    ];
    for (const text of texts)
      assert.deepEqual(cgroupName(text), { kind: 'container', name: id.slice(0, 12) }, text);
  });

  it('knows services by their unit, the innermost', () => {
    assert.deepEqual(cgroupName('0::/system.slice/nginx.service\n'), { kind: 'unit', name: 'nginx.service' });
    assert.deepEqual(
      cgroupName('0::/user.slice/user-1000.slice/user@1000.service/app.slice/app-firefox.scope'),
      {
        kind: 'unit',
        name: 'app-firefox.scope',
      },
    );
  });

  it('knows nothing of sessions, of the first process and of garbage', () => {
    const texts = [
      '',
      '0::/',
      '0::/init.scope',
      '0::/user.slice/user-0.slice/session-3.scope',
      'x\0/y.service.d',
    ];
    for (const text of texts) assert.equal(cgroupName(text), undefined, text);
  });
});
