import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../support/paths.ts';

const sources = readdirSync(join(repository, 'src/extension'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(repository, 'src/extension', name), 'utf8'));

/** What stands between the parentheses of each call of a function, and the rest of its file. */
function callsOf(name: string): readonly (readonly [string, string])[] {
  return sources.flatMap((text) =>
    [...text.matchAll(new RegExp(`\\b${name}\\(`, 'g'))].map(({ index, 0: { length } }) => {
      const start = index + length;
      let end = start;
      for (let open = 1; open > 0; end++) open += text[end] === '(' ? 1 : text[end] === ')' ? -1 : 0;
      return [text.slice(start, end - 1), text] as const;
    }),
  );
}

const isOwnText = /^\s*(?:\w+\s*\?\s*'[^']*'\s*:\s*)?'[^']*'\s*,/;
const isTemplate = /^\s*`[^`]*`\s*,/;

describe('what is written into the status bar', () => {
  it('is text of our own, or no icon: all else goes through plainLabel', () => {
    const calls = callsOf('setStatusBarMessage');
    assert.ok(calls.length > 5);
    for (const [given, file] of calls) {
      const made = /^\s*(\w+)\(.*?\),/s.exec(given)?.[1];
      // A text that a function of the same file makes.
      const text =
        made === undefined
          ? given
          : (new RegExp(`function ${made}\\(.*?\\n\\}`, 's').exec(file)?.[0] ?? given);
      if (made === undefined) assert.ok(isOwnText.test(text) || isTemplate.test(text), given);
      else assert.ok(made === 'plainLabel' || text !== given, `${made} is in another file`);
      const inserted = [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, expression = '']) => expression);
      const plain = new Set([...text.matchAll(/const (\w+) = plainLabel\(/g)].map(([, name]) => name));
      for (const expression of inserted)
        assert.ok(/^(?:plainLabel|countText)\(/.test(expression) || plain.has(expression), expression);
    }
  });
});
