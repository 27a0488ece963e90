import type { Assignment } from '../assignment.ts';
import { rangeKey, reservedKey } from '../ports/portSetting.ts';
import type { PlacedAssignment } from '../placedAssignment.ts';
import type { Reading } from '../reading.ts';
import { lineBreaks } from '../text/lines.ts';

/** A part of a text that was read by itself. It does not know where in the text it stands, so that it can be kept when it moves. */
export class Piece {
  readonly text: string;
  /** Lines before it that belong to how it is read, such as the key above an item; they set nothing. */
  readonly context: string;
  readonly reading: Reading;
  /** Whether the whole text says of these lines what was read here. */
  readonly isAlone: boolean;
  readonly lineBreaks: number;
  readonly firstLine: string;
  /** In the order of the text. */
  readonly assignments: readonly PlacedAssignment[];
  /** Of units that are nowhere else in the text: what they set is judged without the other pieces. */
  readonly own: readonly PlacedAssignment[];
  /** Of units that go on in other pieces. */
  readonly shared: readonly PlacedAssignment[];
  /** Whether there is anything to judge without the other pieces. */
  readonly hasOwn: boolean;
  /** Whether other files of the repository may say more of what it sets. */
  readonly needsRepository: boolean;
  /** Whether services of other files decide where something of it acts, or on which ports it listens. */
  readonly dependsOnServices: boolean;
  readonly hasPortSetting: boolean;
  readonly #contextLines: number;

  constructor({ text, context }: Pick<Piece, 'text' | 'context'>, reading: Reading, isAlone: boolean) {
    this.text = text;
    this.context = context;
    this.reading = reading;
    this.isAlone = isAlone;
    this.lineBreaks = lineBreaks(text);
    this.#contextLines = lineBreaks(context);
    const end = text.indexOf('\n');
    this.firstLine = end < 0 ? text : text.slice(0, end + 1);
    this.assignments = reading.sorted();
    this.own = this.assignments.filter(isOwn);
    this.shared = this.assignments.filter((it) => !isOwn(it));
    const { embedded, removals, servicePorts } = reading;
    this.hasOwn = this.own.length + embedded.length + removals.length + servicePorts.length > 0;
    this.dependsOnServices =
      servicePorts.some(({ decidedBy }) => decidedBy !== undefined) ||
      this.assignments.some(({ route }) => route?.kind === 'serviceCommand');
    this.needsRepository =
      this.dependsOnServices ||
      servicePorts.length > 0 ||
      this.assignments.some(
        ({ route }) => route?.kind === 'pod' || (route?.kind === 'container' && route.service !== undefined),
      );
    this.hasPortSetting = this.assignments.some(({ key: { dotted } }) => portKeys.has(dotted));
  }

  /** How many lines what was read is moved by if the piece begins at a line of the text. */
  shiftAt(line: number): number {
    return line - this.#contextLines;
  }
}

const portKeys: ReadonlySet<string> = new Set([rangeKey, reservedKey]);

/** Numbers that readers take for a new unit begin at 1. */
function isOwn({ unit }: Assignment): boolean {
  return unit > 0;
}
