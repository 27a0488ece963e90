import { access } from 'node:fs/promises';
import type { HostConfiguration } from '../core/collect/host.ts';
import { readConfigFiles } from './configFiles.ts';

/** The sysctl files of this machine, and the tool that applies them: systemd if it is the init system (sd_booted(3)). */
export async function readHostConfiguration(): Promise<HostConfiguration> {
  const [files, hasSystemd] = await Promise.all([
    readConfigFiles({ root: '' }),
    access('/run/systemd/system').then(
      () => true,
      () => false,
    ),
  ]);
  return { files, tool: hasSystemd ? 'systemd-sysctl' : 'procps', isHere: true };
}
