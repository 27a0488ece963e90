import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guideSections } from '../../../../src/core/knowledge/guide.ts';
import { firstParagraph, sectionText } from '../../../../src/core/knowledge/guideText.ts';
import { repository } from '../../../support/paths.ts';

const chapter =
  '# A\n\n## One\n\n```sh\n# not a heading\n```\n\nText with `code` and a [link](x.md).\n\n### In it\n\n- a\n- b\n\n## Two\n\nEnd.\n';

describe('the text of a section of the guide', () => {
  it('ends at the next heading of its level, which code does not have', () => {
    assert.match(sectionText(chapter, { title: 'One' }), /^## One[^]*not a heading[^]*- b$/);
    assert.equal(sectionText(chapter, { title: 'Two' }), '## Two\n\nEnd.');
    assert.equal(sectionText(chapter, { title: 'Three' }), '');
  });

  it('begins with a paragraph, or with a list, that can be read alone', () => {
    assert.equal(firstParagraph(sectionText(chapter, { title: 'One' })), 'Text with code and a link.');
    assert.equal(firstParagraph(sectionText(chapter, { title: 'In it' })), 'a b');
    assert.equal(firstParagraph('## Three\n\nIt closes. Write this:\n\n```\nx\n```\n'), 'It closes.');
    for (const section of guideSections) {
      const text = readFileSync(join(repository, 'media/guide', section.file), 'utf8');
      assert.ok(sectionText(text, section).length > section.title.length + 20, section.id);
    }
  });
});
