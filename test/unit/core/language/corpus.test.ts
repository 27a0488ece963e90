import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { diagnose } from '../../../../src/core/language/diagnose.ts';
import type { SysctlDiagnostic } from '../../../../src/core/language/sysctlDiagnostic.ts';
import { parseSysctlConf, sysctlText } from '../../../../src/core/parse/sysctlConf.ts';
import type { SysctlDocument } from '../../../../src/core/parse/sysctlLine.ts';

/** Real files that people published, kept beside the repository and not part of it. */
const corpus = join(import.meta.dirname, '../../../../../shared/corpus/sysctl');

interface Reading {
  readonly text: string;
  readonly document: SysctlDocument;
  readonly diagnostics: readonly SysctlDiagnostic[];
}

/** What counts as having found a label: one of these rules on the line, and what the line says where that decides. */
const found: Readonly<Record<string, { readonly rules: readonly string[]; readonly line?: RegExp }>> = {
  'tw-recycle-on': { rules: ['tw-recycle-removed'], line: /=\s*["']?[1-9]/ },
  'tw-recycle-off': { rules: ['tw-recycle-removed'], line: /=\s*["']?0/ },
  'tw-reuse-on': { rules: ['tw-reuse-outgoing-only'] },
  'tw-reuse-2': { rules: ['tw-reuse-loopback-only'] },
  'timestamps-off': { rules: ['timestamps-off'] },
  'rfc1337-on': { rules: ['rfc1337-keeps-collisions'] },
  'fin-timeout-set': { rules: ['fin-timeout-not-time-wait', 'fin-timeout-long'] },
  'max-tw-buckets-low': { rules: ['tw-buckets-below-ports', 'tw-buckets-zero'] },
  'max-tw-buckets-huge': { rules: ['tw-buckets-huge'] },
  'port-range-bad': {
    rules: [
      'port-range-inverted',
      'port-range-below-unprivileged',
      'not-an-integer',
      'missing-fields',
      'value-out-of-range',
    ],
    line: /ip_local_port_range/,
  },
  'port-range-parity': { rules: ['port-range-parity'] },
  'inline-comment': { rules: ['inline-comment'] },
  'duplicate-key': { rules: ['duplicate-key'] },
  'syntax-error': { rules: ['missing-equals', 'missing-key', 'section-header'] },
  template: { rules: ['template-placeholder'] },
};

/** Files that a distribution ships: nothing in them is worse than a hint. */
const isDistribution = (tags: string): boolean => tags.split(' ').includes('distro');
const isLinux = (tags: string): boolean => tags.split(' ').includes('os-linux');

describe('the corpus of real sysctl files', () => {
  const readings = new Map<string, Reading>();
  const tags = new Map<string, string>();

  before(function () {
    if (!existsSync(corpus)) {
      console.log('      skipped: no corpus beside the repository (../shared/corpus)');
      this.skip();
    }
    for (const row of rows('INDEX.tsv')) tags.set(row['slug'] ?? '', row['tags'] ?? '');
    for (const file of readdirSync(join(corpus, 'dev'))) {
      const text = readFileSync(join(corpus, 'dev', file), 'utf8');
      const document = parseSysctlConf(text);
      readings.set(basename(file, '.conf'), { text, document, diagnostics: diagnose(document, {}) });
    }
  });

  it('is read without losing a character', () => {
    for (const [slug, { text, document }] of readings) assert.equal(sysctlText(document), text, slug);
  });

  it('has every labelled line found by the right rule', () => {
    const labels = rows('LABELS.tsv').map((row) => ({ ...row, place: `${row['slug']}:${row['line']}` }));
    const missed: string[] = [];
    for (const [label, { rules, line: decides }] of Object.entries(found)) {
      const wanted = new Set(
        labels.filter((row) => 'label' in row && row.label === label).map(({ place }) => place),
      );
      const predicted = new Set<string>();
      for (const [slug, { document, diagnostics }] of readings) {
        if (!isLinux(tags.get(slug) ?? '')) continue;
        for (const { rule, range } of diagnostics) {
          const line = range.start.line;
          const isMeant = rules.includes(rule) && (decides?.test(document.lines[line]?.text ?? '') ?? true);
          if (isMeant) predicted.add(`${slug}:${line + 1}`);
        }
      }
      const hits = [...wanted].filter((place) => predicted.has(place));
      const extra = [...predicted].filter((place) => !wanted.has(place));
      missed.push(
        ...[...wanted].filter((place) => !predicted.has(place)).map((place) => `${label} ${place}`),
      );
      const share = (of: number) => `${hits.length} of ${of}`.padStart(10);
      console.log(
        `      ${label.padEnd(20)} recall ${share(wanted.size)}  precision ${share(predicted.size)}  ${extra.join(' ')}`,
      );
    }
    assert.deepEqual(missed, []);
  });

  it('has no alarm on files that distributions ship', () => {
    for (const [slug, { diagnostics }] of readings) {
      if (!isDistribution(tags.get(slug) ?? '')) continue;
      const alarms = diagnostics.filter(({ severity }) => severity === 'error' || severity === 'warning');
      assert.deepEqual(
        alarms.map(({ rule, range }) => `${rule} ${range.start.line + 1}`),
        [],
        slug,
      );
    }
  });
});

function rows(file: string): readonly Readonly<Record<string, string>>[] {
  const [head = '', ...lines] = readFileSync(join(corpus, file), 'utf8').trimEnd().split('\n');
  const names = head.split('\t');
  return lines.map((line) => Object.fromEntries(line.split('\t').map((cell, i) => [names[i] ?? '', cell])));
}
