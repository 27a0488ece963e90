import assert from 'node:assert/strict';
import { parseConfigListing } from '../../../../src/core/parse/configListing.ts';

const listing = (...records: readonly string[]): string => records.map((record) => `${record}\0`).join('');

describe('parseConfigListing', () => {
  it('reads files, links among them, links to elsewhere, masks and what is hidden', () => {
    const { files, tool, isBootNamespace } = parseConfigListing(
      listing(
        ...['init', 'systemd', 'first', 'net:[1]', 'own', 'net:[1]'],
        ...['text', '/etc/sysctl.d/10-a.conf', 'a = 1\n'],
        ...['link', '/etc/sysctl.d/50-mask.conf', '/dev/null'],
        ...[
          'link',
          '/etc/sysctl.d/60-far.conf',
          '../../opt/far',
          'text',
          '/etc/sysctl.d/60-far.conf',
          'b = 1',
        ],
        ...[
          'link',
          '/etc/sysctl.d/99-sysctl.conf',
          '../sysctl.conf',
          'text',
          '/etc/sysctl.d/99-sysctl.conf',
          '',
        ],
        ...['link', '/etc/sysctl.d/70-broken.conf', 'nowhere'],
        ...['hidden', '/usr/lib/sysctl.d'],
        ...['text', '/etc/sysctl.conf', ''],
      ),
    );
    assert.deepEqual(Object.fromEntries(files.map(({ path, content }) => [path, content])), {
      '/usr/lib/sysctl.d': { kind: 'unreadable' },
      '/etc/sysctl.d/10-a.conf': { kind: 'text', text: 'a = 1\n' },
      '/etc/sysctl.d/50-mask.conf': { kind: 'link', target: '/dev/null' },
      '/etc/sysctl.d/60-far.conf': { kind: 'text', text: 'b = 1' },
      '/etc/sysctl.d/99-sysctl.conf': { kind: 'link', target: '../sysctl.conf' },
      '/etc/sysctl.conf': { kind: 'text', text: '' },
    });
    assert.equal(tool, 'systemd-sysctl');
    assert.equal(isBootNamespace, true);
  });

  it('tells another network namespace from one that may not be known', () => {
    assert.equal(parseConfigListing(listing('first', 'net:[1]', 'own', 'net:[2]')).isBootNamespace, false);
    assert.ok(!('isBootNamespace' in parseConfigListing(listing('first', '', 'own', 'net:[2]'))));
  });

  it('ends at what is no listing, and drops a record that is cut off', () => {
    const ofText = (text: string): readonly string[] =>
      parseConfigListing(text).files.map(({ path }) => path);
    assert.deepEqual(ofText(''), []);
    assert.deepEqual(ofText('sh: syntax error\n'), []);
    assert.deepEqual(ofText(`${listing('text', '/etc/sysctl.d/a.conf', 'x', 'noise')}text\0/b\0y\0`), [
      '/etc/sysctl.d/a.conf',
    ]);
  });
});
