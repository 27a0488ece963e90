import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Assignment } from '../../../../src/core/formats/assignment.ts';
import type { FileFormat, FormatDocument } from '../../../../src/core/formats/fileFormat.ts';
import { formatOf, formats } from '../../../../src/core/formats/formats.ts';
import { PlacedDocument } from '../../../../src/core/formats/placedDocument.ts';
import { noFacts } from '../../../../src/core/formats/repositoryFacts.ts';
import { amongOthers, diagnose } from '../../../../src/core/language/diagnose.ts';
import { DiagnosisMemory } from '../../../../src/core/language/diagnosisMemory.ts';
import type { DiagnosisContext } from '../../../../src/core/language/sysctlDiagnostic.ts';
import { longFiles } from '../../../bench/longFiles.ts';
import { running } from '../../../support/judging.ts';
import { pieceCases } from '../../../support/pieceCases.ts';
import { pieceSamples, type PieceSamples } from '../../../support/pieceSamples.ts';
import { typedTexts } from '../../../support/typedTexts.ts';

const contexts: readonly DiagnosisContext[] = [
  {},
  {
    running: running('tcp_syncookies = 0\nip_local_port_range = 1000 2000'),
    isForRunning: true,
    kubernetesMinor: 29,
    repository: { ...noFacts, composeServices: [{ file: 'b.yaml', name: 'c', network: true }] },
  },
];

/** Places in a text are fractions of its length. */
interface Edit {
  readonly at: number;
  /** Characters, or lines. */
  readonly removed: number;
  readonly added: string;
  readonly isOfLines: boolean;
}

function typing({ head, blocks, odd }: PieceSamples): fc.Arbitrary<readonly [string, readonly Edit[]]> {
  const at = fc.double({ min: 0, max: 1, noNaN: true });
  const edit = fc.oneof(
    fc.record({
      at,
      removed: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(90)),
      added: fc.constantFrom(...typedTexts),
      isOfLines: fc.constant(false),
    }),
    fc.record({
      at,
      removed: fc.constantFrom(0, 0, 1, 2, 5),
      added: fc.oneof(
        fc.constantFrom('', '', '\n', '# words\n', ...blocks),
        fc.constantFrom(...blocks, ...odd),
      ),
      isOfLines: fc.constant(true),
    }),
  );
  const block = fc.oneof(
    { weight: 19, arbitrary: fc.constantFrom(...blocks) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );
  const start = fc
    .array(block, { minLength: 1, maxLength: 9 })
    .chain((all) =>
      fc
        .tuple(fc.constantFrom(head, head, head, ''), fc.constantFrom('\n', '\n', all[0] ?? ''))
        .map(([above, end]) => above + all.join('') + end.slice(0, -1)),
    );
  return fc.tuple(start, fc.array(edit, { minLength: 1, maxLength: 6 }));
}

function edited(text: string, { at, removed, added, isOfLines }: Edit): string {
  const start = Math.floor(at * text.length);
  if (!isOfLines) return text.slice(0, start) + added + text.slice(start + removed);
  const head = text.slice(0, start).split('\n').slice(0, -1);
  const tail = text.split('\n').slice(head.length + removed);
  return head.map((line) => `${line}\n`).join('') + added + tail.join('\n');
}

/** Units and lists by the order in which they appear: only which assignments share one matters. */
function assignmentsOf(document: FormatDocument): readonly unknown[] {
  const units = new Map<number, number>();
  const nameOf = ({ unit }: Assignment): number =>
    unit <= 0 ? unit : (units.get(unit) ?? units.set(unit, units.size + 1).size);
  const lists = new Map<number, number>();
  const remarksOf = ({ remarks }: Assignment): Assignment['remarks'] => {
    const { list } = remarks ?? {};
    if (list?.number === undefined) return remarks;
    const number = lists.get(list.number) ?? lists.set(list.number, lists.size + 1).size;
    return { ...remarks, list: { ...list, number } };
  };
  return document.assignments.map((it) => ({
    key: it.key,
    writtenKey: it.writtenKey,
    value: it.value,
    acts: [it.scope, it.when, nameOf(it), it.route],
    remarks: remarksOf(it),
    known: [it.isTemplate, it.isValueKnown, it.commentLine],
    part: it.partRange({ start: 0, end: 1 }),
    edits: [it.setValue('7'), it.rename('net.core.rmem_max'), it.remove(), it.addAfter('a.b', '1')],
  }));
}

interface Way {
  readonly context: DiagnosisContext;
  /** The fewest lines of a piece. */
  readonly least: number;
}

function shown(read: FormatDocument, context: DiagnosisContext, memory?: DiagnosisMemory): string {
  const document = amongOthers(read, context);
  return JSON.stringify({
    assignments: assignmentsOf(document),
    ports: document.servicePorts,
    unread: document.unread,
    problems: document.problems({}),
    lines: [document.lines, document.lineCount],
    keys: document.needsRepository,
    diagnostics: diagnose(document, context, memory),
  });
}

function assertSame(
  document: FormatDocument,
  whole: FormatDocument,
  way: Way,
  memory: DiagnosisMemory,
): void {
  const [found, expected] = [shown(document, way.context, memory), shown(whole, way.context)];
  // Comparing the members takes several times as long.
  if (found !== expected) assert.deepEqual(JSON.parse(found), JSON.parse(expected), document.text);
}

function opened(format: FileFormat, text: string, path: string, least?: number): FormatDocument {
  return format.open?.(text, path, least) ?? assert.fail(`${format.id} is not read in pieces`);
}

/** Reads one text after the other in pieces, and each as a whole. Returns how many of them were cut. */
function compareEach(
  format: FileFormat,
  path: string,
  first: string,
  changes: readonly ((text: string) => string)[],
  way: Way,
): number {
  const memory = new DiagnosisMemory();
  let cuts = 0;
  let document = opened(format, first, path, way.least);
  assertSame(document, format.read(first, path), way, memory);
  for (const change of changes) {
    const text = change(document.text);
    document = document.retyped?.(text, { before: 0, after: 0 }) ?? assert.fail();
    assert.equal(document.text, text);
    if (document instanceof PlacedDocument && document.pieces.length > 1) cuts++;
    assertSame(document, format.read(text, path), way, memory);
  }
  return cuts;
}

describe('a text that is read in pieces', () => {
  it('has samples for each such format', () => {
    const ids = formats.filter(({ open }) => open !== undefined).map(({ id }) => id);
    assert.deepEqual(Object.keys(pieceSamples).sort(), ids.sort());
  });

  for (const [id, samples] of Object.entries(pieceSamples)) {
    const { path } = samples;
    const format = formats.find((one) => one.id === id) ?? assert.fail(id);

    it(`is read and judged as ${id} as the whole is, after any edits`, function () {
      this.timeout(600_000);
      let cuts = 0;
      fc.assert(
        fc.property(
          typing(samples),
          fc.constantFrom(...contexts),
          fc.constantFrom(1, 1, 3, 8),
          ([start, edits], context, least) => {
            const changes = edits.map((edit) => (text: string) => edited(text, edit));
            cuts += compareEach(format, path, start, changes, { context, least });
          },
        ),
        // Of Compose one text in twelve is cut.
        { numRuns: Number(process.env['PIECE_RUNS'] ?? 200) },
      );
      assert.ok(cuts > 4, `only ${String(cuts)} texts were cut`);
    });
  }

  for (const [what, { id, texts }] of Object.entries(pieceCases))
    it(`is read and judged as the whole is, with ${what}`, () => {
      const format = formats.find((one) => one.id === id) ?? assert.fail(id);
      const { path } = pieceSamples[id] ?? assert.fail(id);
      const [first = '', ...others] = texts;
      for (const context of contexts)
        for (const least of [1, 3, 8]) {
          const cuts = compareEach(
            format,
            path,
            first,
            others.map((text) => () => text),
            { context, least },
          );
          if (least === 1) assert.ok(cuts > 0, 'no text was cut');
        }
    });

  describe('of 10,000 lines', () => {
    for (const { name, fileName, language, linesOf } of longFiles)
      if (language !== 'sysctl')
        for (const [what, typed] of Object.entries({ key: 'x', 'line break': '\n' }))
          it(`costs a ${what} in ${name} what it costs in 100 lines`, () => {
            const [long, short] = [10_000, 100].map((count) => workOf(fileName, linesOf(count), typed));
            assert.ok(long && short);
            // The short one may be a single piece.
            assert.ok(long.read <= 2 * Math.max(short.read, 40), `${String(long.read)} lines are read`);
            // Also where much is said, none of it is said again.
            assert.ok(long.judged <= short.judged + 40, `${String(long.judged)} assignments are judged`);
          });
  });
});

describe('a line of YAML that is not finished', () => {
  const service = (name: number, more = ''): string =>
    `  s${String(name)}:\n    image: a\n${more}    sysctls: [net.core.somaxconn=${String(name)}]\n`;
  const format = formats.find(({ id }) => id === 'compose') ?? assert.fail();
  const textWith = (more: string): string =>
    `services:\n${Array.from({ length: 100 }, (_, name) => service(name, name === 50 ? more : '')).join('')}`;

  for (const [what, line, isCut] of [
    ['has no colon yet', '    ima\n', true],
    ['has no value yet', '    image:\n', true],
    ['opens a quote, which goes on', '    image: "a\n', false],
  ] as const)
    it(`${isCut ? 'leaves' : 'does not leave'} the other pieces alone if it ${what}`, () => {
      const document = opened(format, textWith(''), 'compose.yaml').retyped?.(textWith(line), {
        before: 0,
        after: 0,
      });
      assert.ok(document instanceof PlacedDocument);
      assert.equal(document.pieces.length > 5, isCut);
      const whole = format.read(textWith(line), 'compose.yaml');
      assert.deepEqual(assignmentsOf(document), assignmentsOf(whole));
    });
});

/** What is read and judged after something is typed at the end of a line in the middle: lines, and assignments. */
function workOf(path: string, lines: readonly string[], typed: string): { read: number; judged: number } {
  const text = lines.join('\n');
  const format = formatOf(text, path) ?? assert.fail();
  const document = opened(format, text, path);
  const memory = new DiagnosisMemory();
  diagnose(document, {}, memory);
  const at = lines.slice(0, lines.length / 2 + 2).join('\n').length;
  const next = document.retyped?.(text.slice(0, at) + typed + text.slice(at), { before: 0, after: 0 });
  assert.ok(next instanceof PlacedDocument && document instanceof PlacedDocument);
  const before = new Set(document.pieces);
  const fresh = next.pieces.filter((piece) => !before.has(piece));
  let judged = 0;
  memory.diagnose(next, {}, (part) => {
    judged += part.assignments.length;
    return [];
  });
  return { read: fresh.reduce((count, { lineBreaks }) => count + lineBreaks, 0), judged };
}
