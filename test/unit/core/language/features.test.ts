import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../../src/core/language/applyEdits.ts';
import { isVisible } from '../../../../src/core/model/plainText.ts';
import { shellWord } from '../../../../src/core/model/shellWord.ts';
import { createSysctlLanguageService } from '../../../../src/core/language/sysctlLanguageService.ts';
import type { DiagnosisContext } from '../../../../src/core/language/sysctlDiagnostic.ts';
import { atCursor } from '../../../support/cursor.ts';
import { running } from '../../../support/judging.ts';
import { everywhere, service } from '../../../support/sysctlService.ts';

function hover(marked: string, context: DiagnosisContext = {}): string | undefined {
  const { text, position } = atCursor(marked);
  return service.hoverAt(service.parse(text), position, context)?.markdown;
}

function completions(marked: string, context: DiagnosisContext = {}) {
  const { text, position } = atCursor(marked);
  return service.complete(service.parse(text), position, context).map((completion) => ({
    ...completion,
    after: applyEdits(text, [completion]),
  }));
}

describe('hoverAt', () => {
  it('leaves out what the editor shows of the place by itself', () => {
    const editor = createSysctlLanguageService({ guideLink: () => '', showsProblemsOnHover: true });
    const { text, position } = atCursor('net.ipv4.tcp_tw_re|cycle = 1');
    const markdown = editor.hoverAt(editor.parse(text), position, {})?.markdown ?? '';
    assert.match(markdown, /Removed in Linux 4\.12/);
    assert.doesNotMatch(markdown, /⚠/);
  });

  it('tells what a key does, where the guide is and what is wrong', () => {
    const markdown = hover('net.ipv4.tcp_tw_re|cycle = 1') ?? '';
    assert.match(markdown, /Removed in Linux 4\.12/);
    assert.match(markdown, /guide:tcp-tw-recycle/);
    assert.match(markdown, /⚠ tcp&#95;tw&#95;recycle was removed/);
  });

  it('tells the running value as it is, and nothing can break out of it', () => {
    const context = { running: running('net.ipv4.tcp_congestion_control = a`[x](command:evil)`b') };
    assert.match(
      hover('net.ipv4.tcp_congestion_contr|ol = bbr', context) ?? '',
      /On this host: `` a`\[x\]\(command:evil\)`b ``/,
    );
  });

  it('shows the text of the file as text', () => {
    const markdown = hover('net.ipv4.<b>x|</b> = 1') ?? '';
    assert.match(markdown, /have net&#46;ipv4&#46;&#60;b&#62;x/);
  });

  it('speaks over the value and of excluded keys too', () => {
    assert.ok(hover('net.ipv4.tcp_tw_reuse = |2'));
    assert.ok(hover('-net.ipv4.tcp_tw_re|use'));
  });

  it('knows keys outside the catalogue by name', () => {
    assert.match(hover('vm.swap|piness = 10') ?? '', /A parameter of Linux/);
  });

  it('is silent over comments, globs and the rest of a line', () => {
    for (const marked of [
      '# net.ipv4.|x',
      'net.ipv4.conf.*.rp_fil|ter = 1',
      '| net.ipv4.tcp_tw_reuse = 2',
      '|',
    ]) {
      assert.equal(hover(marked), undefined);
    }
  });
});

describe('complete', () => {
  it('offers keys, those of the catalogue first, gone ones last', () => {
    const offered = completions('net.ipv4.tcp_tw|');
    const ranks = new Map(offered.map(({ label, rank }) => [label, rank]));
    assert.deepEqual(
      ['net.ipv4.tcp_tw_reuse', 'vm.swappiness', 'net.ipv4.tcp_tw_recycle'].map((key) => ranks.get(key)),
      [0, 1, 2],
    );
    assert.equal(
      offered.find(({ label }) => label === 'net.ipv4.tcp_tw_reuse')?.after,
      'net.ipv4.tcp_tw_reuse = ',
    );
  });

  it('keeps the value and the dash of a line whose key is changed', () => {
    const after = (marked: string) => completions(marked).find(({ key }) => key === 'vm.swappiness')?.after;
    assert.equal(after('-vm.sw| = 10'), '-vm.swappiness = 10');
    assert.equal(after('  vm.sw|'), '  vm.swappiness = ');
    assert.equal(after('|'), 'vm.swappiness = ');
  });

  it('writes slashes where they are written', () => {
    assert.ok(completions('net/ipv4/|').some(({ label }) => label === 'net/ipv4/tcp_tw_reuse'));
  });

  it('offers values with their meaning, the default and what this host has', () => {
    const context = { running: running('tcp_rmem = 1\t2\t3') };
    assert.deepEqual(
      completions('net.ipv4.tcp_tw_reuse =|').map(({ label, after }) => [label, after]),
      ['0', '1', '2'].map((value) => [value, `net.ipv4.tcp_tw_reuse = ${value}`]),
    );
    assert.ok(completions('net.ipv4.tcp_tw_reuse = |').some(({ detail }) => detail?.startsWith('default: ')));
    assert.deepEqual(
      completions('net.ipv4.tcp_rmem = 4096 |', context).at(-1)?.after,
      'net.ipv4.tcp_rmem = 1 2 3',
    );
  });

  it('offers our directives and rule ids in comments', () => {
    assert.deepEqual(
      completions('# |').map(({ label }) => label),
      ['socket-diagnostics-disable-line', 'socket-diagnostics-disable-file'],
    );
    const ids = completions('# socket-diagnostics-disable-line timestamps-off, tw-|');
    assert.ok(ids.some(({ after }) => after.endsWith('timestamps-off, tw-reuse-off')));
    assert.deepEqual(completions('# some words |'), []);
  });
});

describe('symbols', () => {
  it('takes no directive for a heading', () => {
    const text = '# Ports\n# socket-diagnostics-disable-line port-range-parity\na.b = 1\n';
    const bare = '; socket-diagnostics-disable-file\na.b = 1\n';
    const names = (of: string) => service.symbols(service.parse(of)).map(({ name }) => name);
    assert.deepEqual([names(text), names(bare)], [['Ports'], ['a.b']]);
  });

  it('puts parameters below the comment that heads them', () => {
    const tree = service
      .symbols(service.parse('# only words\n\n### Ports ###\n# more\na.b = 1\n-c/d\n\ne.f = 2'))
      .map(({ name, children }) => [name, children.map((child) => child.name)]);
    assert.deepEqual(tree, [
      ['Ports', ['a.b', 'c.d']],
      ['e.f', []],
    ]);
  });
});

describe('foldingRanges', () => {
  it('folds comments and paragraphs', () => {
    assert.deepEqual(service.foldingRanges(service.parse('# a\n# b\nx = 1\ny = 2\n\nz = 3\n\n# c\n# d')), [
      { kind: 'comment', startLine: 0, endLine: 1 },
      { kind: 'region', startLine: 0, endLine: 3 },
      { kind: 'comment', startLine: 7, endLine: 8 },
    ]);
  });
});

describe('format', () => {
  const formatted = (text: string, alignEquals = false) =>
    applyEdits(text, service.format(service.parse(text), { alignEquals }));

  it('puts one blank around the equals sign', () => {
    assert.equal(formatted('a.b=1\n  - c.d  =   2 3 \n# x \ne.f=\n'), 'a.b = 1\n-c.d = 2 3\n# x\ne.f =\n');
  });

  it('aligns the equals signs of a paragraph', () => {
    assert.equal(
      formatted('a.b = 1\nlonger.key = 2\n\nx = 3\n', true),
      'a.b        = 1\nlonger.key = 2\n\nx = 3\n',
    );
  });

  it('ends the text with a line end of its kind and leaves templates alone', () => {
    assert.equal(formatted('a=1\r\n{{ k }}={{ v }}'), 'a = 1\r\n{{ k }}={{ v }}\r\n');
  });

  it('does the chosen lines only', () => {
    const document = service.parse('a=1\nb=2\nc=3\n');
    const range = { start: { line: 1, column: 0 }, end: { line: 1, column: 3 } };
    assert.equal(
      applyEdits('a=1\nb=2\nc=3\n', service.format(document, { alignEquals: false }, range)),
      'a=1\nb = 2\nc=3\n',
    );
  });

  it('changes nothing but blanks, and nothing the second time', () => {
    const text = fc
      .array(fc.constantFrom('a.b', '=', ' ', '\t', '-', '#', 'x y', '\n', '\r\n', '{{', '\uFEFF'))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, fc.boolean(), (content, align) => {
        const once = formatted(content, align);
        assert.equal(formatted(once, align), once);
        assert.equal(once.replace(/[ \t\r\n]/g, ''), content.replace(/[ \t\r\n]/g, ''));
      }),
    );
  });
});

describe('inlayHints', () => {
  it('tell the running value where it differs', () => {
    const document = service.parse(
      'net.ipv4.tcp_fin_timeout = 30 # x\nnet.ipv4.tcp_rmem = 1 2 3\nvm.swappiness = 9',
    );
    const context = { running: running('tcp_fin_timeout = 60\ntcp_rmem = 1\t2\t3\nvm.swappiness = 9') };
    assert.deepEqual(
      service.inlayHints(document, everywhere, context).map(({ label, position }) => [label, position]),
      [['now: 60', { line: 0, column: 33 }]],
    );
    assert.deepEqual(service.inlayHints(document, everywhere, {}), []);
  });
});

describe('shellActions', () => {
  const actions = (text: string) => service.shellActions(service.parse(text), everywhere, undefined);

  it('say how to set the chosen lines at once', () => {
    const [copy] = actions(
      'net.ipv4.ip_local_port_range = 1024 65535\nvm/swappiness=10\nnet.* = 1\n--system = 1',
    );
    assert.ok(copy?.kind === 'copy');
    assert.equal(copy.command, "sudo sysctl -w 'net.ipv4.ip_local_port_range=1024 65535' vm.swappiness=10");
  });

  it('are not there without a line to set', () => {
    assert.deepEqual(actions('# x\n'), []);
  });

  it('quote every value for a shell', () => {
    assert.equal(shellWord("a'b; rm -rf $(x)\u001b"), "'a'\\''b; rm -rf $(x)\uFFFD'");
    fc.assert(fc.property(fc.string(), (text) => isVisible(shellWord(text))));
  });
});
