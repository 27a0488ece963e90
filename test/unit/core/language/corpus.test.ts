import assert from 'node:assert/strict';
import { sysctlConfFormat } from '../../../../src/core/formats/sysctlConf/sysctlConfFormat.ts';
import { diagnose } from '../../../../src/core/language/diagnose.ts';
import type { SysctlDiagnostic } from '../../../../src/core/language/sysctlDiagnostic.ts';
import { parseSysctlConf, sysctlText } from '../../../../src/core/parse/sysctlConf.ts';
import type { SysctlDocument } from '../../../../src/core/parse/sysctlLine.ts';
import { corpusFile, corpusIndex, corpusMissing } from '../../../support/corpus.ts';
import { skipWhere } from '../../../support/skipWhere.ts';

interface Reading {
  readonly text: string;
  readonly document: SysctlDocument;
  readonly diagnostics: readonly SysctlDiagnostic[];
}

/** What counts as finding a label: one of these rules on the line, and the text of the line if it decides. */
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
  if (corpusMissing !== null) {
    it('is there', function () {
      skipWhere(this, corpusMissing);
    });
    return;
  }

  const index = corpusIndex('sysctl/INDEX.tsv').filter((entry) => entry['split'] === 'dev');
  const tags = new Map(index.map((entry) => [entry['slug'] ?? '', entry['tags'] ?? '']));
  const readings = new Map(
    index.map((entry): [string, Reading] => {
      const text = corpusFile(`sysctl/${entry['file'] ?? ''}`).toString('utf8');
      const document = parseSysctlConf(text);
      return [
        entry['slug'] ?? '',
        { text, document, diagnostics: diagnose(sysctlConfFormat.read(text), {}) },
      ];
    }),
  );

  it('is read without losing a character', () => {
    for (const [slug, { text, document }] of readings) assert.equal(sysctlText(document), text, slug);
  });

  it('has every labelled line found by the right rule', () => {
    const labels = corpusIndex('sysctl/LABELS.tsv').map((row) => ({
      label: row['label'],
      place: `${row['slug'] ?? ''}:${row['line'] ?? ''}`,
    }));
    const missed: string[] = [];
    for (const [label, { rules, line: decides }] of Object.entries(found)) {
      const wanted = new Set(labels.filter((row) => row.label === label).map(({ place }) => place));
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
