import type { DocumentPart, FormatDocument, LineMemory, PartsToJudge } from '../formats/fileFormat.ts';
import { shiftedProblem } from '../formats/shift.ts';
import type { DiagnosisContext, SysctlDiagnostic } from './sysctlDiagnostic.ts';

/** What besides the text a diagnosis is based on; which rules are wanted is asked of all that was found. */
const decisive = [
  'kernel',
  'profile',
  'containers',
  'running',
  'isForRunning',
  'path',
  'configuration',
  'repository',
  'kubernetesMinor',
  'modulesLoaded',
] as const satisfies readonly (keyof DiagnosisContext)[];

/**
 * Which context a diagnosis was based on. It keeps none of it in memory: each of hundreds of open documents may have a configuration
 * of megabytes.
 */
export class ContextMark {
  readonly #parts: readonly unknown[];

  constructor(context: DiagnosisContext) {
    this.#parts = decisive.map((name) => {
      const part = context[name];
      return typeof part === 'object' ? new WeakRef(part) : part;
    });
  }

  isOf(context: DiagnosisContext): boolean {
    return decisive.every((name, at) => {
      const [part, mark] = [context[name], this.#parts[at]];
      return mark instanceof WeakRef ? part !== undefined && mark.deref() === part : mark === part;
    });
  }
}

type Judge = (part: FormatDocument) => readonly SysctlDiagnostic[];

/** What was found in a part when it began at a line. */
interface Found {
  readonly firstLine: number;
  readonly diagnostics: readonly SysctlDiagnostic[];
}

/** What is known of an open document from one diagnosis to the next, so that an edit costs what it touches. */
export class DiagnosisMemory {
  #lines: LineMemory | undefined;
  #context: ContextMark | undefined;
  /** By the identity of a part. */
  #alone = new WeakMap<object, Found>();

  /** Everything that is to say of a document, of which `judge` is asked for what may have changed. */
  diagnose(document: FormatDocument, context: DiagnosisContext, judge: Judge): readonly SysctlDiagnostic[] {
    const { together, alone } = this.#parts(document, context);
    const found = judge(together);
    this.#lines?.note?.(found.map(({ range }) => range.start.line));
    if (alone.length === 0) return found;
    const all: SysctlDiagnostic[] = [];
    // First, because the problems of embedded files are among them, which come first of those at the same place.
    for (const part of alone) all.push(...this.#judged(part, judge));
    return [...all, ...found];
  }

  /** All of it where nothing is known, or where something else than the text changed. */
  #parts(document: FormatDocument, context: DiagnosisContext): PartsToJudge {
    this.#lines ??= document.memory?.();
    if (this.#lines === undefined) return { together: document, alone: [] };
    if (this.#context?.isOf(context) !== true) {
      this.#lines.forget?.();
      this.#alone = new WeakMap();
      this.#context = new ContextMark(context);
    }
    return this.#lines.parts(document);
  }

  #judged({ identity, firstLine, document }: DocumentPart, judge: Judge): readonly SysctlDiagnostic[] {
    const known = this.#alone.get(identity);
    if (known?.firstLine === firstLine || known?.diagnostics.length === 0) return known.diagnostics;
    const diagnostics =
      known === undefined || known.diagnostics.some(({ namesLine }) => namesLine)
        ? judge(document())
        : known.diagnostics.map((one) => shiftedProblem(one, firstLine - known.firstLine));
    this.#alone.set(identity, { firstLine, diagnostics });
    return diagnostics;
  }
}
