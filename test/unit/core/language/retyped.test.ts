import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sysctlConfFormat } from '../../../../src/core/formats/sysctlConf/sysctlConfFormat.ts';
import type { FormatDocument } from '../../../../src/core/formats/fileFormat.ts';
import { diagnose } from '../../../../src/core/language/diagnose.ts';
import { DiagnosisMemory } from '../../../../src/core/language/diagnosisMemory.ts';
import type { DiagnosisContext } from '../../../../src/core/language/sysctlDiagnostic.ts';
import { knownKeyNames } from '../../../../src/core/knowledge/knownKeys.ts';
import { parameterCatalogue } from '../../../../src/core/knowledge/parameters.ts';
import { parseKernelVersion } from '../../../../src/core/model/kernelVersion.ts';
import { parseSysctlConf } from '../../../../src/core/parse/sysctlConf.ts';
import { running } from '../../../support/judging.ts';
import { configuration } from '../../../support/sysctlService.ts';

const keys = [
  ...parameterCatalogue.keys(),
  ...knownKeyNames.filter((_, index) => index % 40 === 0),
  'net.ipv4.conf.eth0.rp_filter',
  'net/ipv4/conf/eth0.100/rp_filter',
  'net.ipv4.conf.eth0.100.rp_filter',
  'net.ipv4.conf.*.rp_filter',
  'net.ipv4.tcp_tw_*',
  'net.ipv4.tcp_syncook*',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.conf.eth1.rp_filter',
  'net.ipv4.tcp_tw_reuze',
  'net.inet.tcp.msl',
  'NET.IPV4.TCP_TW_REUSE',
  'net..ipv4.tcp_timestamps',
  '{{ key }}',
  '<% a',
  '%>',
];
const values = [
  '0',
  '1',
  '2',
  '-1',
  '1 2 3',
  '"1"',
  '1 # why',
  '1024 65535',
  '65535 1024',
  '',
  '\\',
  '0x10',
  '{{ v }}',
];
const others = [
  '',
  '  ',
  '# words',
  '; sysctl -p',
  '# socket-diagnostics-disable-line duplicate-key',
  '# socket-diagnostics-disable-file unknown-key',
  '[section]',
  'net.ipv4.tcp_syncookies 1',
  '= 1',
  '// net.ipv4.tcp_timestamps = 0',
  '-net.ipv4.tcp_tw_reuse',
  '- net.ipv4.tcp_tw_reuse = 1',
  '\uFEFFnet.ipv4.tcp_tw_reuse = 1',
];

type Line = readonly [text: string, ending: string];

/** Lines with few keys, so that many name the same. */
function linesOf(some: readonly string[]): (maxLength: number) => fc.Arbitrary<Line[]> {
  const assignment = fc
    .tuple(fc.constantFrom(...some), fc.constantFrom(...values))
    .map(([key, value]) => `${key} = ${value}`);
  const line = fc.oneof(
    { weight: 4, arbitrary: assignment },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
  return (maxLength) => fc.array(fc.tuple(line, fc.constantFrom('\n', '\n', '\n', '\r\n')), { maxLength });
}

interface Edit {
  /** A fraction of the lines. */
  readonly at: number;
  readonly removed: number;
  readonly added: readonly Line[];
}

/** A document and its edits. */
const typing = fc
  .uniqueArray(fc.constantFrom(...keys), { minLength: 1, maxLength: 12 })
  .map(linesOf)
  .chain((lines) =>
    fc.tuple(
      lines(25),
      fc.array(
        fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), removed: fc.nat(3), added: lines(3) }),
        { minLength: 1, maxLength: 8 },
      ),
    ),
  );

const path = '/etc/sysctl.d/50-a.conf';
const beside = configuration({
  '/etc/sysctl.d/60-b.conf': 'net.ipv4.tcp_timestamps = 0\nnet.ipv4.conf.eth0.rp_filter = 7\n',
  '/etc/sysctl.d/40-c.conf': 'net.ipv4.tcp_tw_reuse = 2\nnet.core.somaxconn = 1\n',
});
const contexts: readonly DiagnosisContext[] = [
  {},
  { kernel: parseKernelVersion('4.4') ?? assert.fail(), containers: 'inside' },
  {
    path: '/etc/sysctl.conf',
    configuration: configuration({
      '/etc/sysctl.conf': '# old',
      '/etc/sysctl.d/10-a.conf': 'net.ipv4.conf.eth1.rp_filter = 0',
    }),
  },
  {
    path,
    configuration: {
      ...beside,
      files: [...beside.files, { path: '/etc/sysctl.d/70-d.conf', content: { kind: 'unreadable' } }],
    },
    running: running('tcp_syncookies = 0\nip_local_port_range = 1000 2000'),
    isForRunning: true,
    containers: 'host',
  },
];

function shown(document: FormatDocument, context: DiagnosisContext, memory?: DiagnosisMemory): unknown {
  // A copy, so that what is remembered of one document does not answer for the other.
  return JSON.parse(JSON.stringify(diagnose(document, context, memory)));
}

/** Texts as an editor sends them: each with the lines that its edit left alone. */
function* typed(start: readonly Line[], edits: readonly Edit[]) {
  let now = [...start];
  for (const { at, removed, added } of edits) {
    const before = Math.floor(at * now.length);
    const count = Math.min(removed, now.length - before);
    const lineCount = now.length + 1;
    now = [...now.slice(0, before), ...added, ...now.slice(before + count)];
    // The line after what was replaced is where the edit ends.
    yield { text: textOf(now), kept: { before, after: Math.max(0, lineCount - 1 - (before + count)) } };
  }
}

function textOf(all: readonly Line[]): string {
  return all.map(([text, ending]) => text + ending).join('');
}

describe('a sysctl.conf that is typed', () => {
  it('is read and judged as if it were read anew, after any edits', function () {
    this.timeout(60_000);
    fc.assert(
      fc.property(
        typing,
        fc.constantFrom(...contexts),
        fc.boolean(),
        ([start, edits], context, judgesEach) => {
          let document: FormatDocument = sysctlConfFormat.read(textOf(start));
          const memory = new DiagnosisMemory();
          diagnose(document, context, memory);
          for (const { text, kept } of typed(start, edits)) {
            document = document.retyped?.(text, kept) ?? assert.fail();
            assert.deepEqual(document.lines, parseSysctlConf(text).lines);
            if (judgesEach)
              assert.deepEqual(shown(document, context, memory), shown(sysctlConfFormat.read(text), context));
          }
          assert.deepEqual(
            shown(document, context, memory),
            shown(sysctlConfFormat.read(document.text), context),
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('hears of a glob that a new line leaves nothing', () => {
    const document = sysctlConfFormat.read('# a\n# b\nnet.ipv4.tcp_syncook* = 1\n');
    const memory = new DiagnosisMemory();
    assert.deepEqual(diagnose(document, {}, memory), []);
    const text = '# a\nnet.ipv4.tcp_syncookies = 1\n# b\nnet.ipv4.tcp_syncook* = 1\n';
    const next = document.retyped?.(text, { before: 1, after: 3 }) ?? assert.fail();
    assert.deepEqual(
      diagnose(next, {}, memory).map(({ rule, range }) => `${rule}@${range.start.line + 1}`),
      ['glob-without-effect@4'],
    );
  });

  it('points at the first assignment, though nothing else is wrong with it', () => {
    const path = '/etc/sysctl.conf';
    const context: DiagnosisContext = { path, configuration: configuration({ [path]: '' }) };
    const last = 'net.ipv4.conf.eth1.rp_filter = 1\n';
    const document = sysctlConfFormat.read(`# a\nnet.ipv4.conf.eth0.rp_filter = 1\n# b\n${last}`);
    const memory = new DiagnosisMemory();
    const lineOf = (one: FormatDocument): unknown[] =>
      diagnose(one, context, memory).map(({ rule, range }) => [rule, range.start.line]);
    assert.deepEqual(lineOf(document), [['sysctl-conf-not-read', 1]]);
    const next = document.retyped?.(`# a\n# b\n${last}`, { before: 1, after: 3 }) ?? assert.fail();
    assert.deepEqual(lineOf(next), [['sysctl-conf-not-read', 2]]);
  });

  it('is judged again as a whole if anything else changes', () => {
    const [first, second] = contexts;
    assert.ok(first && second);
    const document = sysctlConfFormat.read('net.ipv4.tcp_tw_reuse = 2\nnet.ipv4.tcp_mem = 1 2 3\n');
    const memory = new DiagnosisMemory();
    for (const context of [first, second, first, { ...first, rules: { 'tcp-mem-in-bytes': 'off' as const } }])
      assert.deepEqual(
        shown(document, context, memory),
        shown(sysctlConfFormat.read(document.text), context),
      );
  });

  describe('of 10,000 lines', () => {
    const text = Array.from(
      { length: 10_000 },
      (_, index) => `net.ipv4.conf.eth${index}.rp_filter = ${index % 3}`,
    ).join('\n');
    const at = 5000;

    function afterKey(insert: string, before = at) {
      const document = sysctlConfFormat.read(text);
      const memory = new DiagnosisMemory();
      diagnose(document, {}, memory);
      const changed = document.lines.map(({ text: own }, index) => (index === before ? insert + own : own));
      const kept = { before, after: document.lines.length - 1 - before };
      const next = document.retyped?.(changed.join('\n'), kept) ?? assert.fail();
      const judged: FormatDocument[] = [];
      memory.diagnose(next, {}, (part) => {
        judged.push(part);
        return [];
      });
      return { document, next, count: judged.flatMap(({ assignments }) => assignments).length };
    }

    it('reads only the line of a key press', () => {
      const { document, next } = afterKey('x');
      const same = next.lines.filter((own, index) => own === document.lines[index]);
      assert.equal(same.length, 9999);
    });

    it('judges only that line, and those that name the same keys', () => {
      assert.ok(afterKey('x').count <= 3);
      assert.ok(afterKey(`net.ipv4.conf.eth7.rp_filter = 1\n`).count <= 4);
    });

    it('keeps no text of before', () => {
      const { next } = afterKey('x');
      assert.equal(next.lines[at]?.text, `xnet.ipv4.conf.eth${at}.rp_filter = ${at % 3}`);
    });
  });
});
