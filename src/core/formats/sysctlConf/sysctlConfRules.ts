import type { SysctlConfRule } from './sysctlConfRule.ts';
import { blankAfterDash } from './rules/blankAfterDash.ts';
import { byteOrderMark } from './rules/byteOrderMark.ts';
import { commandInKey } from './rules/commandInKey.ts';
import { dashNotSilent } from './rules/dashNotSilent.ts';
import { dotFile } from './rules/dotFile.ts';
import { doubleEquals } from './rules/doubleEquals.ts';
import { duplicateKey } from './rules/duplicateKey.ts';
import { fileNameOrder } from './rules/fileNameOrder.ts';
import { globNeedsNewerTools } from './rules/globNeedsNewerTools.ts';
import { globWithoutEffect } from './rules/globWithoutEffect.ts';
import { inlineComment } from './rules/inlineComment.ts';
import { irregularSeparators } from './rules/irregularSeparators.ts';
import { lineContinuation } from './rules/lineContinuation.ts';
import { missingEquals } from './rules/missingEquals.ts';
import { missingKey } from './rules/missingKey.ts';
import { otherFilesNotRead } from './rules/otherFilesNotRead.ts';
import { overriddenByOtherFile } from './rules/overriddenByOtherFile.ts';
import { overriddenLine } from './rules/overriddenLine.ts';
import { sectionHeader } from './rules/sectionHeader.ts';
import { shadowedFile } from './rules/shadowedFile.ts';
import { slashComment } from './rules/slashComment.ts';
import { sysctlConfNotRead } from './rules/sysctlConfNotRead.ts';
import { sysctlConfOrder } from './rules/sysctlConfOrder.ts';
import { sysctlPInComment } from './rules/sysctlPInComment.ts';
import { templatePlaceholder } from './rules/templatePlaceholder.ts';
import { valueTooLong } from './rules/valueTooLong.ts';
import { wrongExtension } from './rules/wrongExtension.ts';

/** Rules that judge lines, names and the order of files, independent of what the values mean. */
export const sysctlConfRules: readonly SysctlConfRule[] = [
  missingEquals,
  missingKey,
  sectionHeader,
  templatePlaceholder,
  byteOrderMark,
  inlineComment,
  lineContinuation,
  doubleEquals,
  valueTooLong,
  slashComment,
  commandInKey,
  irregularSeparators,
  blankAfterDash,
  dashNotSilent,
  globNeedsNewerTools,
  globWithoutEffect,
  duplicateKey,
  overriddenLine,
  overriddenByOtherFile,
  otherFilesNotRead,
  sysctlConfOrder,
  sysctlConfNotRead,
  shadowedFile,
  wrongExtension,
  dotFile,
  fileNameOrder,
  sysctlPInComment,
];
