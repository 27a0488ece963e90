import { normalizeSysctlKey } from '../parse/sysctlKey.ts';
import type { Span } from '../parse/sysctlLine.ts';
import type { AssignmentScope, AssignmentTime } from '../model/inventoryEntry.ts';
import type { AssignmentRoute, PlacedText } from './assignment.ts';
import type { DocumentProblem, RuleHead } from './formatRule.ts';
import type { FileText } from './fileText.ts';
import { holdsPlaceholder } from '../rules/placeholder.ts';
import { isUnknown, knownPartOfKey, maskSubstitutions } from './masks.ts';
import { PlacedAssignment, type PlacedParts } from './placedAssignment.ts';
import type { Region } from './region.ts';
import type { FoundPort, PortCondition } from './ports/foundPort.ts';
import { portAtEnd } from './ports/portText.ts';
import type { UnreadPlace } from './unreadPlace.ts';

/** Where and when the assignments of a place act. */
export interface Effect {
  readonly when: AssignmentTime;
  readonly unit: number;
  /** A key may decide: what is set inside of a pod reaches the node where it has no namespace. */
  readonly scopeOf: (dotted: string) => AssignmentScope;
  readonly route?: AssignmentRoute;
}

/** The unit of scripts and of sysctl files: one repeats on purpose, and the other has a rule of its own. */
export const notCompared = -1;
/** The unit of what a file sets as a whole, which goes on through all of its pieces. */
const fileUnit = 0;

export function effect(
  scope: AssignmentScope,
  when: AssignmentTime,
  unit = fileUnit,
  route?: AssignmentRoute,
): Effect {
  return { when, unit, scopeOf: () => scope, ...(route && { route }) };
}

/** One assignment as a reader found it. */
export interface FoundAssignment extends Pick<
  PlacedParts,
  'writeValue' | 'writeKey' | 'removal' | 'addition' | 'valueSpan' | 'remarks'
> {
  readonly key: Region;
  readonly value: Region;
  /** What the format makes of the key before the kernel sees it; the key as it is written where absent. */
  readonly meantKey?: string;
  /** False if the format wants a value and there is none. */
  readonly isPresent?: boolean;
  /** Where a comment about it can stand; the line of the key where absent, nowhere where `null`. */
  readonly commentLine?: number | null;
}

/** A part of a file that has rules of its own. */
export interface ProblemSource {
  problems(): readonly (DocumentProblem & { readonly rule: RuleHead })[];
}

/** Collects what the readers of one file find. */
export class Reading {
  readonly file: FileText;
  /** Whether the file is a piece of a larger text, in which lines may count that would not do so by themselves. */
  readonly isPiece: boolean;
  /** Whether it begins in the middle of what an earlier piece began. */
  readonly isContinued: boolean;
  readonly assignments: PlacedAssignment[] = [];
  readonly embedded: ProblemSource[] = [];
  /** Keys that a tool takes out of its file, which sets nothing. */
  readonly removals: PlacedText[] = [];
  readonly #ports = new Map<number, FoundPort & { readonly decidedBy?: PortCondition[] }>();
  readonly #places = new Set<number>();
  readonly #unread = new Map<number, UnreadPlace>();
  #units = 0;
  #lists = 0;
  #dependsOnMore = false;
  #isBroken = false;

  constructor(file: FileText, isPiece = false, isContinued = false) {
    this.file = file;
    this.isPiece = isPiece;
    this.isContinued = isContinued;
  }

  /** A number for assignments that reach the same parameters. */
  newUnit(): number {
    return ++this.#units;
  }

  /** The unit of a text that sets parameters as one: that of the file if it is all of it, else a new one. */
  unitOf(text: Region): number {
    return text.isFile ? fileUnit : this.newUnit();
  }

  /** How many numbers were taken. */
  get units(): number {
    return this.#units;
  }

  /** A number for a list that goes on in the pieces after this one, until the next begins. That of an earlier piece is 0. */
  newList(): number {
    return ++this.#lists;
  }

  /** How many lists were begun. */
  get lists(): number {
    return this.#lists;
  }

  /** How much was found. */
  get size(): number {
    return this.assignments.length + this.#ports.size;
  }

  /** Notes that a text would be read in another way with other lines around it, because it refers to other places. */
  noteDependence(): void {
    this.#dependsOnMore = true;
  }

  get dependsOnMore(): boolean {
    return this.#dependsOnMore;
  }

  /** Notes that a parser met with errors, so that what follows may be something else than it looks like. */
  noteBroken(): void {
    this.#isBroken = true;
  }

  get isBroken(): boolean {
    return this.#isBroken;
  }

  add(found: FoundAssignment, { when, unit, scopeOf, route }: Effect): void {
    const { meantKey, commentLine, isPresent = true, key: foundKey, value: foundValue, ...edits } = found;
    const writtenKey = withoutSubstitutions(foundKey);
    const value = withoutSubstitutions(foundValue);
    const known = knownPartOfKey(maskSubstitutions(meantKey ?? writtenKey.text).trim());
    const start = writtenKey.offset(0);
    // What an alias or a merge repeats is in the file only once.
    if (known === undefined || known === '' || this.#places.has(start)) return;
    this.#places.add(start);
    const key = normalizeSysctlKey(known);
    const isValueUnknown = isUnknown(value.text) || holdsPlaceholder(value.text);
    const isTemplate = known.includes('?') || isUnknown(writtenKey.text) || isValueUnknown;
    this.assignments.push(
      new PlacedAssignment({
        ...edits,
        key,
        writtenKey,
        value,
        scope: scopeOf(key.dotted),
        when,
        unit,
        route,
        isTemplate,
        isValueKnown: !isValueUnknown && isPresent,
        ...(commentLine !== null && { commentLine: commentLine ?? this.file.lineAt(start) }),
      }),
    );
  }

  /**
   * Notes the port at the end of a text, if there is one that is known. What an alias or a merge repeats is in the file only once;
   * a service listens on it if one of those that have it does.
   */
  addPort(text: Region, kind: FoundPort['kind'], scope: AssignmentScope, condition?: PortCondition): void {
    const found = portAtEnd(text.text);
    if (found === undefined) return;
    const span = text.span(found.span);
    const { start } = span;
    const known = this.#ports.get(start);
    const port = { ports: found.ports, kind, scope, range: this.file.range(span) };
    if (condition === undefined) this.#ports.set(start, port);
    else if (known === undefined) this.#ports.set(start, { ...port, decidedBy: [condition] });
    // One on which a service listens in any case stays so.
    else known.decidedBy?.push(condition);
  }

  /** What is only shown to readers runs no service. */
  forgetPorts(): void {
    this.#ports.clear();
  }

  /** In the order of the file. */
  get servicePorts(): readonly FoundPort[] {
    return [...this.#ports].sort(([a], [b]) => a - b).map(([, port]) => port);
  }

  /** Notes a key that a tool takes out of its file; none whose name is not known yet. */
  addRemoval(key: Region): void {
    const { text } = key;
    if (isUnknown(text) || text === '') return;
    this.removals.push({ text, range: this.file.range(key.span({ start: 0, end: text.length })) });
  }

  /** Notes a part that may set parameters and is not read to its end; once, however many readers try it. */
  leaveOut(part: Region, reason: UnreadPlace['reason']): void {
    const start = part.offset(0);
    this.#unread.set(start, { line: this.file.lineAt(start), reason });
  }

  get unread(): readonly UnreadPlace[] {
    return [...this.#unread.values()];
  }

  /** In the order of the file, whatever order they were found in. */
  sorted(): readonly PlacedAssignment[] {
    return this.assignments.sort((a, b) => a.start - b.start);
  }
}

/** Something else fills in `${…}`, in whatever language it stands. */
function withoutSubstitutions(region: Region): Region {
  return region.text.includes('${') ? region.masked(maskSubstitutions(region.text)) : region;
}

/** A span without the blanks at its ends. */
export function trimmedSpan(text: string, { start, end }: Span): Span {
  let from = start;
  let to = end;
  while (from < to && /\s/.test(text[from] ?? '')) from++;
  while (to > from && /\s/.test(text[to - 1] ?? '')) to--;
  return { start: from, end: to };
}
