import assert from 'node:assert/strict';
import { formats } from '../../../../src/core/formats/formats.ts';
import { inventory } from '../../../support/readingFormats.ts';
import { assertProportional } from '../../../support/proportional.ts';

type Shape = (size: number) => string;

const many =
  (line: (at: number) => string): Shape =>
  (size) =>
    Array.from({ length: Math.ceil(size / line(1).length) }, (_, at) => line(at)).join('');

/** What any file can hold, whatever its format: none of it needs a mark of the format around it. */
const anywhere: Readonly<Record<string, Shape>> = {
  'open expressions': many(() => '{{'),
  'expressions over lines': many(() => '{{\n}}'),
  blanks: (size) => `a${' '.repeat(size)}b`,
  'blank lines': (size) => `\n${'\n'.repeat(size)}`,
  'one word': (size) => 'x'.repeat(size),
  'one word of names': many(() => 'sysctl_'),
  'open blocks': many(() => 'sysctls = {\n'),
  'closed blocks': many(() => 'sysctl {\n}\n'),
  'quotes that are escaped': many(() => '\\"'),
  'open lists': many(() => 'a => ['),
};

/** Where each format has its parameters, many times. */
const own: readonly (readonly [format: string, what: string, shape: Shape])[] = [
  ['terraform', 'pairs', (size) => `sysctls = {\n${many((at) => ` "net.core.a${at}" = "1"\n`)(size)}`],
  ['terraform', 'nested maps', many(() => 'sysctls = { a = { "net.core.a" = "1" } }\n')],
  ['terraform', 'lists', many(() => 'sysctl { name = "net.core.a" value = "1" }\n')],
  ['puppet', 'a hash', (size) => `sysctl_a => {\n${many((at) => ` 'net.core.a${at}' => '1',\n`)(size)}}`],
  ['puppet', 'resources', many(() => "sysctl { 'net.core.a': value => '1' }\n")],
  ['puppet', 'names of classes', many(() => 'sysctl::')],
  ['shell', 'expressions on one line', (size) => `sysctl -w a.b=${many(() => '{{')(size)}`],
  ['shell', 'pairs of one command', (size) => `sysctl -w ${many(() => 'net.core.a=1 ')(size)}`],
  ['shell', 'commands of joined lines', many(() => 'sysctl -w net.core.a=1 && \\\n')],
  ['shell', 'a long file name', (size) => `echo a=1 > ${many(() => 'sysctl')(size)}`],
  ['systemd', 'joined lines', (size) => `[Service]\nExecStart=sysctl \\\n${many(() => ' a \\\n')(size)}`],
  [
    'markdown',
    'a sentence before a fence',
    (size) => `${many(() => 'sysctl')(size)}\n\`\`\`text\nnet.core.a=1\n\`\`\`\n`,
  ],
  ['markdown', 'blank lines in a fence', (size) => `\`\`\`\n${'\n'.repeat(size)}sysctl -w a.b=1\n\`\`\`\n`],
  [
    'markdown',
    'a command that opens a file',
    (size) => `\`\`\`\nvim ${many(() => 'sysctl')(size)}=\nnet.core.a=1\n\`\`\`\n`,
  ],
  ['markdown', 'fences', many(() => '```\nsysctl -w net.core.a=1\n```\n')],
  [
    'compose',
    'merged maps',
    (size) => {
      const pairs = (name: string): string => many((at) => `      net.core.${name}${at}: 1\n`)(size);
      return `services:\n  a:\n    sysctls: &a\n${pairs('a')}  b:\n    sysctls:\n      <<: *a\n${pairs('b')}`;
    },
  ],
  ['nix', 'options', many(() => 'boot.kernel.sysctl."net.core.a" = 1;\n')],
  ['chef', 'resources', many(() => "sysctl 'net.core.a' do\n value 1\nend\n")],
];

/** Read by a parser that is not ours, so that only the recognition of whatever stands there is. */
const withParser =
  /^(?:talos|cni-tuning|butane|cloud-init|helm|compose|bottlerocket|containers\.conf|dockerfile|salt|ansible|kubernetes|ecs|aks)$/;

function assertReadInProportion(
  format: (typeof formats)[number],
  what: string,
  shape: Shape,
  largest: number,
  isOwn: boolean,
): void {
  assertProportional(
    `${format.id}: ${what}`,
    (size) => {
      const text = `${shape(size)}\nsysctl\n`;
      format.recognises(text, undefined);
      if (!withParser.test(format.id) || isOwn) format.read(text, undefined);
    },
    largest,
  );
}

describe('reading costs in proportion to the length of a file', function () {
  // Not a measure: what is quadratic is so many times slower that every attempt takes seconds.
  this.timeout(120_000);
  for (const format of formats)
    it(`in the format ${format.id}, of what any file can hold`, () => {
      for (const [what, shape] of Object.entries(anywhere))
        assertReadInProportion(format, what, shape, 16_000, false);
    });
  for (const [id, what, shape] of own)
    it(`in the format ${id}: ${what}`, () => {
      const format = formats.find((one) => one.id === id);
      assert.ok(format);
      assertReadInProportion(format, what, shape, 32_000, true);
    });

  it('for the recognition of nginx, where nothing ends a directive', () => {
    const format = formats.find(({ id }) => id === 'nginx');
    assertProportional(
      'nginx',
      (size) => format?.recognises(`server {\n${many(() => 'listen a\n')(size)}`, '/a/b.conf'),
      64_000,
    );
  });

  it('where each map of YAML merges the one before it several times', () => {
    const names = 'abcdefghi';
    const maps = Array.from(names.slice(1), (name, at) => {
      const before = Array<string>(9).fill(`*${names[at] ?? ''}`);
      return `${name}: &${name}\n  <<: [${before.join(', ')}]\n`;
    });
    const text = `a: &a\n  net.core.somaxconn: 1\n${maps.join('')}services:\n  x:\n    sysctls: *i\n`;
    assert.deepEqual(inventory('compose.yaml', text), ['2 net.core.somaxconn=1 container start']);
  });
});
