import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export type Settings = Readonly<Record<string, unknown>>;

/** Nothing that asks, greets or calls home. */
export const calmSettings: Settings = {
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'workbench.enableExperiments': false,
  'workbench.tips.enabled': false,
  'git.openRepositoryInParentFolders': 'never',
};

/** The workbench reads the user's settings from the server's data folder, and sees when they change. */
export function userSettingsPath(dataFolder: string): string {
  return join(dataFolder, 'data/User/settings.json');
}

/** Adds settings to the user's; the ones that are there already are kept unless given here. */
export function writeUserSettings(dataFolder: string, settings: Settings): Promise<void> {
  return addSettings(userSettingsPath(dataFolder), settings);
}

/** The same for settings of scope `machine`: the server reads them from its own folder. */
export function writeMachineSettings(dataFolder: string, settings: Settings): Promise<void> {
  return addSettings(join(dataFolder, 'data/Machine/settings.json'), settings);
}

async function addSettings(path: string, settings: Settings): Promise<void> {
  const present = JSON.parse(await readFile(path, 'utf8').catch(() => '{}')) as Settings;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify({ ...present, ...settings }, null, 2)}\n`);
}
