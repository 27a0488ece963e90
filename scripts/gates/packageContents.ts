import { stat } from 'node:fs/promises';
import { run } from '../lib/run.ts';
import { inRepository, repository, vsixPath } from '../lib/paths.ts';
import type { Gate } from './gate.ts';

const maxBytes = 4_000_000;
const expected = [
  /^dist\/(extension|client|server|cli)\.js$/,
  /^dist\/webview\/(report\.js|report\.css|codicon\.css|codicon\.ttf)$/,
  /^media\//,
  /^syntaxes\//,
  /^package(\.nls(\.[a-z-]+)?)?\.json$/,
  /^language-configuration\.json$/,
  /^(LICENSE|README\.md|CHANGELOG\.md)$/i,
];
const required = [
  'package.json',
  'LICENSE',
  'README.md',
  'CHANGELOG.md',
  'dist/extension.js',
  'dist/client.js',
  'dist/server.js',
  'dist/cli.js',
  'dist/webview/report.js',
  'dist/webview/report.css',
];

/** What `npm run package` has just packed. */
export const packageContents: Gate = {
  name: 'VSIX: size, and only what users need',
  check: async () => {
    const vsce = inRepository('node_modules/.bin/vsce');
    const { status, stdout, stderr } = await run(vsce, ['ls', '--no-dependencies'], { cwd: repository });
    if (status !== 0) return [`vsce ls: ${stderr.trim()}`];
    const files = stdout.trim().split('\n');
    const { size } = await stat(vsixPath);
    return [
      ...required.filter((file) => !files.includes(file)).map((file) => `${file} is not packed`),
      ...files
        .filter((file) => !expected.some((pattern) => pattern.test(file)))
        .map((file) => `${file} is packed`),
      ...(size > maxBytes ? [`the VSIX has ${String(size)} bytes, more than ${String(maxBytes)}`] : []),
    ];
  },
};
