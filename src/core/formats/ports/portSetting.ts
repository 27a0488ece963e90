import type { Assignment } from '../assignment.ts';

export const rangeKey = 'net.ipv4.ip_local_port_range';
export const reservedKey = 'net.ipv4.ip_local_reserved_ports';

/** A line that says which ports outgoing connections may take. */
export interface PortSetting {
  /** Absent for the document that is judged. */
  readonly file?: string;
  /** The text of `file` to which the edits of the assignment belong. */
  readonly text?: string;
  readonly assignment: Assignment;
}

/** The lines of a file that do, without those that act nowhere or are not known yet. */
export function portSettings(
  assignments: readonly Assignment[],
  from: Pick<PortSetting, 'file' | 'text'> = {},
): readonly PortSetting[] {
  return assignments
    .filter(
      ({ key, when, isTemplate, isValueKnown }) =>
        (key.dotted === rangeKey || key.dotted === reservedKey) &&
        when !== 'build' &&
        !isTemplate &&
        isValueKnown,
    )
    .map((assignment) => ({ assignment, ...from }));
}
