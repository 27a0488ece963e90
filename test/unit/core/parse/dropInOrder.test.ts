import assert from 'node:assert/strict';
import type { ConfigFile } from '../../../../src/core/parse/configFile.ts';
import { dropInOrder } from '../../../../src/core/parse/dropInOrder.ts';
import { allAssignments, effectiveWrites, winners } from '../../../../src/core/parse/effectiveWrites.ts';

const text = (path: string, content = 'a.b = 1\n'): ConfigFile => ({
  path,
  content: { kind: 'text', text: content },
});
const link = (path: string, target: string): ConfigFile => ({ path, content: { kind: 'link', target } });
const read = (files: readonly ConfigFile[], tool: 'systemd-sysctl' | 'procps') =>
  dropInOrder(files, tool).read.map((file) => file.path);

describe('dropInOrder', () => {
  it('sorts the names of all directories together, byte by byte', () => {
    const files = ['/usr/lib/sysctl.d/99-x.conf', '/etc/sysctl.d/abc.conf', '/run/sysctl.d/_u.conf'];
    const more = ['/etc/sysctl.d/Zed.conf', '/lib/sysctl.d/100-x.conf'];
    assert.deepEqual(
      read(
        [...files, ...more].map((path) => text(path)),
        'systemd-sysctl',
      ),
      [
        '/lib/sysctl.d/100-x.conf',
        '/usr/lib/sysctl.d/99-x.conf',
        '/etc/sysctl.d/Zed.conf',
        '/run/sysctl.d/_u.conf',
        '/etc/sysctl.d/abc.conf',
      ],
    );
  });

  it('reads a name from its highest directory only', () => {
    const { read: chosen, notRead } = dropInOrder(
      [text('/usr/lib/sysctl.d/50-a.conf'), text('/etc/sysctl.d/50-a.conf')],
      'procps',
    );
    assert.deepEqual(
      chosen.map((file) => file.path),
      ['/etc/sysctl.d/50-a.conf'],
    );
    assert.deepEqual(notRead, [
      { path: '/usr/lib/sysctl.d/50-a.conf', by: '/etc/sysctl.d/50-a.conf', why: 'shadowed' },
    ]);
  });

  for (const mask of [link('/etc/sysctl.d/50-a.conf', '/dev/null'), text('/etc/sysctl.d/50-a.conf', '')]) {
    it(`takes ${mask.content.kind === 'link' ? 'a link to /dev/null' : 'an empty file'} for a mask`, () => {
      const order = dropInOrder([text('/usr/lib/sysctl.d/50-a.conf'), mask], 'systemd-sysctl');
      assert.deepEqual(order.read, []);
      assert.equal(order.notRead[0]?.why, 'masked');
    });
  }

  it('reads /etc/sysctl.conf last with procps, and not at all with systemd', () => {
    const files = [text('/etc/sysctl.conf'), text('/etc/sysctl.d/zz.conf')];
    assert.deepEqual(read(files, 'procps'), ['/etc/sysctl.d/zz.conf', '/etc/sysctl.conf']);
    assert.deepEqual(read(files, 'systemd-sysctl'), ['/etc/sysctl.d/zz.conf']);
    assert.deepEqual(dropInOrder(files, 'systemd-sysctl').notRead, [
      { path: '/etc/sysctl.conf', why: 'notLinked' },
    ]);
  });

  it('reads /etc/sysctl.conf through a link, under the name of the link', () => {
    const files = [text('/etc/sysctl.conf'), link('/etc/sysctl.d/99-sysctl.conf', '../sysctl.conf')];
    const order = dropInOrder(files, 'systemd-sysctl');
    assert.deepEqual(order.read[0], {
      path: '/etc/sysctl.d/99-sysctl.conf',
      realPath: '/etc/sysctl.conf',
      text: 'a.b = 1\n',
    });
    assert.deepEqual(order.notRead, []);
    assert.deepEqual(read(files, 'procps'), ['/etc/sysctl.d/99-sysctl.conf', '/etc/sysctl.conf']);
  });

  it('passes over other extensions, broken links and loops, and dot files with systemd', () => {
    const files = [
      text('/etc/sysctl.d/a.conf.bak'),
      text('/etc/sysctl.d/.b.conf'),
      link('/etc/sysctl.d/c.conf', 'nowhere'),
      link('/etc/sysctl.d/d.conf', 'd.conf'),
    ];
    const why = (tool: 'systemd-sysctl' | 'procps') =>
      dropInOrder(files, tool).notRead.map((file) => file.why);
    assert.deepEqual(why('systemd-sysctl'), ['extension', 'dotFile', 'brokenLink', 'brokenLink']);
    assert.deepEqual(why('procps'), ['extension', 'brokenLink', 'brokenLink']);
  });
});

describe('dropInOrder of more lines than any real configuration has', () => {
  const long = (name: string, lines: number): ConfigFile =>
    text(`/etc/sysctl.d/${name}`, 'a=1\n'.repeat(lines - 1));
  const files = [
    long('10-a.conf', 20_000),
    long('20-b.conf', 20_000),
    long('30-c.conf', 200_000),
    long('40-d.conf', 20_000),
    long('90-small.conf', 2),
  ];
  const names = (own?: string) =>
    dropInOrder(files, 'systemd-sysctl', own).read.map(({ path }) => path.slice('/etc/sysctl.d/'.length));

  it('leaves out each file that is too much, and says so', () => {
    assert.deepEqual(names(), ['10-a.conf', '20-b.conf', '90-small.conf']);
    assert.deepEqual(dropInOrder(files, 'systemd-sysctl').notRead, [
      { path: '/etc/sysctl.d/30-c.conf', why: 'unreadable', cause: 'tooLarge' },
      { path: '/etc/sysctl.d/40-d.conf', why: 'unreadable', cause: 'tooLarge' },
    ]);
  });

  it('never leaves out the file that the others are compared with', () => {
    assert.deepEqual(names('/etc/sysctl.d/40-d.conf'), ['10-a.conf', '40-d.conf', '90-small.conf']);
    assert.deepEqual(names('/etc/sysctl.d/30-c.conf'), ['30-c.conf']);
  });

  it('counts a file for each link to it', () => {
    const links = Array.from({ length: 5 }, (_, at) => link(`/etc/sysctl.d/5${at}.conf`, '10-a.conf'));
    assert.equal(read([long('10-a.conf', 20_000), ...links], 'procps').length, 2);
  });
});

describe('effectiveWrites', () => {
  const order = dropInOrder(
    [
      text('/etc/sysctl.d/10-a.conf', 'net.x = 1\nnet.y = 1\nnet.z = 1\n'),
      text('/etc/sysctl.d/20-b.conf', 'net/x = 2\nnet.y = 1\nnet.* = 5\n'),
    ],
    'systemd-sysctl',
  );
  const assignments = allAssignments(order.read);
  const written = (tool: 'systemd-sysctl' | 'procps') =>
    effectiveWrites(assignments, tool).map(({ key, line }) => `${key.dotted}=${line.value.text}`);

  it('moves a key to its last place with systemd unless the value is the same', () => {
    assert.deepEqual(written('systemd-sysctl'), ['net.y=1', 'net.z=1', 'net.x=2', 'net.*=5']);
  });

  it('writes every assignment with procps', () => {
    assert.deepEqual(written('procps'), ['net.x=1', 'net.y=1', 'net.z=1', 'net.x=2', 'net.y=1', 'net.*=5']);
  });

  it('lets the last assignment of a key win, and no glob', () => {
    assert.deepEqual(
      [...winners(assignments)].map(([path, { line }]) => [path, line.value.text]),
      [
        ['net/x', '2'],
        ['net/y', '1'],
        ['net/z', '1'],
      ],
    );
  });
});
