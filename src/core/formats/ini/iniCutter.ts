import { maskTemplatesInLines } from '../masks.ts';
import { dependsOnNothing, type Cutter } from '../pieces/cutText.ts';
import { nextLine } from '../text/lines.ts';

/** Before each line of a file with sections that goes on with no other one; above it is the header of its section. */
function settings(joinsLines: boolean): Cutter {
  return {
    next: (text, from, context) => {
      let end = nextLine(text, from);
      while (joinsLines && /\\\r?\n$/.test(text.slice(Math.max(from, end - 3), end)) && end < text.length)
        end = nextLine(text, end);
      const section = /^\s*\[([^\]]*)\]\s*$/.exec(text.slice(from, end))?.[1];
      return { end, context: section === undefined ? context : `[${section}]\n` };
    },
  };
}

/** Of systemd: a backslash before the line end joins lines. */
export const systemdSettings: Cutter = settings(true);

/** Where a template engine may write parts, and where settings may bear on those of other lines. */
const inTemplates = { masked: maskTemplatesInLines, isAlone: dependsOnNothing };
export const systemdTemplateSettings: Cutter = { ...systemdSettings, ...inTemplates };
export const iniTemplateSettings: Cutter = { ...settings(false), ...inTemplates };
