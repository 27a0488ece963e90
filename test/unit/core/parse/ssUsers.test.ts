import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { ProcessInfo } from '../../../../src/core/model/processes.ts';
import { parseSsUsers } from '../../../../src/core/parse/ssUsers.ts';
import { cutsInTwo, fixture, parseSs } from '../../../support/parsing.ts';

/** What follows `users:(`, and after it the rest of the row. */
function usersOf(list: string): readonly ProcessInfo[] | undefined {
  const bytes = Buffer.from(`${list} timer:(on,1sec,0) ino:5`);
  const users = parseSsUsers(bytes, 0, bytes.length);
  if (users !== undefined) assert.equal(bytes.subarray(users.end).toString(), ' timer:(on,1sec,0) ino:5');
  return users?.processes;
}

describe('parseSsUsers', () => {
  it('reads one process, several, and one with several descriptors', () => {
    assert.deepEqual(usersOf('("sshd",pid=812,fd=3))'), [{ pid: 812, name: 'sshd' }]);
    assert.deepEqual(usersOf('("nginx",pid=1334,fd=6),("nginx",pid=1337,fd=6),("nginx",pid=1337,fd=7))'), [
      { pid: 1334, name: 'nginx' },
      { pid: 1337, name: 'nginx' },
      { pid: 1337, name: 'nginx' },
    ]);
  });

  it('reads the form of old versions', () => {
    assert.deepEqual(usersOf('("nginx",1334,6),("nginx",1337,6))'), [
      { pid: 1334, name: 'nginx' },
      { pid: 1337, name: 'nginx' },
    ]);
  });

  it('reads the form with security contexts', () => {
    assert.deepEqual(usersOf('("sshd",pid=7,proc_ctx=unconfined,fd=3,sock_ctx=kernel))'), [
      { pid: 7, name: 'sshd' },
    ]);
  });

  const hostile = [
    'a b',
    '"',
    '""',
    ',',
    ')',
    '))',
    '(',
    'a",pid=1,fd=3)',
    '",pid=1,fd=3))',
    '",pid=1,fd=3),(',
    '",1,3),("x',
    '))",pid=99,fd=9',
    'ino:7 uid:8',
    'users:(("x"',
    '\x1b[31mred',
    '\r',
    '\0',
    'nämé世界',
    'fifteen_bytes_x',
    'a\nb',
  ];
  for (const name of hostile) {
    it(`reads a process that is named ${JSON.stringify(name)}`, () => {
      assert.ok(Buffer.byteLength(name) <= 15);
      assert.deepEqual(usersOf(`("${name}",pid=77,fd=4),("${name}",pid=78,fd=5))`), [
        { pid: 77, name },
        { pid: 78, name },
      ]);
    });
  }

  it('shows bytes that are no UTF-8 as such', () => {
    const bytes = Buffer.from('("\xff\xfe",pid=1,fd=2))', 'latin1');
    assert.equal(parseSsUsers(bytes, 0, bytes.length)?.processes[0]?.name, '\uFFFD\uFFFD');
  });

  it('has no end where the row has none, or is of another form', () => {
    const lists = [
      '',
      '(',
      '("',
      '("sshd',
      '("sshd",pid=7',
      '("sshd",pid=7,fd=3',
      '("sshd",pid=7,fd=3)',
      '("sshd",pid=7,fd=3),',
      '("sshd",pid=7,fd=3),(',
      '(sshd,7,3))',
      'sshd/7)',
      '("longer_than_15_bytes",pid=7,fd=3))',
      '("sshd",pid=x,fd=3))',
    ];
    for (const list of lists) assert.equal(usersOf(list), undefined, list);
  });

  it('reads back every list that ss prints', () => {
    const name = fc
      .uint8Array({ minLength: 1, maxLength: 15 })
      .map((bytes) => Buffer.from(bytes.map((byte) => (byte === 0 ? 34 : byte))));
    const process = fc.record({ name, pid: fc.nat(4_194_304), fd: fc.nat(1_048_576) });
    fc.assert(
      fc.property(fc.array(process, { minLength: 1, maxLength: 4 }), (processes) => {
        const entries = processes.flatMap((entry, at) => [
          Buffer.from(at === 0 ? '("' : ',("'),
          entry.name,
          Buffer.from(`",pid=${entry.pid},fd=${entry.fd})`),
        ]);
        const bytes = Buffer.concat([...entries, Buffer.from(') ino:5')]);
        const users = parseSsUsers(bytes, 0, bytes.length);
        const decoder = new TextDecoder();
        assert.deepEqual(
          users?.processes,
          processes.map((entry) => ({ pid: entry.pid, name: decoder.decode(entry.name) })),
        );
        assert.equal(bytes.subarray(users.end).toString(), ' ino:5');
      }),
    );
  });
});

describe('SsParser and processes', () => {
  const next = 'ESTAB 0 0 10.0.0.5:22 10.0.0.6:5001 users:(("sshd",pid=9,fd=3)) ino:9\n';

  it('names the owners of a socket by its inode', () => {
    const { owners } = parseSs(next);
    assert.deepEqual([...(owners ?? [])], [[9, [{ pid: 9, name: 'sshd' }]]]);
  });

  it('joins rows that a newline in a name has split', () => {
    const { rows, badLines, owners } = parseSs(fixture('ss-split-names.txt'));
    assert.deepEqual([rows, badLines], [2, 0]);
    assert.deepEqual(
      [...(owners?.values() ?? [])],
      [[{ pid: 30496, name: 'a\nb\nc' }], [{ pid: 30496, name: 'a\nb\nc' }]],
    );
  });

  it('joins them wherever the stream is cut', () => {
    for (const [head, tail] of cutsInTwo(fixture('ss-split-names.txt'))) {
      assert.deepEqual([parseSs(head, tail).rows, parseSs(head, tail).badLines], [2, 0]);
    }
  });

  it('joins a row whose name is nothing but newlines', () => {
    const name = '\n'.repeat(15);
    const { rows, badLines, owners } = parseSs(
      `ESTAB 0 0 10.0.0.5:22 10.0.0.6:5000 users:(("${name}",pid=7,fd=3)) ino:8\n${next}`,
    );
    assert.deepEqual([rows, badLines], [2, 0]);
    assert.deepEqual(owners?.get(8), [{ pid: 7, name }]);
  });

  it('lets a form of the list that it does not know swallow no other row, with a table column or without', () => {
    const unknown = ['users:(sshd/7)', 'users:([sshd]', 'users:{"pid":7}', 'users:(("sshd",pid=7'];
    for (const users of unknown) {
      for (const table of ['', 'tcp   ']) {
        const row = (port: number): string =>
          `${table}ESTAB 0 0 10.0.0.5:22 10.0.0.6:${port} ${users} ino:${port}\n`;
        const text = row(1) + row(2) + row(3) + table + next;
        const { rows, owners } = parseSs(text);
        assert.equal(rows, 4, `${table}${users}`);
        assert.deepEqual([...(owners?.keys() ?? [])], [9]);
      }
    }
  });

  it('counts each list that it could not read', () => {
    const { rows, badLines, problems } = parseSs(
      `ESTAB 0 0 10.0.0.5:22 10.0.0.6:5000 users:(sshd/7) uid:33 ino:8\n${next}`,
    );
    assert.deepEqual([rows, badLines], [2, 0]);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['ss-bad-names'],
    );
    assert.match(
      problems[0]?.message ?? '',
      /^1 line of the output of ss: its list of processes cannot be parsed/,
    );
  });

  it('counts a row that ends in the middle of the list', () => {
    const { rows, problems } = parseSs(`${next}ESTAB 0 0 10.0.0.5:22 10.0.0.6:5000 users:(("ss`);
    assert.deepEqual([rows, problems[0]?.code], [2, 'ss-bad-names']);
  });

  it('gives up a list that does not end within as many lines as a name can have', () => {
    const { rows, badLines } = parseSs(
      `ESTAB 0 0 10.0.0.5:22 10.0.0.6:5000 users:(("a\n${'x\n'.repeat(40)}${next}`,
    );
    assert.equal(rows, 2);
    assert.ok(badLines > 20);
  });
});
