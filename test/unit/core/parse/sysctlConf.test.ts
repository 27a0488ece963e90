import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseSysctlConf, sysctlText } from '../../../../src/core/parse/sysctlConf.ts';
import type { SysctlLine } from '../../../../src/core/parse/sysctlLine.ts';

function onlyLine(text: string): SysctlLine {
  const [line] = parseSysctlConf(text).lines;
  assert.ok(line);
  return line;
}

describe('parseSysctlConf', () => {
  it('tells the kinds of lines apart', () => {
    const text = '# a\n ; b\n\n \t\nnet.x = 1\n-net.y\nnonsense\n= 3\n-';
    assert.deepEqual(
      parseSysctlConf(text).lines.map((line) => line.kind),
      ['comment', 'comment', 'blank', 'blank', 'assignment', 'exclusion', 'invalid', 'invalid', 'invalid'],
    );
  });

  it('knows the columns of every part', () => {
    const line = onlyLine('  -net.ipv4.tcp_tw_reuse\t=  1 2  ');
    assert.ok(line.kind === 'assignment');
    assert.deepEqual(line.dash, { start: 2, end: 3 });
    assert.deepEqual(line.key, { text: 'net.ipv4.tcp_tw_reuse', start: 3, end: 24 });
    assert.deepEqual(line.separator, { start: 25, end: 26 });
    assert.deepEqual(line.value, { text: '1 2', start: 28, end: 31 });
  });

  it('splits at the first equals sign only', () => {
    const line = onlyLine('kernel.core_pattern=a=b');
    assert.ok(line.kind === 'assignment');
    assert.equal(line.value.text, 'a=b');
  });

  it('sees no comment after a value', () => {
    const line = onlyLine('a.b = 1 # not a comment');
    assert.ok(line.kind === 'assignment');
    assert.equal(line.value.text, '1 # not a comment');
  });

  it('keeps a blank between the dash and the key apart from both', () => {
    const line = onlyLine('- a.b = 1');
    assert.ok(line.kind === 'assignment');
    assert.deepEqual([line.dash, line.key.start], [{ start: 0, end: 1 }, 2]);
  });

  it('takes an empty value', () => {
    const line = onlyLine('a.b =');
    assert.ok(line.kind === 'assignment');
    assert.deepEqual(line.value, { text: '', start: 5, end: 5 });
  });

  it('drops the carriage return of a line end and trims one within', () => {
    const { lines } = parseSysctlConf('a = 1\r\nb = 2\r\r\n');
    assert.deepEqual(
      lines.map((line) => (line.kind === 'assignment' ? [line.value.text, line.ending] : line.kind)),
      [['1', '\r\n'], ['2', '\r\n'], 'blank'],
    );
  });

  it('passes over a byte order mark and says so', () => {
    const document = parseSysctlConf('\uFEFFa.b = 1');
    const [line] = document.lines;
    assert.ok(document.byteOrderMark && line?.kind === 'assignment');
    assert.deepEqual(line.key, { text: 'a.b', start: 1, end: 4 });
  });

  it('does not take a zero-width space for a blank', () => {
    assert.equal(onlyLine('\u200B').kind, 'invalid');
  });

  const pieces = fc.constantFrom(
    'a.b',
    '=',
    '-',
    '#',
    ';',
    ' ',
    '\t',
    '\r',
    '\n',
    '\r\n',
    '\uFEFF',
    '"',
    '\\',
    '1',
    'ü',
    '\u200B',
  );
  const texts = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.array(pieces).map((parts) => parts.join('')),
  );

  it('gives every text back, character by character', () => {
    fc.assert(fc.property(texts, (text) => sysctlText(parseSysctlConf(text)) === text));
  });

  it('says of every part where it stands', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const line of parseSysctlConf(text).lines) {
          const parts =
            line.kind === 'assignment'
              ? [line.key, line.value]
              : line.kind === 'exclusion'
                ? [line.key]
                : line.kind === 'invalid'
                  ? [line.content]
                  : line.kind === 'comment'
                    ? [line.comment]
                    : [];
          for (const part of parts) assert.equal(line.text.slice(part.start, part.end), part.text);
          assert.ok(!line.text.includes('\n'));
        }
      }),
    );
  });

  it('reads 10,000 lines', () => {
    const { lines } = parseSysctlConf('net.ipv4.tcp_fin_timeout = 30\n'.repeat(10_000));
    assert.equal(lines.length, 10_001);
  });
});
