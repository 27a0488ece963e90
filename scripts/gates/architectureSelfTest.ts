import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { inRepository } from '../lib/paths.ts';
import { cruise, type Violation } from './architecture.ts';
import { folderCircles } from './folderCircles.ts';
import type { Gate } from './gate.ts';

// The design's "may import" paragraph, written down a second time: a slip in the configuration shows.
const allowedArrows = `
  parse -> model
  knowledge -> model
  collect -> parse, model, knowledge
  aggregate -> model
  query -> model, aggregate
  rules -> aggregate, model, knowledge, parse
  causes -> model, parse, aggregate, knowledge
  formats -> parse, knowledge, rules, model
  language -> parse, knowledge, rules, model, formats
  tree -> model, aggregate, query, knowledge
  report -> model, aggregate, rules, knowledge, query
  watch -> model
  inspect -> model, parse, collect, aggregate, watch, query, rules, report
  metrics -> model, aggregate, report
  fleet -> model, parse
  protocol -> model, query, report, tree, fleet
  host -> model, commandLine, parse, collect, aggregate, watch, knowledge, query, rules, causes, formats, language, tree, report, inspect, metrics, fleet, protocol
  service -> model, commandLine, parse, collect, aggregate, watch, knowledge, query, rules, causes, formats, language, tree, report, inspect, metrics, fleet, protocol
  server -> host, service, model, commandLine, parse, collect, aggregate, watch, knowledge, query, rules, causes, formats, language, tree, report, inspect, metrics, fleet, protocol
  web -> service, model, commandLine, parse, collect, aggregate, watch, knowledge, query, rules, causes, formats, language, tree, report, inspect, metrics, fleet, protocol
  cli -> host, model, commandLine, parse, collect, aggregate, watch, knowledge, query, rules, causes, formats, language, tree, report, inspect, metrics, fleet, protocol
  extension -> protocol, model
  webview -> protocol
`;

const coreRooms =
  'model commandLine parse collect aggregate watch knowledge query rules causes formats language tree report inspect metrics fleet protocol'.split(
    ' ',
  );
const folderOf: Readonly<Record<string, string>> = {
  ...Object.fromEntries(coreRooms.map((room) => [room, `src/core/${room}`])),
  ...Object.fromEntries(
    ['host', 'service', 'server', 'web', 'cli', 'extension', 'webview'].map((room) => [room, `src/${room}`]),
  ),
};

/** A file with a forbidden import, and the rule that has to say so. */
interface Plant {
  readonly rule: string;
  readonly file: string;
  readonly text: string;
}

const plants: readonly Plant[] = [
  { rule: 'no-cycle', file: 'src/core/model/cycle.ts', text: "import './cycleBack.ts'; export {};" },
  { rule: 'resolvable', file: 'src/core/model/missing.ts', text: "import './nowhere.ts';" },
  { rule: 'no-room', file: 'src/core/model/roomless.ts', text: "import '../../stray.ts';" },
  { rule: 'vscode-in-extension-only', file: 'src/server/vs.ts', text: "import * as v from 'vscode'; v;" },
  {
    rule: 'vscode-in-extension-only',
    file: 'src/core/model/vs.ts',
    text: "import type { Uri } from 'vscode';",
  },
  { rule: 'vscode-in-extension-only', file: 'test/unit/vs.ts', text: "import * as v from 'vscode'; v;" },
  { rule: 'node-only-where-node-is', file: 'src/core/parse/fs.ts', text: "import 'node:fs';" },
  { rule: 'node-only-where-node-is', file: 'src/webview/fs.ts', text: "import 'node:path';" },
  { rule: 'node-only-where-node-is', file: 'src/service/fs.ts', text: "import 'node:timers';" },
  { rule: 'node-only-where-node-is', file: 'src/web/fs.ts', text: "import 'node:url';" },
  { rule: 'node-only-where-node-is', file: 'src/extension/fs.ts', text: "import 'node:os';" },
  {
    rule: 'language-server-in-server-only',
    file: 'src/cli/lsp.ts',
    text: "import 'vscode-languageserver/node';",
  },
  {
    rule: 'language-server-in-server-only',
    file: 'src/host/lsp.ts',
    text: "import 'vscode-languageserver-textdocument';",
  },
  {
    rule: 'language-client-in-client-only',
    file: 'src/extension/lsp.ts',
    text: "import 'vscode-languageclient/node';",
  },
  { rule: 'client-on-first-need', file: 'src/extension/eager.ts', text: "import './client/index.ts';" },
  {
    rule: 'commands-on-first-need',
    file: 'src/extension/eagerCommands.ts',
    text: "import './commands/index.ts';",
  },
  {
    rule: 'core-has-one-package',
    file: 'src/core/model/pkg.ts',
    text: "import 'vscode-languageclient/node';",
  },
  { rule: 'no-development-package', file: 'src/host/dev.ts', text: "import 'mocha';" },
  {
    rule: 'arrow-core-model',
    file: 'src/core/model/fromTest.ts',
    text: "import '../../../test/unit/index.ts';",
  },
];

/** What must pass, next to the allowed arrows. (A cycle is reported where it was entered, once.) */
const legal: readonly Omit<Plant, 'rule'>[] = [
  { file: 'src/core/model/cycleBack.ts', text: "import './cycle.ts'; export {};" },
  { file: 'src/extension/lazy.ts', text: "export const client = () => import('./client/index.ts');" },
  {
    file: 'src/extension/lazyCommands.ts',
    text: "export const commands = () => import('./commands/index.ts');",
  },
  { file: 'src/extension/vs.ts', text: "import * as v from 'vscode'; v;" },
  { file: 'src/extension/client/lsp.ts', text: "import 'vscode-languageclient/node';" },
  { file: 'src/server/lsp.ts', text: "import 'vscode-languageserver/node';" },
  { file: 'src/host/fs.ts', text: "import 'node:fs';" },
  { file: 'src/extension/node/fs.ts', text: "import 'node:fs';" },
  { file: 'src/core/model/ip.ts', text: "import 'ipaddr.js';" },
];

const place = inRepository('build/architecture-self-test');

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(place, file)), { recursive: true });
  await writeFile(join(place, file), `${text}\n`);
}

function parseArrows(): ReadonlySet<string> {
  return new Set(
    allowedArrows
      .trim()
      .split('\n')
      .flatMap((line) => {
        const [from = '', to = ''] = line.trim().split(' -> ');
        return to.split(', ').map((name) => `${from} -> ${name}`);
      }),
  );
}

/** Every ordered pair of rooms gets a file that imports across it; the forbidden ones become plants. */
async function writeArrows(): Promise<readonly Plant[]> {
  const allowed = parseArrows();
  const forbidden: Plant[] = [];
  for (const [from, folder] of Object.entries(folderOf)) {
    await write(`${folder}/index.ts`, 'export {};');
    for (const [to, target] of Object.entries(folderOf)) {
      if (from === to) continue;
      const up = folder.split('/').map(() => '..');
      const file = `${folder}/to-${to}.ts`;
      const text = `import '${[...up, target].join('/')}/index.ts';`;
      await write(file, text);
      const rule = `arrow-${folder.slice('src/'.length).replace('/', '-')}`;
      if (!allowed.has(`${from} -> ${to}`)) forbidden.push({ rule, file, text });
    }
  }
  return forbidden;
}

function unplanted(planted: readonly Plant[]): readonly string[] {
  const config = createRequire(import.meta.url)(inRepository('.dependency-cruiser.cjs')) as {
    readonly forbidden: readonly { readonly name: string }[];
  };
  return config.forbidden
    .filter(({ name }) => !planted.some(({ rule }) => rule === name))
    .map(({ name }) => `no violation of ${name} is planted`);
}

function compare(planted: readonly Plant[], found: readonly Violation[]): readonly string[] {
  const missed = planted
    .filter(
      ({ rule, file }) => !found.some((violation) => violation.rule === rule && violation.from === file),
    )
    .map(({ rule, file, text }) => `${rule} did not see ${file}: ${text}`);
  const wrong = found
    .filter(({ from }) => !planted.some(({ file }) => file === from))
    .map(({ rule, from, to }) => `${rule} forbids what is allowed: ${from} imports ${to}`);
  return [...missed, ...wrong];
}

/** A circle of folders that is none of files, seen through a type; and folders that only look like one. */
async function circlesAreSeen(): Promise<readonly string[]> {
  const root = 'circles';
  await write(`${root}/one/a.ts`, "import type { B } from '../two/b.ts';");
  await write(`${root}/one/c.ts`, 'export {};');
  await write(`${root}/two/b.ts`, "import '../three.ts'; export interface B {}");
  await write(`${root}/three.ts`, "export const late = () => import('./one/c.ts');");
  await write(`${root}/four/d.ts`, "import '../three.ts';");
  const found = await folderCircles(join(place, root));
  const seen = found.length === 1 && ['one', 'two', 'three.ts'].every((part) => found[0]?.includes(part));
  return seen && found[0]?.includes('four') === false
    ? []
    : [`the planted circle of folders was not seen alone: ${found.join('; ')}`];
}

async function emptyIsRefused(): Promise<readonly string[]> {
  await mkdir(join(place, 'empty/src'), { recursive: true });
  await write('empty/outside.ts', 'export {};');
  await cp(inRepository('tsconfig.base.json'), join(place, 'empty/tsconfig.base.json'));
  return cruise(join(place, 'empty'), ['src']).then(
    () => ['a cruise that saw no module passed'],
    (error: unknown) => (String(error).includes('saw no module') ? [] : [String(error)]),
  );
}

export const architectureSelfTest: Gate = {
  name: 'architecture gate sees every planted violation',
  check: async () => {
    await rm(place, { recursive: true, force: true });
    await mkdir(place, { recursive: true });
    await cp(inRepository('tsconfig.base.json'), join(place, 'tsconfig.base.json'));
    await cp(inRepository('package.json'), join(place, 'package.json'));
    const planted = [...plants, ...(await writeArrows())];
    await write('src/stray.ts', 'export {};');
    await write('src/extension/client/index.ts', 'export {};');
    await write('src/extension/commands/index.ts', 'export {};');
    await write('test/unit/index.ts', 'export {};');
    for (const { file, text } of [...plants, ...legal]) await write(file, text);
    const found = await cruise(place, ['src', 'test']);
    return [
      ...unplanted(planted),
      ...compare(planted, found),
      ...(await circlesAreSeen()),
      ...(await emptyIsRefused()),
    ];
  },
};
