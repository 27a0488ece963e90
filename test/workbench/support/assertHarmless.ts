import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { waitFor } from '../../support/waitFor.ts';

/** Nothing in it is more than text, and all of the text can be seen. */
export async function assertHarmless(part: Locator, expected: RegExp): Promise<void> {
  await waitFor(
    'the hostile text',
    () => part.allInnerTexts(),
    (texts) => expected.test(texts.join('\n')),
    20_000,
  );
  const seen = await part.evaluateAll((elements) =>
    elements.map((element) => ({
      text: element.textContent,
      labels: [element, ...element.querySelectorAll('*')].flatMap((one) =>
        ['title', 'aria-label', 'alt'].flatMap((name) => one.getAttribute(name) ?? []),
      ),
      links: [...element.querySelectorAll('a[href]')].map((one) => one.getAttribute('href') ?? ''),
      markup: element.querySelectorAll('b').length,
      // The page marks errors with this icon itself, and so does the Problems view.
      icons:
        element.tagName === 'BODY'
          ? 0
          : [...element.querySelectorAll('.codicon-error')].filter((icon) => !icon.closest('.marker-icon'))
              .length,
    })),
  );
  for (const { text, labels, links, markup, icons } of seen) {
    for (const one of [text, ...labels])
      assert.doesNotMatch(
        one.replaceAll(/[\n\t]/g, ' '),
        /[\p{Cc}\u202a-\u202e\u2066-\u2069\u200b\u2028\u2029\u{e0041}]/u,
        one.slice(0, 300),
      );
    assert.deepEqual(
      links.filter((link) => /command:|javascript:/.test(link)),
      [],
    );
    assert.deepEqual([markup, icons], [0, 0], text.slice(0, 300));
  }
}
