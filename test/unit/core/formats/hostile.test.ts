import assert from 'node:assert/strict';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import { inventory } from '../../../support/readingFormats.ts';
import { service } from '../../../support/sysctlService.ts';

const pod =
  'apiVersion: v1\nkind: Pod\nspec:\n  securityContext:\n    sysctls:\n    - name: net.core.somaxconn\n      value: "1"\n';
const set = 'net.core.somaxconn=1';

/** Each with how many parameters must still be found. */
const files: Readonly<Record<string, readonly [path: string, text: string, found: number]>> = {
  '5,000 documents': ['a.yaml', `${pod}---\n`.repeat(5000), 5000],
  '10 MB of other documents': [
    'a.yaml',
    `kind: ConfigMap\ndata:\n${`  k: ${'x'.repeat(1000)}\n`.repeat(10_000)}---\n${pod}`,
    1,
  ],
  'a thousand open brackets': ['a.yaml', `${pod}  x: ${'['.repeat(1000)}\n`, 1],
  'an alias of itself': ['a.yaml', `${pod}a: &a\n  <<: *a\n  b: *a\n`, 1],
  'aliases that grow': [
    'a.yaml',
    `${pod}a: &a [x,x,x,x,x,x,x,x,x]\n${Array.from('bcdefghijk')
      .map(
        (name, at) =>
          `${name}: &${name} [${Array<string>(9)
            .fill(`*${'abcdefghij'[at] ?? ''}`)
            .join(',')}]`,
      )
      .join('\n')}\n`,
    1,
  ],
  tabs: ['a.yaml', pod.replaceAll('  ', '\t').replaceAll('\tvalue', '  value'), 1],
  'an open quote': ['a.yaml', pod.replace('"1"', '"1'), 1],
  'Jinja that is no YAML': [
    'tasks/main.yml',
    '{% if x %}\n- sysctl: {name: net.core.somaxconn, value: "{{ y }}"}\n{% endif %}\n- name: {{ bad }} yaml: [\n- sysctl:\n    name: vm.swappiness\n    value: 1\n',
    2,
  ],
  'open expansions': ['a.sh', `sysctl -w ${set} a.b="${'$('.repeat(20_000)}`, 2],
  'quotes without end': ['a.sh', `sysctl -w ${set}\nsysctl ${'"'.repeat(100_001)}`, 1],
  'a very long line': ['a.sh', `sysctl -w ${set} && `.repeat(20_000), 20_000],
  'many blanks': ['a.sh', `sysctl ${' '.repeat(200_000)}-w ${set}`, 1],
  'a here-document without end': [
    'a.sh',
    `cat <<EOF > /etc/sysctl.conf\n${`${set}\n`.repeat(10_000)}`,
    10_000,
  ],
  'open fences': ['a.md', `\`\`\`\nsysctl -w ${set}\n`.repeat(5000), 2500],
  'nested sets of Nix': ['a.nix', 'boot.kernel.sysctl = {'.repeat(1000), 0],
  'nested blocks of HCL': ['a.tf', 'sysctl_config { '.repeat(5000), 0],
  'open expressions': ['templates/a.yaml', `apiVersion: v1\nkind: sysctl\n${'{{'.repeat(20_000)}`, 0],
  'a word without end': [
    'a.pp',
    `file { 'x': content => 'y' }\nsysctl { 'vm.swappiness': value => '1' }\n${'x'.repeat(100_000)}`,
    1,
  ],
  'resources that are never closed': ['a.pp', `sysctl { 'vm.swappiness': value => '1'\n`.repeat(5000), 5000],
  'blocks of Ruby that are never closed': ['a.rb', `sysctl 'vm.swappiness' do\n`.repeat(5000), 0],
  'here-documents that are never closed': ['a.rb', '<<~A\n'.repeat(20_000), 0],
  'nested JSON': ['a.json', `{"apiVersion":"v1","kind":"List","sysctls":${'{"a":'.repeat(5000)}`, 0],
};

describe('a hostile file of another format', function () {
  // Not a measure: what is quadratic in these lengths takes many minutes.
  this.timeout(180_000);
  for (const [what, [path, text, count]] of Object.entries(files)) {
    it(`costs only itself: ${what}`, () => {
      assert.equal(inventory(path, text).length, count);
      const document = formatOf(text, path)?.read(text, path);
      if (document !== undefined) service.diagnose(document, {});
    });
  }
});
