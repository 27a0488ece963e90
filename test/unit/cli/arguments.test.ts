import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseArguments } from '../../../src/cli/arguments.ts';
import { usage } from '../../../src/cli/usage.ts';

function wrong(...args: readonly string[]): string {
  const parsed = parseArguments(args);
  assert.equal(parsed.kind, 'wrong', args.join(' '));
  return parsed.message;
}

describe('parseArguments', () => {
  it('reads inspect with its options, in any order', () => {
    const cases: readonly (readonly [string, 'text' | 'json', string])[] = [
      ['inspect', 'text', 'auto'],
      ['inspect --json', 'json', 'auto'],
      ['inspect --format json', 'json', 'auto'],
      ['inspect --format=text', 'text', 'auto'],
      ['inspect --json --format text', 'json', 'auto'],
      ['--collector proc inspect', 'text', 'proc'],
      ['inspect --collector ss --json', 'json', 'ss'],
      ['inspect --collector sock_diag', 'text', 'sock_diag'],
    ];
    for (const [line, format, collector] of cases) {
      assert.deepEqual(
        parseArguments(line.split(' ')),
        { kind: 'inspect', options: { format, collector, place: 'local', intervalMs: 1000 } },
        line,
      );
    }
  });

  it('reads how long the counters are watched', () => {
    const interval = (...args: readonly string[]): number | undefined => {
      const parsed = parseArguments(['inspect', ...args]);
      return parsed.kind === 'inspect' ? parsed.options.intervalMs : undefined;
    };
    assert.equal(interval('--interval', '0'), 0);
    assert.equal(interval('--interval=2.5'), 2500);
    for (const bad of ['soon', '-1', '61', ''])
      assert.match(wrong('inspect', `--interval=${bad}`), /not a number of seconds from 0 to 60/);
    assert.match(wrong('sockets', '--interval', '1'), /inspect/);
  });

  it('reads the place', () => {
    const place = (...args: readonly string[]): string => {
      const parsed = parseArguments(args);
      return 'options' in parsed ? parsed.options.place : parsed.kind;
    };
    assert.equal(place('inspect', '--host', 'me@web1:22'), 'ssh:me@web1:22');
    assert.equal(
      place('inspect', '--host=-oProxyCommand=id'),
      'ssh:-oProxyCommand=id',
      'refused later, as a host',
    );
    assert.equal(place('inspect', '--netns', '4711'), 'netns:4711');
    assert.equal(place('inspect', '--open', 'a.json'), 'file:a.json');
    assert.equal(place('sockets', '--host', 'web1', 'state:listen'), 'ssh:web1');
    assert.match(wrong('inspect', '--host', 'a', '--netns', 'b'), /Use only one of/);
    assert.equal(place('sockets', '--open', 'a.json'), 'file:a.json');
    assert.match(wrong('sockets', '--save', 'a.json'), /only be used with inspect/);
  });

  it('helps', () => {
    for (const line of ['--help', '-h', 'inspect --help', 'nonsense -h']) {
      assert.deepEqual(parseArguments(line.split(' ')), { kind: 'help' }, line);
    }
  });

  it('says what is wrong', () => {
    assert.match(wrong(), /Specify a command/);
    assert.match(wrong('inspct'), /Unknown command “inspct”/);
    assert.match(wrong('inspect', 'now', 'please'), /“now please”/);
    assert.match(wrong('inspect', '--format', 'xml'), /“xml” is not one of text, json\./);
    assert.match(wrong('inspect', '--format', 'csv'), /“csv” is not one of text, json\./);
    assert.match(wrong('sockets', '--format', 'xml'), /“xml” is not one of text, json, csv\./);
    assert.match(
      wrong('inspect', '--collector', 'netstat'),
      /“netstat” is not one of auto, sock_diag, ss, proc/,
    );
    assert.match(wrong('inspect', '--colour'), /--colour/);
    assert.match(wrong('inspect', '--format'), /--format/);
    assert.match(wrong('inspect', '--json=yes'), /--json/);
  });

  it('never throws', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('inspect', '--json', '--format', '--collector', '--', '-', '-h'),
    );
    fc.assert(fc.property(fc.array(word), (args) => void parseArguments(args)));
  });
});

describe('usage', () => {
  it('names every option and every exit status', () => {
    const added = ['--host', '--netns', '--open', '--save', '--ssh-config'];
    for (const text of [...added, '--format', '--json', '--collector', '--help', '0 ', '1 ', '2 ', '3 ']) {
      assert.ok(usage.includes(text), text);
    }
  });
});
