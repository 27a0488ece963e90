import type { SysctlDocument } from '../../parse/sysctlLine.ts';
import type { Surroundings } from '../fileFormat.ts';
import type { AssignmentContext, FormatRule } from '../formatRule.ts';
import type { JudgedAssignment } from '../judgedAssignment.ts';
import type { LinesToJudge } from './linesToJudge.ts';
import type { SysctlConfAssignment } from './sysctlConfAssignment.ts';

export type JudgedLine = JudgedAssignment<SysctlConfAssignment>;

/** The input of a rule about sysctl.conf: lines and files, not the meaning of values. */
export interface SysctlConfContext extends AssignmentContext, Surroundings, LinesToJudge {
  /** The whole, for edits. */
  readonly document: SysctlDocument;
  /** Those on the lines to judge. */
  readonly assignments: readonly JudgedLine[];
}

export type SysctlConfRule = FormatRule<SysctlConfContext>;
