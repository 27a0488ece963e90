import { window } from 'vscode';
import type { CommandTypes } from '../commandTypes.ts';
import type { Failures } from '../failures.ts';
import type { Guide } from '../guide.ts';

/** "Open Guide": opens the given section, otherwise one chosen from a list. */
export function openGuideCommand(guide: Guide, failures: Failures): CommandTypes['openGuide'] {
  const run = async (section?: string): Promise<void> => {
    try {
      if (section === undefined) await choose(guide);
      else await guide.open(section);
    } catch (error) {
      void failures.show(error, () => run(section));
    }
  };
  return run;
}

async function choose(guide: Guide): Promise<void> {
  const sections = guide.sections().then((all) => all.map((section) => ({ label: section.title, section })));
  const chosen = await window.showQuickPick(sections, {
    title: 'Socket Diagnostics guide',
    placeHolder: 'Select a section',
  });
  if (chosen !== undefined) await guide.show(chosen.section);
}
