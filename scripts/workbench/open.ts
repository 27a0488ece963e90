import { join } from 'node:path';
import { step } from '../lib/progress.ts';
import { copySample } from '../lib/sample.ts';
import { vsixPath } from '../package/pack.ts';
import { freePort } from './freePort.ts';
import { installWorkbench, workbenchData } from './install.ts';
import { installExtension, startServer } from './server.ts';
import { calmSettings, writeUserSettings } from './settings.ts';

const dataFolder = join(workbenchData, 'start');

export async function prepareEmbedded(): Promise<void> {
  await installWorkbench();
  await writeUserSettings(dataFolder, { ...calmSettings, 'workbench.startupEditor': 'readme' });
}

/** Serves VS Code with the packed extension and the sample workspace until it is ended. */
export async function openEmbedded(wantedPort: number): Promise<void> {
  await step('Installing the extension', () => installExtension(dataFolder, vsixPath));
  const folder = await copySample();
  const port = await freePort(wantedPort);
  const server = await step('Starting VS Code', () => startServer({ dataFolder, port }));
  console.log(
    '\nVS Code is ready. Run “Sockets: Inspect TIME_WAIT” from the command palette (F1). Ctrl+C ends it.\n',
  );
  console.log(server.address(folder));
  const last = await server.died;
  throw new Error(`VS Code’s server ended:\n${last}`);
}
