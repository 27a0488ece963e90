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
        { kind: 'inspect', options: { format, collector } },
        line,
      );
    }
  });

  it('helps', () => {
    for (const line of ['--help', '-h', 'inspect --help', 'nonsense -h']) {
      assert.deepEqual(parseArguments(line.split(' ')), { kind: 'help' }, line);
    }
  });

  it('says what is wrong', () => {
    assert.match(wrong(), /Say what to do/);
    assert.match(wrong('inspct'), /no command “inspct”/);
    assert.match(wrong('inspect', 'now', 'please'), /“now please”/);
    assert.match(wrong('inspect', '--format', 'xml'), /“xml” is not one of text, json/);
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
    for (const text of ['--format', '--json', '--collector', '--help', '0 ', '1 ', '2 ', '3 ']) {
      assert.ok(usage.includes(text), text);
    }
  });
});
