import assert from 'node:assert/strict';
import fc from 'fast-check';
import { problemsOf, valueOf } from '../../../../src/core/model/outcome.ts';
import { formatSshAddress, parseSshAddress } from '../../../../src/core/model/sshAddress.ts';

describe('parseSshAddress', () => {
  it('reads what ssh users write', () => {
    const cases: readonly (readonly [string, object])[] = [
      ['web1', { host: 'web1' }],
      ['root@web1.example.org', { host: 'web1.example.org', user: 'root' }],
      ['deploy@10.0.0.7:2222', { host: '10.0.0.7', user: 'deploy', port: 2222 }],
      ['[::1]:22', { host: '::1', port: 22 }],
      ['root@[fe80::1%eth0]', { host: 'fe80::1%eth0', user: 'root' }],
      ['::1', { host: '::1' }],
      ['me@corp.example@web1', { host: 'web1', user: 'me@corp.example' }],
    ];
    for (const [text, address] of cases) assert.deepEqual(valueOf(parseSshAddress(text)), address, text);
  });

  it('refuses what could be an option, a command or two words', () => {
    const cases = [
      ...[
        '',
        '-oProxyCommand=id',
        '--',
        'web 1',
        ' web1',
        'web1\n',
        'web1\t',
        "we'b",
        'we"b',
        'a;b',
        'a`b`',
        'a$b',
      ],
      ...[
        '-l@web1',
        'ro ot@web1',
        'ro;ot@web1',
        '@web1',
        'web1:',
        'web1:0',
        'web1:65536',
        'web1:ssh',
        '[::1',
        'a/b',
      ],
      ...['a|b', 'a&b', 'a\\b', 'web\u202e1', 'x'.repeat(300)],
    ];
    for (const text of cases) {
      const outcome = parseSshAddress(text);
      assert.equal(problemsOf(outcome)[0]?.code, 'ssh-bad-name', JSON.stringify(text));
    }
  });

  it('never throws, and reads what it writes', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const address = valueOf(parseSshAddress(text));
        if (address === undefined) return;
        assert.deepEqual(valueOf(parseSshAddress(formatSshAddress(address))), address);
      }),
    );
  });
});
