import assert from 'node:assert/strict';
import { everywhere, service } from '../../../support/sysctlService.ts';

const many = 100_000;
const blanks = ' '.repeat(many);

/** Each once cost a regular expression or a search time that grows with its square. */
const texts: Readonly<Record<string, string>> = {
  nothing: '',
  'zero bytes': '\0\0=\0\n\0',
  'bytes of another encoding': Buffer.from([0xc4, 0xe3, 0x3d, 0xba, 0xc3, 0x0a]).toString('utf8'),
  'carriage returns alone': '# a\rnet.ipv4.tcp_tw_recycle = 1\r'.repeat(1000),
  'blanks before a character': `net.ipv4.tcp_fin_timeout = 1${blanks}x`,
  'blanks before a word': `${blanks}x`,
  'blanks in a comment': `#${blanks}sysctl -p${blanks}x`,
  'blanks around an equals sign': `a.b${blanks}=${blanks}1 # ${blanks}x`,
  'a shell command of blanks': `echo${blanks}> x`,
  'a key of stars': `${'*.'.repeat(many / 5)} = 1`,
  brackets: `${'['.repeat(many)} = 1`,
  dots: `${'.'.repeat(many)} = 1`,
  'marks of templates': ['{', '<', '%', '@', '__a', '$', '`', '((', '[[']
    .map((it) => `a.b = ${it.repeat(many)}`)
    .join('\n'),
  quotes: `a.b = ${'"'.repeat(many)}`,
  commas: `net.ipv4.ip_local_reserved_ports = ${'1,'.repeat(many)}`,
  'a continuation of thousands of lines': `net.ipv4.tcp_rmem = 1 \\\n${'1 \\\n'.repeat(10_000)}`,
  'one key twenty thousand times': 'a.b = 1\n'.repeat(20_000),
  'ten thousand unknown keys': Array.from({ length: 10_000 }, (_, at) => `net.ipv4.unknown_${at} = 1`).join(
    '\n',
  ),
  'ten thousand globs': Array.from({ length: 10_000 }, (_, at) => `net.ipv4.*.a_${at} = 1`).join('\n'),
  directives: '# socket-diagnostics-disable-line\n'.repeat(10_000) + 'a.b = 1\n',
  'a directive of a rule for each line': 'a.b = 1 # socket-diagnostics-disable-line unknown-key\n'.repeat(
    19_000,
  ),
};

describe('a hostile text', function () {
  // Not a measure: what is quadratic in these lengths takes minutes, and would never end within any limit.
  this.timeout(30_000);
  for (const [what, text] of Object.entries(texts)) {
    it(`comes to an end: ${what}`, () => {
      const document = service.parse(text);
      assert.equal(document.lines.map((line) => line.text + line.ending).join(''), text);
      const diagnostics = service.diagnose(document, { path: '/etc/sysctl.d/90-a.conf' });
      service.quickFixes(document, everywhere, diagnostics.slice(0, 10));
      service.format(document, { alignEquals: true });
      service.symbols(document);
      service.foldingRanges(document);
      service.hoverAt(document, { line: 0, column: 1 }, {});
      service.complete(document, { line: 0, column: 3 }, {});
    });
  }

  it('comes to an end: thousands of unknown keys, again and again', () => {
    const text = Array.from({ length: 500 }, (_, at) => `net.ipv4.tcp_unheard_${at} = 1`).join('\n');
    for (let keystroke = 0; keystroke < 20; keystroke++) {
      assert.equal(service.diagnose(service.parse(text), {}).length, 500);
    }
  });
});
