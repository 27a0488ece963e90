import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import {
  commandIds,
  contextKeys,
  panelIds,
  settingIds,
  snapshotEditorId,
  submenuIds,
  viewIds,
} from '../../../src/extension/ids.ts';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string }[] };
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly { readonly contents: string; readonly when: string }[];
    readonly customEditors: readonly { readonly viewType: string }[];
    readonly walkthroughs: readonly {
      readonly steps: readonly { readonly media: { readonly image: string } }[];
    }[];
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly scope: string }>>;
    };
  };
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
}

const root = new URL('../../../', import.meta.url);
const manifestText = readFileSync(new URL('package.json', root), 'utf8');
const stringsText = readFileSync(new URL('package.nls.json', root), 'utf8');
const { activationEvents, contributes, capabilities } = JSON.parse(manifestText) as Manifest;
const strings = JSON.parse(stringsText) as Readonly<Record<string, string>>;

describe('ids', () => {
  it('are the commands of package.json, no more and no fewer', () => {
    same(
      Object.values(commandIds),
      contributes.commands.map(({ command }) => command),
    );
  });

  it('are the view containers and views of package.json', () => {
    same(Object.values(viewIds), [
      ...contributes.viewsContainers.activitybar.map(({ id }) => id),
      ...Object.values(contributes.views).flatMap((views) => views.map(({ id }) => id)),
    ]);
  });

  it('are the editor tabs that wake the extension when a window is loaded again', () => {
    same(
      Object.values(panelIds).map((id) => `onWebviewPanel:${id}`),
      activationEvents.filter((event) => event.startsWith('onWebviewPanel:')),
    );
  });

  it('are the custom editors of package.json', () => {
    same(
      [snapshotEditorId],
      contributes.customEditors.map(({ viewType }) => viewType),
    );
  });

  it('are the settings of package.json', () => {
    same(Object.values(settingIds), Object.keys(contributes.configuration.properties));
  });

  it('are the context keys that package.json asks for', () => {
    const conditions = [
      ...contributes.viewsWelcome.map(({ when }) => when),
      ...Object.values(contributes.menus).flatMap((items) => items.map(({ when }) => when ?? '')),
    ];
    const others = new Set<string>([...Object.values(viewIds), ...Object.values(panelIds), snapshotEditorId]);
    // VS Code itself has a context key `config.…` for each setting.
    const named = conditions.flatMap((when) => when.match(/(?<!config\.)socketDiagnostics\.\w+/g) ?? []);
    same(Object.values(contextKeys), [...new Set(named.filter((id) => !others.has(id)))]);
  });

  it('are the only ids of ours that menus and links of package.json name', () => {
    const known = new Set<string>(
      [commandIds, viewIds, panelIds, settingIds, submenuIds, contextKeys].flatMap(Object.values),
    );
    known.add(snapshotEditorId);
    // VS Code has a command for each view.
    for (const view of Object.values(viewIds)) known.add(`${view}.focus`);
    const named = `${manifestText}${stringsText}`.match(/socketDiagnostics(\.\w+)+/g) ?? [];
    assert.deepEqual(
      named.filter((id) => !known.has(id)),
      [],
    );
  });
});

describe('package.nls.json', () => {
  it('has every string that package.json uses, and no other', () => {
    const used = [...manifestText.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key ?? '');
    same(Object.keys(strings), [...new Set(used)]);
  });
});

describe('the walkthrough', () => {
  it('has a picture for every step', () => {
    const pictures = contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.image));
    assert.ok(pictures.length > 0);
    assert.deepEqual(
      pictures.filter((picture) => !existsSync(new URL(picture, root))),
      [],
    );
  });
});

describe('untrusted workspaces', () => {
  it('cannot set what decides which program runs', () => {
    const machine = Object.entries(contributes.configuration.properties).filter(
      ([, { scope }]) => scope === 'machine',
    );
    same(
      capabilities.untrustedWorkspaces.restrictedConfigurations,
      machine.map(([id]) => id),
    );
  });
});

function same(actual: readonly string[], expected: readonly string[]): void {
  assert.deepEqual([...actual].sort(), [...expected].sort());
}
