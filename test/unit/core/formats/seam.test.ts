import assert from 'node:assert/strict';
import { hashComments } from '../../../../src/core/formats/placedDocument.ts';
import { placedFormat } from '../../../../src/core/formats/placedFormat.ts';
import type { AssignmentContext, FormatRule } from '../../../../src/core/formats/formatRule.ts';
import { effect } from '../../../../src/core/formats/reading.ts';
import { applyEdits } from '../../../../src/core/language/applyEdits.ts';
import { running } from '../../../support/judging.ts';
import { everywhere, service } from '../../../support/sysctlService.ts';

const shouting: FormatRule<AssignmentContext> = {
  id: 'arrow-shouts',
  about: 'A value shouts.',
  section: 'sysctl-lines',
  severity: 'hint',
  check: ({ assignments }) =>
    assignments
      .filter(({ assignment }) => assignment.value.text.endsWith('!'))
      .map(({ assignment }) => ({ range: assignment.value.range, message: 'Do not shout.' })),
};

/** An invented format, `[value] -> key`: it shows that nothing outside a format depends on the syntax of sysctl.conf. */
const arrowFormat = placedFormat({
  id: 'arrow',
  recognises: (text) => text.includes('] -> '),
  rules: [shouting],
  comments: hashComments,
  read: (reading, whole) => {
    const { file } = reading;
    for (const match of whole.text.matchAll(/^\[(.*)\] -> (\S+)$/gm)) {
      const [line, value = '', key = ''] = match;
      const start = match.index + 1;
      const keyStart = match.index + line.length - key.length;
      reading.add(
        {
          key: whole.part({ start: keyStart, end: keyStart + key.length }),
          value: whole.part({ start, end: start + value.length }),
          removal: file.wholeLines({ start: match.index, end: keyStart }),
          addition: (newKey, newValue) => ({
            at: match.index + line.length,
            text: `\n[${newValue}] -> ${newKey}`,
          }),
        },
        effect('host', 'now'),
      );
    }
  },
});

const text =
  '[1] -> net.ipv4.tcp_tw_recycle\n[15s] -> net.ipv4.tcp_fin_timeout\nwords\n[2] -> net/ipv4/tcp_tw_reuse\n';

function fixed(source: string, rule: string): string {
  const document = arrowFormat.read(source);
  const [diagnostic] = service.diagnose(document, {}).filter((found) => found.rule === rule);
  return applyEdits(source, diagnostic?.fixes[0]?.edits ?? []);
}

describe('a second format behind the seam', () => {
  const document = arrowFormat.read(text);

  it('is judged by the rules about keys, values and parameters, and by its own', () => {
    const found = (source: string) =>
      service
        .diagnose(arrowFormat.read(source), {})
        .map(({ rule, range }) => `${rule}@${range.start.line + 1}`);
    assert.deepEqual(found(text).slice(0, 2), ['tw-recycle-removed@1', 'not-an-integer@2']);
    assert.ok(found('[1!] -> vm.swappiness').includes('arrow-shouts@1'));
  });

  it('has its lines removed, its values set and its keys renamed', () => {
    assert.equal(fixed(text, 'tw-recycle-removed'), text.slice(text.indexOf('\n') + 1));
    assert.equal(
      fixed('[0x10] -> net.ipv4.tcp_fin_timeout', 'octal-or-hex-value'),
      '[16] -> net.ipv4.tcp_fin_timeout',
    );
    assert.equal(fixed('[1] -> net.ipv4.tcp_sycookies', 'unknown-key'), '[1] -> net.ipv4.tcp_syncookies');
  });

  it('gets another key in its own style', () => {
    const source = '[1] -> net.ipv4.tcp_tw_reuse\n[0] -> net.ipv4.tcp_timestamps';
    const edits = arrowFormat.read(source).assignments[0]?.addAfter('vm.swappiness', '10') ?? [];
    assert.equal(applyEdits(source, edits), source.replace('\n', '\n[10] -> vm.swappiness\n'));
  });

  it('is fixed all at once', () => {
    const edit = service.fixAll(document, {});
    assert.ok(edit);
    assert.ok(!edit.newText.includes('recycle'));
  });

  it('has rules disabled by a comment of its own', () => {
    const [fix] = service
      .quickFixes(document, everywhere, service.diagnose(document, {}))
      .filter(({ title }) => title === 'Disable not-an-integer for this line');
    const after = applyEdits(text, fix?.edits ?? []);
    assert.match(after, /^# socket-diagnostics-disable-line not-an-integer\n\[15s\]/m);
    assert.ok(!service.diagnose(arrowFormat.read(after), {}).some(({ rule }) => rule === 'not-an-integer'));
  });

  it('shows what a key does, what runs now, and what can be completed', () => {
    const here = { running: running('net.ipv4.tcp_tw_reuse = 1') };
    assert.match(
      service.hoverAt(document, { line: 3, column: 8 }, here)?.markdown ?? '',
      /On this host: `1`/,
    );
    const completions = service.complete(document, { line: 3, column: 1 }, here);
    assert.deepEqual(
      completions.map((completion) => applyEdits(text, [completion]).split('\n')[3]),
      ['0', '1', '2'].map((value) => `[${value}] -> net/ipv4/tcp_tw_reuse`),
    );
    assert.ok(
      service
        .complete(document, { line: 3, column: 20 }, here)
        .some(({ label }) => label === 'vm/swappiness'),
    );
    assert.deepEqual(
      service.inlayHints(document, everywhere, here).map(({ label, position }) => [label, position.line]),
      [['now: 1', 3]],
    );
  });

  it('offers the command that sets its lines, and no features of files that are about parameters alone', () => {
    assert.match(JSON.stringify(service.shellActions(document, everywhere, undefined)), /sysctl -w/);
    assert.deepEqual(service.symbols(document), []);
    assert.deepEqual(service.foldingRanges(document), []);
    assert.deepEqual(service.format(document, { alignEquals: true }), []);
  });
});
