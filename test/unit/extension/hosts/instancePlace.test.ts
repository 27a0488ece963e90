import assert from 'node:assert/strict';
import { sshEntry, type HostEntry } from '../../../../src/extension/hosts/hostEntry.ts';
import { placeOfInstance } from '../../../../src/extension/hosts/instancePlace.ts';

const here: HostEntry = { id: 'local', kind: 'local', label: 'desk' };
const list = {
  all: [here, sshEntry('root@web1:2222'), sshEntry('bastion')],
  candidates: [
    { id: 'ssh:shop', label: 'shop', hostName: '10.0.0.7' },
    { id: 'ssh:db2', label: 'db2' },
  ],
};

describe('the host that an instance runs on', () => {
  it('is listed, or in the ssh configuration by name or address', () => {
    for (const [instance, place] of [
      ['web1:9810', 'ssh:root@web1:2222'],
      ['WEB1.example.com:9810', 'ssh:root@web1:2222'],
      ['desk:9100', 'local'],
      ['10.0.0.7:9810', 'ssh:shop'],
      ['db2.example.com:9810', 'ssh:db2'],
      ['web2:9810', undefined],
      ['10.0.0.8:9810', undefined],
      ['-oProxyCommand=x', undefined],
      ['me@web1:9810', undefined],
    ] as const)
      assert.equal(placeOfInstance(instance, list), place, instance);
  });
});
