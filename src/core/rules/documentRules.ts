import type { DocumentRule } from './documentRule.ts';
import { blankAfterDash } from './document/blankAfterDash.ts';
import { byteOrderMark } from './document/byteOrderMark.ts';
import { commandInKey } from './document/commandInKey.ts';
import { dashNotSilent } from './document/dashNotSilent.ts';
import { dotFile } from './document/dotFile.ts';
import { dottedInterfaceName } from './document/dottedInterfaceName.ts';
import { doubleEquals } from './document/doubleEquals.ts';
import { duplicateKey } from './document/duplicateKey.ts';
import { emptyValue } from './document/emptyValue.ts';
import { extraFields } from './document/extraFields.ts';
import { fileNameOrder } from './document/fileNameOrder.ts';
import { globNeedsNewerTools } from './document/globNeedsNewerTools.ts';
import { globWithoutEffect } from './document/globWithoutEffect.ts';
import { inlineComment } from './document/inlineComment.ts';
import { invalidPortList } from './document/invalidPortList.ts';
import { irregularSeparators } from './document/irregularSeparators.ts';
import { lineContinuation } from './document/lineContinuation.ts';
import { missingEquals } from './document/missingEquals.ts';
import { missingFields } from './document/missingFields.ts';
import { missingKey } from './document/missingKey.ts';
import { mixedSeparators } from './document/mixedSeparators.ts';
import { notAnInteger } from './document/notAnInteger.ts';
import { octalOrHexValue } from './document/octalOrHexValue.ts';
import { overriddenByOtherFile } from './document/overriddenByOtherFile.ts';
import { overriddenLine } from './document/overriddenLine.ts';
import { quotedValue } from './document/quotedValue.ts';
import { sectionHeader } from './document/sectionHeader.ts';
import { shadowedFile } from './document/shadowedFile.ts';
import { slashComment } from './document/slashComment.ts';
import { sysctlConfNotRead } from './document/sysctlConfNotRead.ts';
import { sysctlConfOrder } from './document/sysctlConfOrder.ts';
import { sysctlPInComment } from './document/sysctlPInComment.ts';
import { templatePlaceholder } from './document/templatePlaceholder.ts';
import { upperCaseKey } from './document/upperCaseKey.ts';
import { valueTooLong } from './document/valueTooLong.ts';
import { wrongExtension } from './document/wrongExtension.ts';

/** Rules that judge lines, names and the order of files, independent of what the values mean. */
export const documentRules: readonly DocumentRule[] = [
  missingEquals,
  missingKey,
  sectionHeader,
  templatePlaceholder,
  byteOrderMark,
  inlineComment,
  lineContinuation,
  quotedValue,
  emptyValue,
  doubleEquals,
  notAnInteger,
  octalOrHexValue,
  extraFields,
  missingFields,
  invalidPortList,
  valueTooLong,
  slashComment,
  commandInKey,
  upperCaseKey,
  mixedSeparators,
  dottedInterfaceName,
  irregularSeparators,
  blankAfterDash,
  dashNotSilent,
  globNeedsNewerTools,
  globWithoutEffect,
  duplicateKey,
  overriddenLine,
  overriddenByOtherFile,
  sysctlConfOrder,
  sysctlConfNotRead,
  shadowedFile,
  wrongExtension,
  dotFile,
  fileNameOrder,
  sysctlPInComment,
];
