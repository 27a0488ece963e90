import { readFile } from 'node:fs/promises';
import { inRepository } from './paths.ts';

export interface Setting {
  readonly type?: string | readonly string[];
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly description?: string;
  readonly markdownDescription?: string;
  readonly scope?: string;
}

interface Section {
  readonly properties?: Readonly<Record<string, Setting>>;
}

export interface Command {
  readonly command: string;
  readonly title: string;
  readonly category?: string;
}

/** The parts of package.json that the README repeats. */
export interface Manifest {
  readonly settings: Readonly<Record<string, Setting>>;
  readonly commands: readonly Command[];
  /** Commands that the palette never shows. */
  readonly hidden: ReadonlySet<string>;
}

interface PackageJson {
  readonly contributes?: {
    readonly configuration?: Section | readonly Section[];
    readonly commands?: readonly Command[];
    readonly menus?: {
      readonly commandPalette?: readonly { readonly command: string; readonly when?: string }[];
    };
  };
}

export async function readManifest(): Promise<Manifest> {
  const text = await readFile(inRepository('package.json'), 'utf8');
  const { contributes = {} } = JSON.parse(text) as PackageJson;
  const { configuration = [], commands = [], menus } = contributes;
  const sections = [configuration].flat() as readonly Section[];
  return {
    settings: Object.assign(
      {},
      ...sections.map(({ properties }) => properties ?? {}),
    ) as Manifest['settings'],
    commands,
    hidden: new Set(
      (menus?.commandPalette ?? []).filter(({ when }) => when === 'false').map(({ command }) => command),
    ),
  };
}
