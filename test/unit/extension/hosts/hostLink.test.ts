import assert from 'node:assert/strict';
import { sshEntry, type HostEntry } from '../../../../src/extension/hosts/hostEntry.ts';
import { hostNamed, linkedHostName } from '../../../../src/extension/hosts/hostLink.ts';

const entries: readonly HostEntry[] = [
  { id: 'local', kind: 'local', label: 'desk' },
  ...['me@web1:2222', 'web2.example', 'web3.east.example', 'web3.west.example', '10.0.0.1', '[::1]:22'].map(
    sshEntry,
  ),
  { id: 'file:/a/web9', kind: 'file', label: 'web9' },
];

describe('linkedHostName', () => {
  it('takes the host of an instance, and nothing that ssh could misread', () => {
    const name = (query: string, path = '/host') => linkedHostName({ path, query });
    assert.equal(name('instance=Web1%3A9810'), 'web1');
    assert.equal(name('instance=web1'), 'web1');
    assert.equal(name('instance=%5B%3A%3A1%5D%3A9810'), '::1');
    for (const query of [
      '',
      'instance=',
      'host=web1',
      'instance=-oProxyCommand%3Dx',
      'instance=me%40web1',
      'instance=a%20b',
    ])
      assert.equal(name(query), undefined, query);
    assert.equal(name('instance=web1', '/guide'), undefined);
  });
});

describe('hostNamed', () => {
  it('finds a listed host by its name, or by the first part of it', () => {
    const found = (name: string) => hostNamed(name, entries)?.id;
    assert.equal(found('desk'), 'local');
    assert.equal(found('web1'), 'ssh:me@web1:2222');
    assert.equal(found('web1.example'), 'ssh:me@web1:2222');
    assert.equal(found('web2'), 'ssh:web2.example');
    assert.equal(found('10.0.0.1'), 'ssh:10.0.0.1');
    assert.equal(found('::1'), 'ssh:[::1]:22');
    for (const other of ['web3', 'web9', '10', '10.0.0.2', 'web', 'example'])
      assert.equal(found(other), undefined, other);
  });
});
