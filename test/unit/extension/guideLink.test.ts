import assert from 'node:assert/strict';
import { guideSectionOf } from '../../../src/extension/guideLink.ts';

describe('a link to the guide', () => {
  it('names its section by fragment or by query', () => {
    assert.equal(
      guideSectionOf({ path: '/guide', fragment: 'ephemeral-ports', query: '' }),
      'ephemeral-ports',
    );
    assert.equal(guideSectionOf({ path: '/guide', fragment: '', query: 'section=close-wait' }), 'close-wait');
  });

  for (const [path, fragment, query] of [
    ['/guide', '', ''],
    ['/other', 'ephemeral-ports', ''],
    ['/guide', '../../etc/passwd', ''],
    ['/guide', '', 'section=command%3Aworkbench.action.quit'],
    ['/guide', 'a'.repeat(200), ''],
  ] as const)
    it(`is refused: ${path}#${fragment.slice(0, 20)}?${query}`, () => {
      assert.equal(guideSectionOf({ path, fragment, query }), undefined);
    });
});
