import assert from 'node:assert/strict';
import { formatOf } from '../../../../src/core/formats/formats.ts';
import type { FormatDocument } from '../../../../src/core/formats/fileFormat.ts';
import { inventoryEntries } from '../../../../src/core/formats/parameterInventory.ts';
import { diagnose } from '../../../../src/core/language/diagnose.ts';
import type { SysctlDiagnostic } from '../../../../src/core/language/sysctlDiagnostic.ts';
import { corpusFile, corpusIndex, corpusMissing } from '../../../support/corpus.ts';
import { skipWhere } from '../../../support/skipWhere.ts';

interface Label {
  readonly line: number;
  readonly key: string;
  readonly value: string;
  readonly scope: string;
  readonly label: string;
}

interface Sample {
  readonly file: string;
  readonly format: string;
  readonly path: string;
  readonly text: string;
  readonly document: FormatDocument | undefined;
  readonly diagnostics: readonly SysctlDiagnostic[];
  readonly labels: readonly Label[];
}

/** Which rules find a labelled trouble; a label that is not here is no trouble. */
const rulesOf: Readonly<Record<string, readonly string[]>> = {
  'tw-recycle-on': ['tw-recycle-removed'],
  'removed-key': ['tw-recycle-removed', 'removed-key'],
  'tw-reuse-1': ['tw-reuse-outgoing-only'],
  'tw-reuse-off': ['tw-reuse-off'],
  'timestamps-off': ['timestamps-off'],
  'fin-timeout-myth': ['fin-timeout-not-time-wait'],
  'max-tw-buckets-low': ['tw-buckets-below-ports', 'tw-buckets-below-default'],
  'port-range-bad': ['port-range-below-unprivileged', 'port-range-inverted', 'value-out-of-range'],
  'port-range-wide': ['port-range-includes-services'],
  'unsafe-sysctl': ['unsafe-sysctl'],
  'no-effect-in-build': ['sysctl-in-image-build', 'sysctl-file-in-image'],
  'unknown-key': ['unknown-key', 'key-that-never-existed', 'removed-key'],
  'not-namespaced': ['sysctl-not-namespaced', 'not-in-container', 'init-container-changes-node'],
  duplicate: ['duplicate-key', 'duplicate-across-forms'],
  'read-only-key': ['read-only-key'],
  'value-out-of-range': ['value-out-of-range', 'ipc-value-out-of-range'],
  'value-missing': ['empty-value'],
  'value-empty': ['empty-value', 'echo-digit-redirect'],
  'wrong-level': ['sysctls-below-container'],
  'net-with-host-network': ['net-sysctl-with-host-network'],
  'only-raises': ['tuned-only-raises'],
};

const rowOf = ({ line, key, value, scope }: Omit<Label, 'label'>): string =>
  `${line} ${key}=${value} ${scope}`;

function readSamples(): readonly Sample[] {
  const rows = corpusIndex('elsewhere/LABELS.tsv');
  return corpusIndex('elsewhere/INDEX.tsv')
    .filter(({ split }) => split === 'dev')
    .map(({ file = '', format = '' }) => {
      const path = file.slice(file.indexOf('/') + 1);
      const text = corpusFile(`elsewhere/files/${file}`).toString('utf8');
      const document = formatOf(text, path)?.read(text, path);
      const labels = rows
        .filter((row) => row['file'] === file)
        .map(({ line, key = '', value = '', scope = '', label = '' }) => {
          return { line: Number(line), key, value, scope, label };
        });
      const diagnostics = document === undefined ? [] : diagnose(document, { path });
      return { file, format, path, text, document, diagnostics, labels };
    });
}

function found({ path, document }: Sample): readonly string[] {
  return (document === undefined ? [] : inventoryEntries(path, document)).map(
    ({ line, key, value, scope, isTemplate }) => rowOf({ line, key, value: isTemplate ? '?' : value, scope }),
  );
}

/** The share of `all` that is among `known`, as text. */
function share(hits: number, all: number): string {
  return `${hits}/${all}`.padStart(8);
}

describe('the corpus of files of other formats', () => {
  if (corpusMissing !== null) {
    it('is there', function () {
      skipWhere(this, corpusMissing);
    });
    return;
  }
  const samples = readSamples();
  const formatNames = [...new Set(samples.map(({ format }) => format))];

  for (const format of formatNames) {
    const own = samples.filter((sample) => sample.format === format);
    it(`is read as its labels say: ${format}`, () => {
      const missed: string[] = [];
      const extra: string[] = [];
      let wanted = 0;
      let claimed = 0;
      for (const sample of own) {
        const optional = new Set(sample.labels.filter(({ label }) => label === 'optional').map(rowOf));
        const must = sample.labels.filter(({ label }) => label !== 'optional').map(rowOf);
        const has = found(sample).filter((row) => !optional.has(row));
        wanted += must.length;
        claimed += has.length;
        const where = (row: string): string => `${sample.file}: ${row}`;
        missed.push(...must.filter((row) => !has.includes(row)).map(where));
        extra.push(...has.filter((row) => !must.includes(row)).map(where));
      }
      const recall = share(wanted - missed.length, wanted);
      const precision = share(claimed - extra.length, claimed);
      console.log(`      ${format.padEnd(16)} ${own.length} files  recall ${recall}  precision ${precision}`);
      const isEnough = missed.length <= wanted / 100 && extra.length <= claimed / 100;
      assert.ok(isEnough, ['missed:', ...missed, 'no assignment:', ...extra].join('\n'));
    });
  }

  it('has every labelled trouble found', () => {
    const figures = new Map<string, [hits: number, all: number]>();
    const missed: string[] = [];
    for (const { file, labels, diagnostics } of samples) {
      for (const { line, label } of labels) {
        const rules = rulesOf[label];
        if (rules === undefined) continue;
        const isFound = diagnostics.some(
          ({ rule, range, commentLine, related }) =>
            rules.includes(rule) &&
            // Of two lines that set the same, one has the diagnostic and leads to the other.
            [range.start.line, commentLine, ...related.map((place) => place.range.start.line)].includes(
              line - 1,
            ),
        );
        const [hits, all] = figures.get(label) ?? [0, 0];
        figures.set(label, [hits + (isFound ? 1 : 0), all + 1]);
        if (!isFound) missed.push(`${file}:${line} ${label}`);
      }
    }
    for (const [label, [hits, all]] of figures) console.log(`      ${label.padEnd(20)} ${share(hits, all)}`);
    assert.deepEqual(missed, []);
  });

  it('has no error in a file without a labelled trouble', () => {
    const alarms = samples
      .filter(({ labels }) => labels.every(({ label }) => rulesOf[label] === undefined))
      .flatMap(({ file, diagnostics }) =>
        diagnostics
          .filter(({ severity }) => severity === 'error')
          .map(({ rule, range }) => `${file}:${range.start.line + 1} ${rule}`),
      );
    assert.deepEqual(alarms, []);
  });
});
