import assert from 'node:assert/strict';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import { inventory } from '../../../support/readingFormats.ts';

const pod =
  'apiVersion: v1\nkind: Pod\nspec:\n  securityContext:\n    sysctls:\n    - name: net.core.somaxconn\n      value: "1"\n';
const padding = `  k: ${'x'.repeat(1000)}\n`.repeat(4000);

function unread(path: string, text: string): readonly string[] {
  const places = formatOf(text, path)?.read(text, path).unread ?? [];
  return places.map(({ line, reason }) => `${line} ${reason}`);
}

describe('a YAML document that is not read', () => {
  it('is named where it begins if it is too large, and the others of its file still count', () => {
    const text = `${pod}---\n${pod}data:\n${padding}---\n${pod}`;
    assert.deepEqual(unread('a.yaml', text), ['7 too-large']);
    assert.equal(inventory('a.yaml', text).length, 2);
  });

  it('is named if it is nested too deeply', () => {
    const text = `{"apiVersion":"v1","kind":"List","sysctls":${'{"a":'.repeat(5000)}`;
    assert.deepEqual(unread('a.json', text), ['0 too-deep']);
  });

  for (const [what, nested] of [
    ['brackets', '['.repeat(20_000)],
    ['closed brackets', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['maps', '{"a":'.repeat(20_000)],
    ['lists on one line', `${'- '.repeat(20_000)}a`],
    ['lists with anchors on one line', `${'- &a '.repeat(20_000)}a`],
    ['keys on one line', `${'? '.repeat(20_000)}a`],
  ] as const)
    it(`is read up to where it is nested too deeply: ${what}`, () => {
      const text = `${pod}x:\n  ${nested}\n`;
      assert.deepEqual(unread('a.yaml', text), ['0 too-deep']);
      assert.equal(inventory('a.yaml', text).length, 1);
    });

  it('is not named for brackets in its texts, or many of them side by side', () => {
    const brackets = `x: |\n${`  ${'[{'.repeat(20)}\n`.repeat(100)}y: "${'['.repeat(1000)}"\nz: [${'[],'.repeat(1000)}]\n`;
    const after = pod.replace('apiVersion: v1\nkind: Pod\n', '');
    const text = `apiVersion: v1\nkind: Pod\n${brackets}${after}`;
    assert.deepEqual(unread('a.yaml', text), []);
    assert.equal(inventory('a.yaml', text).length, 1);
  });

  it('is named once, however many formats are tried for it', () => {
    assert.deepEqual(unread('a.md', `# a\n\n\`\`\`yaml\n${pod}data:\n${padding}\`\`\`\n`), ['3 too-large']);
  });

  it('is named if nobody knows what its tabs mean', () => {
    const text = `${pod}---\n${pod.replace('    sysctls:', '     \tx: 1\n    sysctls:\n    -\ta: b')}`;
    assert.deepEqual(unread('a.yaml', text), ['7 tabs']);
    assert.deepEqual(unread('a.yaml', pod.replace('    sysctls:', '\tsysctls:')), []);
  });

  it('is not named if it sets nothing', () => {
    assert.deepEqual(unread('a.yaml', `${pod}---\nkind: ConfigMap\ndata:\n${padding}`), []);
    assert.deepEqual(unread('a.yaml', pod), []);
    assert.deepEqual(unread('sysctl.conf', 'vm.swappiness = 1\n'), []);
  });
});

describe('a TOML file that is nested too deeply', () => {
  it('is read up to there, and named', () => {
    const text = `[containers]\ndefault_sysctls = ["vm.swappiness=1"]\na = ${'['.repeat(200)}${']'.repeat(200)}\n`;
    assert.deepEqual(unread('containers.conf', text), ['2 too-deep']);
    assert.deepEqual(inventory('containers.conf', text), ['2 vm.swappiness=1 container start']);
  });
});
