import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readLanguageSettings } from '../../../../src/core/language/languageSettings.ts';

const unset = {
  profile: 'tuning',
  targetKernel: 'auto',
  containers: 'none',
  rules: {},
  alignEquals: false,
  runningValues: false,
};

describe('readLanguageSettings', () => {
  it('reads what an editor sends', () => {
    const sent = {
      profile: 'hardening',
      targetKernel: '6.1',
      containers: 'inside',
      rules: { a: 'off', b: 'hint', c: 'loud' },
      format: { alignEquals: true },
      inlayHints: { runningValues: true },
    };
    assert.deepEqual(readLanguageSettings(sent), {
      profile: 'hardening',
      targetKernel: { major: 6, minor: 1, patch: 0 },
      containers: 'inside',
      rules: { a: 'off', b: 'hint' },
      alignEquals: true,
      runningValues: true,
    });
    assert.equal(readLanguageSettings({ targetKernel: 'unknown' }).targetKernel, 'unknown');
  });

  it('takes everything else for not set', () => {
    assert.deepEqual(readLanguageSettings(undefined), unset);
    assert.deepEqual(readLanguageSettings({ profile: 3, targetKernel: [], rules: 'x', format: null }), unset);
    fc.assert(
      fc.property(fc.anything(), (sent) => typeof readLanguageSettings(sent).alignEquals === 'boolean'),
    );
  });
});
