import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../../support/paths.ts';

/** Folders that the scripts make and git ignores. */
const made = /^(?:build|dist|\.workbench|\.kernels|node_modules)(?:\/|$)/;

function read(path: string): string {
  return readFileSync(join(repository, path), 'utf8');
}

/** Relative targets of links, and paths in code spans. */
function pathsIn(text: string): string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gmu, '');
  const links = Array.from(prose.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/gu), (match) => match[1] ?? '');
  const spans = Array.from(
    prose.matchAll(/`((?:src|test|scripts|media|docs|sample|\.vscode)\/[^`\s*<]*)`/gu),
    (match) => match[1] ?? '',
  );
  return [...links, ...spans];
}

interface Recipe {
  readonly title: string;
  readonly steps: number;
  readonly paths: readonly string[];
}

function recipes(): Recipe[] {
  const chapter =
    read('CONTRIBUTING.md')
      .split(/^## To add X, touch Y$/mu)[1]
      ?.split(/^## /mu)[0] ?? '';
  return chapter
    .split(/^### /mu)
    .slice(1)
    .map((text) => ({
      title: text.split('\n')[0] ?? '',
      steps: (text.match(/^\d+\. /gmu) ?? []).length,
      paths: pathsIn(text),
    }));
}

describe('the maps', () => {
  for (const file of ['ARCHITECTURE.md', 'CONTRIBUTING.md']) {
    it(`of ${file} name only paths that exist`, () => {
      const paths = pathsIn(read(file)).filter((path) => !made.test(path));
      assert.ok(paths.length > 20);
      assert.deepEqual(
        paths.filter((path) => !existsSync(join(repository, path))),
        [],
      );
    });
  }

  it('name three files to open first in every folder, all of them in that folder', () => {
    const rows = read('ARCHITECTURE.md').match(/^\| `src\/[^\n]*$/gmu) ?? [];
    assert.ok(rows.length >= 15);
    for (const row of rows) {
      const [folder = ''] = /src\/[\w/]+/.exec(row) ?? [];
      const files = Array.from(row.matchAll(/\]\(([^)]+)\)/gu), (match) => match[1] ?? '');
      assert.equal(files.length, 3, folder);
      for (const file of files) assert.ok(file.startsWith(`${folder}/`), file);
    }
  });

  it('name every folder that has rules about its imports', () => {
    const map = read('ARCHITECTURE.md');
    const rooms = read('.dependency-cruiser.cjs').split('const arrows = {')[1]?.split('};')[0] ?? '';
    const names = Array.from(rooms.matchAll(/^ {2}'?([\w/]+)'?:/gmu), (match) => match[1] ?? '');
    assert.ok(names.length >= 15);
    assert.deepEqual(
      names.filter((name) => !map.includes(`\`src/${name}\``)),
      [],
    );
  });
});

describe('the recipes of CONTRIBUTING.md', () => {
  it('are there for each usual change, with file names and at most ten steps', () => {
    assert.deepEqual(
      recipes().map(({ title }) => title),
      [
        'A live rule',
        'A rule about a parameter',
        'A kernel parameter',
        'A column of the socket table',
        'A figure of a group',
        'A collector',
        'A command',
        'A metric',
        'A setting',
        'A file format',
        'A cause in the workspace',
        'A JSON format',
        'A section of the guide',
      ],
    );
    for (const { title, steps, paths } of recipes()) {
      assert.ok(steps > 0 && steps <= 10, title);
      assert.ok(paths.length >= 3, title);
    }
  });
});

interface Configuration {
  readonly name: string;
  readonly preLaunchTask?: string;
}
interface Task {
  readonly label: string;
  readonly type: string;
  readonly command?: string;
  readonly script?: string;
  readonly dependsOn?: string;
}

function json(path: string): unknown {
  return JSON.parse(read(path));
}

describe('.vscode', () => {
  const launch = json('.vscode/launch.json') as { readonly configurations: readonly Configuration[] };
  const { tasks } = json('.vscode/tasks.json') as { readonly tasks: readonly Task[] };
  const { scripts, main } = json('package.json') as {
    readonly scripts: Readonly<Record<string, string>>;
    readonly main: string;
  };
  const texts = [read('.vscode/launch.json'), read('.vscode/tasks.json')].join('\n');
  const paths = Array.from(texts.matchAll(/\$\{workspaceFolder\}\/([^"\s]+)/gu), (match) => match[1] ?? '');

  it('names only paths that exist, or that the build makes', () => {
    assert.ok(paths.length >= 5);
    for (const path of paths) {
      const isMade = /^(?:dist|node_modules)\//.test(path);
      assert.ok(isMade || existsSync(join(repository, path)), path);
    }
  });

  it('takes packages from node_modules that package.json asks for', () => {
    const { devDependencies } = json('package.json') as { readonly devDependencies: Record<string, string> };
    for (const path of paths.filter((each) => each.startsWith('node_modules/'))) {
      const [, name = '', program = ''] = path.split('/');
      assert.ok((name === '.bin' ? program : name) in devDependencies, path);
    }
  });

  it('debugs the bundles that package.json starts', () => {
    const folders = paths.filter((path) => path.startsWith('dist/')).map((path) => path.split('/')[0] ?? '');
    assert.ok(folders.length > 0);
    for (const folder of folders) assert.ok(main.replace('./', '').startsWith(`${folder}/`), folder);
  });

  it('starts only tasks and scripts that there are', () => {
    const labels = new Set(tasks.map(({ label }) => label));
    const wanted = [
      ...launch.configurations.map(({ preLaunchTask }) => preLaunchTask),
      ...tasks.map(({ dependsOn }) => dependsOn),
    ].filter((label) => label !== undefined);
    assert.deepEqual(
      wanted.filter((label) => !labels.has(label)),
      [],
    );
    const called = [
      ...tasks.map(({ script }) => script),
      ...tasks.map(({ command }) => /^npm run (\S+)/.exec(command ?? '')?.[1]),
    ].filter((script) => script !== undefined);
    assert.ok(called.length >= 3);
    for (const script of called) assert.ok(script in scripts, script);
  });

  it('recommends extensions by their full ids', () => {
    const { recommendations } = json('.vscode/extensions.json') as {
      readonly recommendations: readonly string[];
    };
    assert.ok(recommendations.length > 0);
    for (const id of recommendations) assert.match(id, /^[\w-]+\.[\w-]+$/);
  });
});
