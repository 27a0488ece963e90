import type { SysctlDocument } from '../../parse/sysctlLine.ts';
import type { Surroundings } from '../fileFormat.ts';
import type { AssignmentContext, FormatRule } from '../formatRule.ts';
import type { JudgedAssignment } from '../judgedAssignment.ts';
import type { SysctlConfAssignment } from './sysctlConfAssignment.ts';

export type JudgedLine = JudgedAssignment<SysctlConfAssignment>;

/** What a rule about sysctl.conf may look at: lines and files, not what the values mean. */
export interface SysctlConfContext extends AssignmentContext, Surroundings {
  readonly document: SysctlDocument;
  readonly assignments: readonly JudgedLine[];
}

export type SysctlConfRule = FormatRule<SysctlConfContext>;
