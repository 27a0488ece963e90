import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseKernelVersion } from '../../../../src/core/model/kernelVersion.ts';
import type { DiagnosisContext } from '../../../../src/core/language/sysctlDiagnostic.ts';
import { configuration, found, service } from '../../../support/sysctlService.ts';
import { running } from '../../../support/judging.ts';

describe('diagnose', () => {
  it('finds what is wrong with a text without a place', () => {
    assert.deepEqual(found('# mine\nnet.ipv4.tcp_tw_recycle = 1\nnet.ipv4.tcp_syncookies 1\n'), [
      'tw-recycle-removed@2',
      'missing-equals@3',
    ]);
  });

  it('says nothing about a good file', () => {
    assert.deepEqual(found('# mine\nvm.swappiness = 10\n\nnet/ipv4/tcp_keepalive_time = 600\n'), []);
  });

  it('judges a line that a later one overrides, too', () => {
    assert.deepEqual(found('net.ipv4.tcp_tw_reuse = 1\nnet.ipv4.tcp_tw_reuse = 1'), [
      'overridden-line@1',
      'tw-reuse-outgoing-only@1',
      'duplicate-key@2',
      'tw-reuse-outgoing-only@2',
    ]);
  });

  it('knows keys in every way of writing them', () => {
    assert.deepEqual(found('-net/ipv4/tcp_timestamps=0'), ['timestamps-off@1']);
  });

  it('says nothing about lines that a template engine will write', () => {
    assert.deepEqual(found('net.ipv4.tcp_tw_recycle = {{ recycle }}'), ['template-placeholder@1']);
  });

  it('says nothing of placeholders in a file that a template engine reads', () => {
    const text = 'net.ipv4.tcp_tw_recycle = {{ recycle }}\n{% for it in all %}\n{{ it }}\n{% endfor %}\n';
    for (const ending of ['j2', 'erb', 'epp', 'tmpl'])
      assert.deepEqual(found(text, { path: `/w/templates/60-a.conf.${ending}` }), []);
    assert.equal(found(text, { path: '/w/60-a.conf' }).length > 0, true);
  });

  it('decides by the kernel where it is known', () => {
    const text = 'net.ipv4.tcp_tw_reuse = 2';
    const kernel = parseKernelVersion('4.4');
    assert.ok(kernel);
    assert.deepEqual(found(text, { kernel }), ['tw-reuse-two-means-on@1']);
    assert.deepEqual(found(text), ['tw-reuse-loopback-only@1']);
  });

  it('takes other files and the running kernel for what the text does not set', () => {
    const beside = (name: string): DiagnosisContext => ({
      path: '/etc/sysctl.d/50-a.conf',
      configuration: configuration({ [`/etc/sysctl.d/${name}`]: '# b\nnet.ipv4.tcp_timestamps = 0' }),
    });
    const text = 'net.ipv4.tcp_tw_reuse = 1';
    const [, diagnostic] = service.diagnose(service.parse(text), beside('60-b.conf'));
    assert.equal(diagnostic?.rule, 'tw-reuse-without-timestamps');
    assert.deepEqual(diagnostic.related, [
      {
        path: '/etc/sysctl.d/60-b.conf',
        range: { start: { line: 1, column: 0 }, end: { line: 1, column: 0 } },
        message: 'net.ipv4.tcp_timestamps = 0',
      },
    ]);
    assert.deepEqual(diagnostic.fixes, [], 'a line here would change nothing');
    const [, earlier] = service.diagnose(service.parse(text), beside('40-b.conf'));
    assert.deepEqual(
      earlier?.fixes.map(({ title }) => title),
      ['Set tcp_timestamps to 1'],
    );
    const host = { running: running('tcp_timestamps = 0') };
    assert.ok(found(text, { ...host, isForRunning: true }).includes('tw-reuse-without-timestamps@1'));
    assert.ok(!found(text, host).includes('tw-reuse-without-timestamps@1'));
  });

  it('follows the settings of single rules', () => {
    const text = 'net.ipv4.tcp_timestamps = 0';
    const [diagnostic] = service.diagnose(service.parse(text), { rules: { 'timestamps-off': 'hint' } });
    assert.equal(diagnostic?.severity, 'hint');
    assert.deepEqual(found(text, { rules: { 'timestamps-off': 'off' } }), []);
  });

  it('obeys comments that switch rules off', () => {
    const line = 'net.ipv4.tcp_timestamps = 0';
    const off = '# socket-diagnostics-disable-line';
    assert.deepEqual(found(`${off} timestamps-off\n# why\n${line}`), []);
    assert.deepEqual(found(`${off}\n${line}`), []);
    assert.deepEqual(found(`${off} other-rule, timestamps-off\n${line}`), []);
    assert.deepEqual(found(`${off} other-rule\n${line}`), ['timestamps-off@2']);
    assert.deepEqual(found(`${off} timestamps-off\nvm.swappiness = 1\n${line}`), ['timestamps-off@3']);
    assert.deepEqual(found(`${line}\n; socket-diagnostics-disable-file timestamps-off`), []);
  });

  it('tags what is gone and what does nothing', () => {
    const tags = service
      .diagnose(service.parse('net.ipv4.tcp_tw_recycle = 1\nnet.ipv4.tcp_fack = 1'), {})
      .map((diagnostic) => diagnostic.tags);
    assert.deepEqual(tags, [['deprecated'], ['unnecessary']]);
  });

  it('never throws and stays within the text', () => {
    const part = fc.constantFrom(
      'net.ipv4.tcp_tw_reuse',
      'net.ipv4.ip_local_port_range',
      'net/ipv4/ip_local_reserved_ports',
      'net.*',
      '=',
      ' ',
      '-',
      '#',
      '"',
      '\\',
      '\n',
      '\r\n',
      '1',
      '0x10',
      '1024 65000',
      '8080,',
      '{{ x }}',
    );
    const text = fc.array(part, { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (content) => {
        const document = service.parse(content);
        for (const { range, fixes } of service.diagnose(document, {})) {
          const ranges = [range, ...fixes.flatMap(({ edits }) => edits.map((edit) => edit.range))];
          for (const { start, end } of ranges) {
            assert.ok(start.column <= (document.lines[start.line]?.text.length ?? -1));
            assert.ok(
              end.line < document.lines.length &&
                end.column <= (document.lines[end.line]?.text.length ?? -1) + 1,
            );
          }
        }
      }),
      { numRuns: 300 },
    );
  });
});
