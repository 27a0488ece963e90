import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import {
  commandIds,
  contextKeys,
  panelIds,
  settingIds,
  snapshotEditorId,
  submenuIds,
  sysctlLanguageId,
  viewIds,
} from '../../../src/extension/ids.ts';

interface Manifest {
  readonly activationEvents: readonly string[];
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when?: string }[]>>;
    readonly viewsContainers: { readonly activitybar: readonly { readonly id: string }[] };
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly viewsWelcome: readonly {
      readonly view: string;
      readonly contents: string;
      readonly when: string;
    }[];
    readonly customEditors: readonly {
      readonly viewType: string;
      readonly selector: readonly { readonly filenamePattern: string }[];
    }[];
    readonly jsonValidation: readonly { readonly fileMatch: string; readonly url: string }[];
    readonly walkthroughs: readonly {
      readonly featuredFor: readonly string[];
      readonly steps: readonly {
        readonly id: string;
        readonly media: { readonly image: Readonly<Record<string, string>> };
        readonly completionEvents: readonly string[];
      }[];
    }[];
    readonly languageModelTools: readonly { readonly when: string }[];
    readonly configuration: readonly {
      readonly title: string;
      readonly order: number;
      readonly properties: Readonly<Record<string, { readonly scope: string; readonly order: number }>>;
    }[];
  };
  readonly capabilities: {
    readonly untrustedWorkspaces: { readonly restrictedConfigurations: readonly string[] };
  };
}

const root = new URL('../../../', import.meta.url);
const manifestText = readFileSync(new URL('package.json', root), 'utf8');
const { activationEvents, contributes, capabilities } = JSON.parse(manifestText) as Manifest;
const properties = Object.assign(
  {},
  ...contributes.configuration.map((section) => section.properties),
) as Readonly<Record<string, { readonly scope: string; readonly order: number }>>;

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
    same(Object.values(settingIds), Object.keys(properties));
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
    const named = manifestText.match(/socketDiagnostics(\.\w+)+/g) ?? [];
    assert.deepEqual(
      named.filter((id) => !known.has(id)),
      [],
    );
  });
});

describe('snapshots', () => {
  it('are checked as JSON wherever they are opened as snapshots, by a schema that is there', () => {
    same(
      contributes.jsonValidation.map(({ fileMatch }) => fileMatch),
      contributes.customEditors.flatMap(({ selector }) =>
        selector.map(({ filenamePattern }) => filenamePattern),
      ),
    );
    for (const { url } of contributes.jsonValidation) assert.ok(existsSync(new URL(url, root)), url);
  });
});

describe('the texts of package.json', () => {
  it('stand there: none is the key of a table that is no longer there', () => {
    assert.deepEqual(manifestText.match(/"%[\w.]+%"/g) ?? [], []);
  });
});

describe('the walkthrough', () => {
  const [walkthrough, ...more] = contributes.walkthroughs;
  const steps = walkthrough?.steps ?? [];

  it('has a picture for every step and every kind of theme', () => {
    const pictures = steps.flatMap(({ media }) => Object.values(media.image));
    assert.deepEqual(more, []);
    assert.deepEqual(
      steps.map(({ media }) => Object.keys(media.image)),
      steps.map(() => ['light', 'dark', 'hc', 'hcLight']),
    );
    assert.deepEqual(
      pictures.filter((picture) => !existsSync(new URL(picture, root))),
      [],
    );
  });

  it('is offered where there are sysctl files, and each step ends with what it is about', () => {
    assert.deepEqual(walkthrough?.featuredFor, ['**/sysctl.conf', '**/sysctl.d/*.conf']);
    const ends = Object.fromEntries(steps.map(({ id, completionEvents }) => [id, completionEvents[0]]));
    assert.deepEqual(ends, {
      inspect: `onCommand:${commandIds.inspect}`,
      sockets: `onView:${viewIds.sockets}`,
      causes: `onCommand:${commandIds.findingFile}`,
      hosts: `onView:${viewIds.hosts}`,
      sysctl: `onContext:editorLangId == ${sysctlLanguageId}`,
      guide: `onCommand:${commandIds.openGuide}`,
    });
  });
});

describe('menus and welcome texts', () => {
  const whenOf = (menu: string, command: string, part = ''): readonly (string | undefined)[] =>
    (contributes.menus[menu] ?? [])
      .filter((item) => item.command === command && (item.when ?? '').includes(part))
      .map(({ when }) => when);

  it('offer nothing about hosts before the workspace is trusted, neither to people nor to agents', () => {
    const { addSshHost, inspectAll, refreshHosts, addPrometheus, openFleet } = commandIds;
    for (const command of [addSshHost, inspectAll, refreshHosts, addPrometheus, openFleet])
      assert.match(whenOf('commandPalette', command)[0] ?? '', /^isWorkspaceTrusted && /);
    for (const when of whenOf('explorer/context', commandIds.openSnapshot))
      assert.match(when ?? '', /^isWorkspaceTrusted && /);
    for (const { when } of contributes.languageModelTools) assert.match(when, /^isWorkspaceTrusted && /);
  });

  it('offer no refresh of a snapshot', () => {
    for (const view of [viewIds.sockets, viewIds.findings])
      assert.deepEqual(whenOf('view/title', commandIds.refresh, `view == ${view}`), [
        `view == ${view} && !${contextKeys.isSnapshot} && !${contextKeys.inBrowser}`,
      ]);
  });

  it('say in both views why there is nothing to see', () => {
    const said = (view: string): readonly string[] =>
      contributes.viewsWelcome
        .filter((text) => text.view === view)
        .flatMap(({ when }) => /viewState == (\w+)/.exec(when)?.[1] ?? [])
        .filter((state) => state !== 'empty' && state !== 'noMatch');
    same(said(viewIds.findings), said(viewIds.sockets));
    for (const state of ['notLinux', 'denied', 'unreadable'])
      assert.ok(said(viewIds.findings).includes(state), state);
  });
});

describe('the settings', () => {
  it('stand in ordered sections', () => {
    assert.deepEqual(
      contributes.configuration.map(({ order }) => order),
      contributes.configuration.map((_, index) => index + 1),
    );
    for (const section of contributes.configuration)
      assert.deepEqual(
        Object.values(section.properties).map(({ order }) => order),
        Object.keys(section.properties).map((_, index) => index + 1),
      );
  });

  it('of the language can differ between folders', () => {
    const {
      causes,
      profile,
      kubernetesVersion,
      targetKernel,
      containers,
      rules,
      alignEquals,
      runningValues,
    } = settingIds;
    same(
      Object.keys(properties).filter((id) => properties[id]?.scope === 'resource'),
      [causes, profile, kubernetesVersion, targetKernel, containers, rules, alignEquals, runningValues],
    );
  });
});

describe('untrusted workspaces', () => {
  it('cannot set what decides which program runs', () => {
    const machine = Object.entries(properties).filter(([, { scope }]) => scope === 'machine');
    same(
      capabilities.untrustedWorkspaces.restrictedConfigurations,
      machine.map(([id]) => id),
    );
  });
});

function same(actual: readonly string[], expected: readonly string[]): void {
  assert.deepEqual([...actual].sort(), [...expected].sort());
}
