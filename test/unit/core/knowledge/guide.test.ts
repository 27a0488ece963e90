import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { guideSection, guideSections, isGuideSectionId } from '../../../../src/core/knowledge/guide.ts';
import { guideSectionIds } from '../../../../src/core/knowledge/guideSectionIds.ts';
import { repository } from '../../../support/paths.ts';

const folder = join(repository, 'media/guide');
const chapters = readdirSync(folder).filter((name) => name.endsWith('.md'));

/** The text without fenced blocks, where `#` begins a comment. */
function proseOf(chapter: string): string {
  return readFileSync(join(folder, chapter), 'utf8').replaceAll(/^```[\s\S]*?^```$/gmu, '');
}

/** As VS Code's Markdown preview and GitHub make the anchor of a plain heading. */
function slugOf(heading: string): string {
  const slug = heading.trim().toLowerCase().replaceAll(/\s+/gu, '-');
  return slug.replaceAll(/[^a-z0-9_-]/gu, '');
}

function headingsOf(chapter: string): string[] {
  return Array.from(proseOf(chapter).matchAll(/^#+ (.+)$/gmu), (match) => match[1] ?? '');
}

function sectionHeadingsOf(chapter: string): string[] {
  return Array.from(proseOf(chapter).matchAll(/^## (.+)$/gmu), (match) => match[1] ?? '');
}

/** Targets of links and pictures. */
function targetsOf(chapter: string): string[] {
  return Array.from(proseOf(chapter).matchAll(/\]\(([^)\s]+)\)/gu), (match) => match[1] ?? '');
}

describe('the guide', () => {
  it('has chapters', () => {
    assert.ok(chapters.length >= 8);
  });

  it('indexes exactly the sections of its chapters, in order', () => {
    for (const chapter of chapters) {
      const indexed = guideSections.filter((section) => section.file === chapter);
      assert.deepEqual(
        indexed.map(({ anchor, title }) => ({ anchor, title })),
        sectionHeadingsOf(chapter).map((title) => ({ anchor: slugOf(title), title })),
        chapter,
      );
    }
    assert.deepEqual(
      guideSections.filter((section) => !chapters.includes(section.file)),
      [],
    );
  });

  it('has headings that give the same anchor everywhere, and no anchor twice', () => {
    for (const chapter of chapters) {
      const anchors = headingsOf(chapter).map(slugOf);
      assert.deepEqual([...new Set(anchors)], anchors, chapter);
      for (const heading of headingsOf(chapter)) assert.match(heading, /^[A-Za-z0-9][A-Za-z0-9 _.,:-]*$/u);
    }
  });

  it('has no dead link', () => {
    for (const chapter of chapters) {
      for (const target of targetsOf(chapter)) {
        if (/^https:/u.test(target)) {
          assert.equal(new URL(target).href, target);
          continue;
        }
        const [file = '', anchor] = target.split('#');
        const path = file === '' ? chapter : file;
        assert.ok(existsSync(join(folder, path)), `${chapter}: ${target}`);
        assert.equal(dirname(path), '.', `${chapter}: ${target} leaves the guide`);
        if (anchor !== undefined) {
          assert.ok(headingsOf(path).map(slugOf).includes(anchor), `${chapter}: ${target}`);
        }
      }
    }
  });

  it('is reached chapter by chapter from its first page', () => {
    const linked = new Set(targetsOf('README.md').map((target) => target.split('#')[0]));
    assert.deepEqual(
      chapters.filter((chapter) => chapter !== 'README.md' && !linked.has(chapter)),
      [],
    );
  });

  it('ends every chapter with further reading', () => {
    for (const chapter of chapters.filter((name) => name !== 'README.md')) {
      const end = proseOf(chapter).split('\n---\n').at(-1) ?? '';
      assert.match(end, /^\n\*\*Further reading\*\*\n\n- \[/u, chapter);
      assert.match(end, /https:\/\/(docs\.kernel\.org|man7\.org|www\.rfc-editor\.org)\//u, chapter);
    }
  });

  it('has ids that are unique, readable and the same in the type', () => {
    const ids = guideSections.map((section) => section.id);
    assert.deepEqual(ids, [...guideSectionIds]);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids) assert.match(id, /^[a-z0-9]+(-[a-z0-9]+)*$/u);
  });

  it('finds a section by its id', () => {
    assert.equal(guideSection('ephemeral-port-exhaustion').file, 'outbound.md');
    assert.equal(isGuideSectionId('close-wait-pile-up'), true);
    assert.equal(isGuideSectionId('no-such-section'), false);
  });
});
