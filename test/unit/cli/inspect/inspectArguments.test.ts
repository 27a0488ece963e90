import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseInspectArguments } from '../../../../src/cli/inspect/inspectArguments.ts';
import { parseSocketsArguments } from '../../../../src/cli/sockets/socketsArguments.ts';

function wrong(
  args: readonly string[],
  parse: (args: readonly string[]) => { readonly kind: string } = parseInspectArguments,
): string {
  const parsed = parse(args);
  assert.ok('message' in parsed && typeof parsed.message === 'string', args.join(' '));
  return parsed.message;
}

describe('the arguments of inspect and sockets', () => {
  it('are read in any order', () => {
    const cases: readonly (readonly [string, 'text' | 'json', string])[] = [
      ['', 'text', 'auto'],
      ['--json', 'json', 'auto'],
      ['--format json', 'json', 'auto'],
      ['--format=text', 'text', 'auto'],
      ['--json --format text', 'json', 'auto'],
      ['--collector proc', 'text', 'proc'],
      ['--collector ss --json', 'json', 'ss'],
      ['--collector sock_diag', 'text', 'sock_diag'],
    ];
    for (const [line, format, collector] of cases) {
      assert.deepEqual(
        parseInspectArguments(line.split(' ').filter((word) => word !== '')),
        { kind: 'run', options: { format, collector, place: 'local', intervalMs: 1000 } },
        line,
      );
    }
  });

  it('say how long the counters are watched', () => {
    const interval = (...args: readonly string[]): number | undefined => {
      const parsed = parseInspectArguments(args);
      return parsed.kind === 'run' ? parsed.options.intervalMs : undefined;
    };
    assert.equal(interval('--interval', '0'), 0);
    assert.equal(interval('--interval=2.5'), 2500);
    for (const bad of ['soon', '-1', '61', ''])
      assert.match(wrong([`--interval=${bad}`]), /not a number of seconds from 0 to 60/);
  });

  it('name the place', () => {
    for (const parse of [parseInspectArguments, parseSocketsArguments]) {
      const place = (...args: readonly string[]): string => {
        const parsed = parse(args);
        return parsed.kind === 'run' ? parsed.options.place : parsed.kind;
      };
      assert.equal(place('--host', 'me@web1:22'), 'ssh:me@web1:22');
      assert.equal(place('--host=-oProxyCommand=id'), 'ssh:-oProxyCommand=id', 'refused later, as a host');
      assert.equal(place('--netns', '4711'), 'netns:4711');
      assert.equal(place('--open', 'a.json'), 'file:a.json');
      assert.match(wrong(['--host', 'a', '--netns', 'b'], parse), /Use only one of/);
    }
  });

  it('have a filter for sockets, and what belongs to inspect alone only there', () => {
    const parsed = parseSocketsArguments(['--host', 'web1', 'state:listen', '--format', 'csv', '--', '-x']);
    assert.ok(parsed.kind === 'run');
    assert.equal(parsed.options.filter, 'state:listen -x');
    assert.equal(parsed.options.format, 'csv');
    assert.match(wrong(['--save', 'a.json'], parseSocketsArguments), /--save/);
    assert.match(wrong(['--interval', '1'], parseSocketsArguments), /--interval/);
  });

  it('are named if they are wrong', () => {
    assert.match(wrong(['now', 'please']), /“now please”/);
    assert.match(wrong(['--format', 'xml']), /“xml” is not one of text, json\./);
    assert.match(wrong(['--format', 'csv']), /“csv” is not one of text, json\./);
    assert.match(wrong(['--format', 'xml'], parseSocketsArguments), /“xml” is not one of text, json, csv\./);
    assert.match(wrong(['--collector', 'netstat']), /“netstat” is not one of auto, sock_diag, ss, proc/);
    assert.match(wrong(['--colour']), /--colour/);
    assert.match(wrong(['--format']), /--format/);
    assert.match(wrong(['--json=yes']), /--json/);
  });

  it('never make an exception', () => {
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom('--json', '--format', '--collector', '--open', '--', '-', '-h'),
    );
    fc.assert(
      fc.property(fc.array(word), (args) => {
        parseInspectArguments(args);
        parseSocketsArguments(args);
      }),
    );
  });
});
