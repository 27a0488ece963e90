import { window } from 'vscode';
import { plainLabel } from '../../core/model/plainText.ts';
import { dateAndTime } from '../../core/protocol/viewModels.ts';
import type { ParameterChanger } from '../changes/parameterChanger.ts';
import { shown } from '../changes/parameterQuestion.ts';
import type { ParameterRecord, ParameterRecords } from '../changes/parameterRecords.ts';
import { showSwitchedOff } from '../changes/refusal.ts';
import type { CommandTypes } from '../commandTypes.ts';
import type { Failures } from '../failures.ts';

/** "Undo Parameter Changes…": undoes a change made by the extension, also in an earlier window. Returns whether it was undone. */
export function undoParametersCommand(
  changer: ParameterChanger,
  records: ParameterRecords,
  isAllowed: () => boolean,
  failures: Failures,
): CommandTypes['undoParameters'] {
  const run = async (): Promise<boolean> => {
    if (!isAllowed()) {
      void showSwitchedOff();
      return false;
    }
    if (records.all.length === 0) {
      void window.showInformationMessage('There are no kernel parameter changes to undo.');
      return false;
    }
    const chosen = await window.showQuickPick(records.all.map(item), {
      title: 'Undo parameter changes',
      placeHolder: 'Select the parameter to restore to its old value',
      matchOnDescription: true,
      matchOnDetail: true,
    });
    if (chosen === undefined) return false;
    try {
      return await changer.undo(chosen.record);
    } catch (error) {
      void failures.show(error, run);
      return false;
    }
  };
  return run;
}

function item(record: ParameterRecord) {
  const { key, before, after, label, at } = record;
  return {
    label: key,
    description: `${shown(after)} → ${shown(before)}`,
    detail: `${plainLabel(label)}, changed ${dateAndTime(at)}`,
    record,
  };
}
