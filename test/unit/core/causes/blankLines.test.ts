import assert from 'node:assert/strict';
import { CauseWorkspace } from '../../../../src/core/causes/causeWorkspace.ts';
import { isTestText } from '../../../../src/core/causes/ignoredPath.ts';
import { sourceLanguageOf } from '../../../../src/core/causes/sourceLanguage.ts';
import { syntaxTrees } from '../../../support/syntaxTrees.ts';

const blank = '\n'.repeat(200_000);

describe('a hostile text of blank lines or words', function () {
  // Not a measure: what is quadratic in their number takes minutes.
  this.timeout(20_000);

  it('costs little: Go', () => {
    assert.equal(isTestText('a.go', `package a\n${blank}x`), false);
    assert.equal(isTestText('a.go', `package a\n${blank}import "testing"\n`), true);
  });

  it('costs little: a Dockerfile', async () => {
    const workspace = new CauseWorkspace(syntaxTrees);
    assert.equal(await workspace.update('Dockerfile', `${blank}x`), 'no-candidate');
  });

  it('costs little: a configuration', () => {
    assert.equal(sourceLanguageOf('a.conf', `${blank}x`), undefined);
    assert.equal(sourceLanguageOf('a.conf', `${blank}listen a\n${blank}x`), undefined);
    assert.equal(sourceLanguageOf('a.conf', `${blank}listen a\n  bind *:80\n`), 'haproxy');
  });

  it('costs little: a word of nginx very often', () => {
    const words = 'server '.repeat(100_000);
    assert.equal(sourceLanguageOf('a.conf', words), undefined);
    assert.equal(sourceLanguageOf('a.conf', `${words}}`), undefined);
    assert.equal(sourceLanguageOf('a.conf', `${words}{ listen 80; }`), 'nginx');
  });
});
