import type { AssignmentScope } from '../../model/inventoryEntry.ts';
import { readBottlerocket } from '../bottlerocket/bottlerocketFormat.ts';
import { effect, notCompared, type Reading } from '../reading.ts';
import type { Region } from '../region.ts';
import { readShell } from '../shell/readShell.ts';
import { readCloudConfig } from './readCloudConfig.ts';

/** Text that a machine gets at its first boot: cloud-config, a script, TOML of Bottlerocket, or several of them in MIME. */
export function readUserData(reading: Reading, region: Region | undefined, scope: AssignmentScope): void {
  if (region === undefined) return;
  const { text } = region;
  const boundary = /boundary="?([^"\n;]+)"?/i.exec(text)?.[1];
  if (boundary !== undefined && /^content-type:\s*multipart/im.test(text)) {
    let at = 0;
    for (const part of text.split(`--${boundary.trim()}`)) {
      const body = part.search(/\n\r?\n/);
      if (body >= 0)
        readUserData(reading, region.part({ start: at + body + 1, end: at + part.length }), scope);
      at += part.length + boundary.trim().length + 2;
    }
  } else if (/^[ \t]*#cloud-config\b/m.test(text)) readCloudConfig(reading, region, scope);
  else if (/^[ \t]*\[\s*settings\b/m.test(text)) readBottlerocket(reading, region, undefined);
  else readShell(reading, region, effect(scope, 'boot', notCompared));
}
