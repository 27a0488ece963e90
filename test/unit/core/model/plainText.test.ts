import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  isVisible,
  plainLabel,
  plainLine,
  plainLines,
  visible,
  visibleJson,
} from '../../../../src/core/model/plainText.ts';

/** A control character of each block, and what turns the direction, hides, joins or ends a line. */
const hostile = ['\x00', '\x07', '\x1b', '\x7f', '\u009b', '\u00ad', '\u200b', '\u200f', '\u202e', '\u2028'];
const moreHostile = ['\u2029', '\u2066', '\ufeff', '\u{e0041}', '\ud800', '\udfff'];

describe('text of others', () => {
  it('shows what cannot be seen', () => {
    for (const character of [...hostile, ...moreHostile]) {
      assert.equal(visible(`a${character}b`), 'a\uFFFDb', JSON.stringify(character));
      assert.equal(isVisible(`a${character}b`), false);
      assert.equal(isVisible(plainLine(`a${character}b`)), true);
    }
    assert.equal(plainLine('nämé 世界 😀'), 'nämé 世界 😀');
    assert.equal(plainLine('<b>näme</b> & "quotes"'), '<b>näme</b> & "quotes"');
  });

  it('is one line, with a blank for tabs and line breaks', () => {
    assert.equal(plainLine('32768\t60999\r\n'), '32768 60999 ');
    assert.equal(plainLine('a\u2028b\u0085c'), 'a b c');
    assert.equal(plainLines('ours\nb\tc\x1b'), 'ours\nb c\uFFFD');
  });

  it('is neither an icon nor a link in VS Code, and no flood', () => {
    assert.equal(plainLabel('$(error) [x](command:y)\u202e'), '$ (error) [x] (command:y)\uFFFD');
    assert.equal(plainLabel('a'.repeat(64 * 1024)).length, 300);
  });

  it('comes back unchanged from JSON in which everything can be seen', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = visibleJson({ text, more: [...hostile] });
        assert.ok(isVisible(json.replaceAll('\n', '')));
        assert.deepEqual(JSON.parse(json), { text, more: hostile });
      }),
    );
    assert.match(visibleJson('\u009b\u{e0041}'), /^"\\u009b\\udb40\\udc41"$/);
  });
});
