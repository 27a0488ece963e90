import type { AssignmentLine, SysctlDocument } from '../../parse/sysctlLine.ts';
import { baseName } from '../../model/pathText.ts';
import { normalizeSysctlKey } from '../../parse/sysctlKey.ts';
import { parseSysctlConf } from '../../parse/sysctlConf.ts';
import { fileSetOf } from '../../rules/fileSet.ts';
import type { TextEdit, TextPosition } from '../../model/textRange.ts';
import { commentOut, insertLine, rangeOf } from '../../rules/textEdit.ts';
import type { FileFormat, FormatDocument, PlacedKey, Surroundings } from '../fileFormat.ts';
import { judgeAssignments } from '../judgedAssignment.ts';
import { completionAt } from './completionAt.ts';
import { foldingRanges } from './foldingRanges.ts';
import { formatLines } from './formatLines.ts';
import { outline } from './outline.ts';
import { SysctlConfAssignment } from './sysctlConfAssignment.ts';
import { sysctlConfRules } from './sysctlConfRules.ts';

/** sysctl.conf(5) and sysctl.d(5): one parameter per line. */
export const sysctlConfFormat: FileFormat = {
  id: 'sysctl.conf',
  recognises: (_text, path) => path !== undefined && sysctlPath.test(path),
  read: (text) => sysctlConfDocument(parseSysctlConf(text), text),
  rules: sysctlConfRules,
};

/** Files of the drop-in directories, wherever a repository keeps them, and others that are named after sysctl. */
const sysctlPath = /(?:^|\/)(?:sysctl\.d\/[^/]+|[^/]*sysctl[^/]*)\.conf$/;

function sysctlConfDocument(document: SysctlDocument, text: string): FormatDocument {
  const assignments = document.lines
    .filter((line): line is AssignmentLine => line.kind === 'assignment')
    .map((line) => new SysctlConfAssignment(document, line));
  const insertComment = (before: number, comment: string): TextEdit => insertLine(document, before, comment);
  return {
    format: sysctlConfFormat,
    text,
    lines: document.lines,
    assignments,
    servicePorts: [],
    unread: [],
    problems: (surroundings: Surroundings) => {
      const context = {
        document,
        assignments: judgeAssignments(assignments),
        insertComment,
        ...surroundings,
      };
      return sysctlConfRules.flatMap((rule) => rule.check(context).map((problem) => ({ ...problem, rule })));
    },
    commentOn: (index) => {
      const line = document.lines[index];
      return line?.kind === 'comment' ? line.comment.text : undefined;
    },
    insertComment,
    commentOut: (index) =>
      document.lines[index]?.kind === 'assignment' ? commentOut(document, index) : undefined,
    keyAt: (position) => keyAt(document, position),
    completionAt: (position) => completionAt(document, position),
    outline: () => outline(document),
    foldingRanges: () => foldingRanges(document),
    tidy: (options, range) => formatLines(document, options, range),
    fileSet: ({ files, isHost }, path) => fileSetOf(files, isHost, { path, document, text }),
    dropInName: (path) => {
      const name = path === undefined ? '' : baseName(path);
      return /^\d\d-[\w.-]+\.conf$/.test(name) ? name : '90-local.conf';
    },
  };
}

function keyAt(document: SysctlDocument, { line: index, column }: TextPosition): PlacedKey | undefined {
  const line = document.lines[index];
  if (line?.kind !== 'assignment' && line?.kind !== 'exclusion') return undefined;
  const end = line.kind === 'assignment' ? Math.max(line.value.end, line.separator.end) : line.key.end;
  if (column < line.key.start || column > end) return undefined;
  return { key: normalizeSysctlKey(line.key.text), range: rangeOf(index, line.key), scope: 'host' };
}
