import assert from 'node:assert/strict';
import { modulesAtBoot } from '../../../../src/core/parse/bootModules.ts';

describe('modulesAtBoot', () => {
  const loaded = (lists: Readonly<Record<string, string>>): readonly string[] => [
    ...modulesAtBoot(Object.entries(lists).map(([path, text]) => ({ path, text }))),
  ];

  it('reads a name from each line, without comments, and with parameters in /etc/modules', () => {
    const list = '# why\n; not this\n\n  br_netfilter \r\nnf-conntrack\n';
    assert.deepEqual(loaded({ '/etc/modules-load.d/a.conf': list }), ['br_netfilter', 'nf_conntrack']);
    assert.deepEqual(loaded({ '/etc/modules': 'nf_conntrack hashsize=65536\n' }), ['nf_conntrack']);
  });

  it('takes of one name the file in the highest directory, also where that one is empty', () => {
    assert.deepEqual(
      loaded({
        '/usr/lib/modules-load.d/a.conf': 'one',
        '/etc/modules-load.d/a.conf': '',
        '/run/modules-load.d/b.conf': 'two',
        '/lib/modules-load.d/b.conf': 'three',
      }),
      ['two'],
    );
  });

  it('passes over other names and folders', () => {
    assert.deepEqual(loaded({ '/etc/modules-load.d/a.txt': 'one', '/etc/other/a.conf': 'two' }), []);
  });
});
