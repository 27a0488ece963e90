import assert from 'node:assert/strict';
import { relativeLinks, withAbsoluteLinks } from '../../../scripts/package/absoluteLinks.ts';
import { noticesText } from '../../../scripts/package/notices.ts';

describe('the links of a packed README', () => {
  const text = [
    '[a](docs/a.md) ![b](media/b.png "B") [c](#below) [d](https://example.org/x)',
    '<img src="e.svg"> [up](../README.md#x)',
    '[ref]: f.md',
  ].join('\n');

  it('are found if they only work beside the files of the repository', () => {
    assert.deepEqual(relativeLinks(text), ['docs/a.md', 'media/b.png', '../README.md#x', 'e.svg', 'f.md']);
  });

  it('become absolute, pictures as raw files', () => {
    const absolute = withAbsoluteLinks(
      '[a](b.md#c) ![d](../media/d.png) [e](#f)',
      'https://host/o/r',
      'docs',
    );
    assert.equal(
      absolute,
      '[a](https://host/o/r/blob/HEAD/docs/b.md#c) ![d](https://host/o/r/raw/HEAD/media/d.png) [e](#f)',
    );
    assert.deepEqual(relativeLinks(absolute), []);
  });
});

describe('the notices of a package', () => {
  it('have each text in full, and name what has none', () => {
    const { text, lacking } = noticesText([
      { name: 'a', version: '1', license: 'MIT', text: 'Permission is granted.' },
      { name: 'b', version: '2', license: 'ISC', text: ' \n' },
    ]);
    assert.match(text, /a 1 \(MIT\)[^]*Permission is granted\.[^]*b 2 \(ISC\)/);
    assert.deepEqual(lacking, ['b']);
  });
});
