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
export async function writeUserSettings(dataFolder: string, settings: Settings): Promise<void> {
  const path = userSettingsPath(dataFolder);
  const present = JSON.parse(await readFile(path, 'utf8').catch(() => '{}')) as Settings;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify({ ...present, ...settings }, null, 2)}\n`);
}
