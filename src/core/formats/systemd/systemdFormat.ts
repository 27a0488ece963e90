import { systemdSettings } from '../ini/iniCutter.ts';
import { iniLines } from '../ini/iniLines.ts';
import { maskTemplates } from '../masks.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { effect } from '../reading.ts';
import { readShell } from '../shell/readShell.ts';

/**
 * `Exec…=` of a unit, and the ports of a socket unit. There is no shell: arguments are split at blanks outside of quotes, and `>` redirects nothing
 * (systemd.service(5)).
 */
export const readUnit: Reader = (reading, region) => {
  for (const { section, name, valueSpan } of iniLines(region.text, { continues: true })) {
    if (section === 'Socket' && name === 'ListenStream')
      reading.addPort(region.part(valueSpan), 'socket-unit', 'host');
    if (!/^Exec(?:Start|Reload|Stop)(?:Pre|Post)?$|^ExecCondition$/.test(name)) continue;
    const prefix = /^[-@:+!|]*/.exec(region.text.slice(valueSpan.start, valueSpan.end))?.[0].length ?? 0;
    const command = region.part({ start: valueSpan.start + prefix, end: valueSpan.end });
    // Not in the unit as a whole, whose settings are read one by one while somebody types.
    const known = command.masked(maskTemplates(command.text));
    readShell(reading, known, effect('host', 'boot'), { isArguments: true });
  }
};

export const systemdFormat = placedFormat({
  id: 'systemd',
  recognises: (text, path) =>
    (path === undefined ||
      /\.(?:service|socket|mount|timer|path|target|slice|scope)(?:\.in|\.j2)?$|\.d\/[^/]+\.conf$/.test(
        path,
      )) &&
    /^\[(?:Unit|Service|Socket|Install)\]/m.test(text) &&
    /^[ \t]*(?:Exec|ListenStream)/m.test(text),
  read: readUnit,
  cutter: systemdSettings,
  comments: hashComments,
});
