import assert from 'node:assert/strict';
import { parseLintArguments } from '../../../../src/cli/lint/lintArguments.ts';

describe('parseLintArguments', () => {
  it('takes files and fills in the rest', () => {
    assert.deepEqual(parseLintArguments(['a.conf', '-']), {
      kind: 'run',
      options: {
        paths: ['a.conf', '-'],
        format: 'text',
        profile: 'tuning',
        containers: 'none',
        targetKernel: 'auto',
        rules: {},
        failOn: 'warning',
        include: [],
        exclude: [],
      },
    });
  });

  it('takes every option', () => {
    const args = '--format sarif --target-kernel 5.10 --profile hardening --containers inside';
    const parsed = parseLintArguments([
      ...args.split(' '),
      '--rule',
      'tw-reuse-off=off',
      '--rule=timestamps-off=error',
      'x',
    ]);
    assert.ok(parsed.kind === 'run');
    assert.deepEqual(parsed.options.rules, { 'tw-reuse-off': 'off', 'timestamps-off': 'error' });
    assert.deepEqual(
      [parsed.options.format, parsed.options.targetKernel, parsed.options.profile, parsed.options.containers],
      ['sarif', '5.10', 'hardening', 'inside'],
    );
  });

  it('knows the short forms', () => {
    assert.equal(parseLintArguments(['-h']).kind, 'help');
    const parsed = parseLintArguments(['--json', 'x']);
    assert.ok(parsed.kind === 'run' && parsed.options.format === 'json');
  });

  for (const args of [
    [],
    ['--format', 'xml', 'x'],
    ['--profile', 'fast', 'x'],
    ['--fail-on', 'notice', 'x'],
    ['--target-kernel', 'new', 'x'],
    ['--rule', 'no-such-rule=off', 'x'],
    ['--rule', 'tw-reuse-off=loud', 'x'],
    ['--nonsense', 'x'],
  ]) {
    it(`says what is wrong with “${args.join(' ')}”`, () => {
      const parsed = parseLintArguments(args);
      assert.ok(parsed.kind === 'wrong' && parsed.message.length > 10);
    });
  }
});
