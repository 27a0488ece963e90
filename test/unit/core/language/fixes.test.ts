import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits } from '../../../../src/core/language/applyEdits.ts';
import { everywhere, found, service } from '../../../support/sysctlService.ts';

function fixesOf(text: string) {
  const document = service.parse(text);
  return service.quickFixes(document, everywhere, service.diagnose(document, {}));
}

function applied(text: string, title: string): string {
  const fix = fixesOf(text).find((candidate) => candidate.title === title);
  assert.ok(
    fix,
    fixesOf(text)
      .map((candidate) => candidate.title)
      .join(', '),
  );
  return applyEdits(text, fix.edits);
}

function fixedAll(text: string): string {
  const edit = service.fixAll(service.parse(text), {});
  return edit === undefined ? text : applyEdits(text, [edit]);
}

describe('quickFixes', () => {
  it('take no port that the file listens on already', () => {
    const titles = (...listens: readonly string[]): readonly string[] => {
      const text = `http {\n  server {\n${listens.map((one) => `    listen ${one};\n`).join('')}  }\n}\n`;
      const document = service.read(text, 'nginx.conf');
      assert.ok(document);
      return service
        .quickFixes(document, everywhere, service.diagnose(document, {}))
        .map(({ title }) => title)
        .filter((title) => title.startsWith('Use port'));
    };
    assert.deepEqual(titles('50051'), ['Use port 21051']);
    assert.deepEqual(titles('50051', '21051'), []);
    assert.deepEqual(titles('50051', '21052'), ['Use port 21051']);
    assert.deepEqual(titles('50051', '[::]:50051'), [
      'Use port 21051 in 2 lines',
      'Use port 21051 in 2 lines',
    ]);
  });

  it('remove a line', () => {
    assert.equal(applied('a.b = 1\nnet.ipv4.tcp_tw_recycle = 1\n', 'Remove tcp_tw_recycle'), 'a.b = 1\n');
    assert.equal(applied('a.b = 1\nnet.ipv4.tcp_tw_recycle = 1', 'Remove tcp_tw_recycle'), 'a.b = 1');
    assert.equal(applied('net.ipv4.tcp_tw_recycle = 1', 'Remove tcp_tw_recycle'), '');
  });

  it('set a value and leave what stands around it', () => {
    assert.equal(
      applied('  net.ipv4.tcp_timestamps=0 # off', 'Set tcp_timestamps to 1'),
      '  net.ipv4.tcp_timestamps=1 # off',
    );
  });

  it('add the missing partner in the manner of the line', () => {
    const text = 'net.ipv4.ip_local_port_range=20000 32000\r\nvm.swappiness=1\r\n';
    assert.equal(
      applied(text, 'Set ip_local_reserved_ports to 27017'),
      'net.ipv4.ip_local_port_range=20000 32000\r\nnet.ipv4.ip_local_reserved_ports=27017\r\nvm.swappiness=1\r\n',
    );
  });

  it('rename a mistyped key', () => {
    assert.equal(
      applied('net.ipv4.tcp_tw_resue = 0', 'Write net.ipv4.tcp_tw_reuse instead'),
      'net.ipv4.tcp_tw_reuse = 0',
    );
  });

  it('make a comment of a line only where its own removal is offered', () => {
    const titles = (text: string): readonly string[] => fixesOf(text).map(({ title }) => title);
    assert.ok(titles('net.ipv4.tcp_fin_timeout = "30"').includes('Remove the quotes'));
    assert.ok(!titles('net.core.somaxconn = "5000"').includes('Convert to a comment'));
    assert.ok(!titles('\uFEFFnet.core.somaxconn = 5000').includes('Convert to a comment'));
  });

  it('make a comment of a line', () => {
    assert.equal(
      applied(' net.ipv4.tcp_fin_timeout = 30', 'Convert to a comment'),
      ' # net.ipv4.tcp_fin_timeout = 30',
    );
  });

  it('switch a rule off, so that it is silent', () => {
    const text = 'vm.swappiness = 1\nnet.ipv4.tcp_fin_timeout = 30\n';
    for (const where of ['line', 'file']) {
      const after = applied(text, `Disable fin-timeout-not-time-wait for this ${where}`);
      assert.deepEqual(found(after), []);
    }
  });

  it('prefer at most one for a diagnostic', () => {
    const text =
      'net.ipv4.tcp_tw_recycle = 1\nnet.ipv4.tcp_syncookies 1\nnet.core.rmem_max = "1"\nnet.ipv4.tcp_fin_timeout = 030 # x';
    const preferred = new Map<unknown, number>();
    for (const { diagnostic, isPreferred } of fixesOf(text)) {
      preferred.set(diagnostic, (preferred.get(diagnostic) ?? 0) + (isPreferred ? 1 : 0));
    }
    assert.ok([...preferred.values()].every((count) => count <= 1));
    assert.ok([...preferred.values()].includes(1));
  });

  it('are asked for a range only', () => {
    const document = service.parse('net.ipv4.tcp_tw_recycle = 1\nnet.ipv4.tcp_fin_timeout = 30');
    const range = { start: { line: 1, column: 3 }, end: { line: 1, column: 3 } };
    const rules = service
      .quickFixes(document, range, service.diagnose(document, {}))
      .map(({ diagnostic }) => diagnostic.rule);
    assert.deepEqual([...new Set(rules)], ['fin-timeout-not-time-wait']);
  });
});

describe('fixAll', () => {
  it('applies every safe fix, also those that others make room for', () => {
    const text = [
      '/proc/sys/net/ipv4/tcp_syncookies = "0"  # cookies',
      'net.ipv4.tcp_tw_recycle = 1',
      'net.ipv4.ip_local_port_range = 65000-1024',
      'net.ipv4.tcp_fin_timeout 60',
      'vm.swappiness = 10',
      'vm/swappiness = 20',
      '',
    ].join('\n');
    assert.equal(
      fixedAll(text),
      [
        '# cookies',
        'net.ipv4.tcp_syncookies = 1',
        'net.ipv4.ip_local_port_range = 1024 65001',
        'net.ipv4.tcp_fin_timeout = 60',
        'vm/swappiness = 20',
        '',
      ].join('\n'),
    );
  });

  it('leaves a good text alone', () => {
    assert.equal(service.fixAll(service.parse('vm.swappiness = 10\n'), {}), undefined);
  });

  it('comes to an end and has nothing left to do', () => {
    const key = fc.constantFrom(
      'net.ipv4.tcp_tw_reuse',
      'net.ipv4.tcp_timestamps',
      'net/ipv4/ip_local_port_range',
      'vm.x',
      'sysctl -w a.b',
    );
    const value = fc.constantFrom(
      '1',
      '"0"',
      '1 # x',
      '010',
      '70000 1',
      '1024-65000',
      '',
      '1 2 3 // y',
      '= 2',
      '1 \\',
    );
    const line = fc.oneof(
      fc.tuple(key, fc.constantFrom(' = ', '=', ' '), value).map((parts) => parts.join('')),
      fc.constant('# c'),
    );
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const once = fixedAll(lines.join('\n'));
        assert.equal(fixedAll(once), once);
      }),
      { numRuns: 200 },
    );
  });
});

describe('applyEdits', () => {
  it('leaves out what touches an edit before it', () => {
    const range = (start: number, end: number) => ({
      start: { line: 0, column: start },
      end: { line: 0, column: end },
    });
    const edits = [
      { range: range(0, 3), newText: 'x' },
      { range: range(2, 4), newText: 'y' },
      { range: range(4, 4), newText: 'z' },
    ];
    assert.equal(applyEdits('abcdef', edits), 'xdzef');
  });
});
