import { once } from 'node:events';
import type { Page } from 'playwright-core';
import { unpackVsix } from '../../scripts/lib/zip.ts';
import { vsixPath } from '../../scripts/package/pack.ts';
import type { Namespace } from './namespace.ts';
import { nodePath } from './paths.ts';

/** Where the unpacked extension is served in the namespace. */
const port = 8090;

/**
 * Makes the windows of a page like those of vscode.dev: VS Code's server has no extension of ours installed, and the workbench loads
 * the packed one over HTTP, to run it in the worker that is its web extension host. `folder` is empty and takes the unpacked VSIX.
 */
export async function openAsWeb(page: Page, namespace: Namespace, folder: string): Promise<void> {
  await unpackVsix(vsixPath, folder);
  await serveFolder(namespace, folder);
  const extension = { scheme: 'http', authority: `127.0.0.1:${String(port)}`, path: '/' };
  await page.addInitScript(addExtension, extension);
}

/** In the page: its configuration is JSON in an attribute, which the workbench reads once. */
function addExtension(extension: object): void {
  const descriptor = Object.getOwnPropertyDescriptor(Element.prototype, 'getAttribute');
  const read = descriptor?.value as (this: Element, name: string) => string | null;
  Element.prototype.getAttribute = function (name: string): string | null {
    const value = read.call(this, name);
    if (this.id !== 'vscode-workbench-web-configuration' || value === null) return value;
    const settings = JSON.parse(value) as Readonly<Record<string, unknown>>;
    return JSON.stringify({ ...settings, additionalBuiltinExtensions: [extension] });
  };
}

/** To pages of any address, as a marketplace does. Ends with the namespace. */
async function serveFolder(namespace: Namespace, folder: string): Promise<void> {
  const script = `
    const { createReadStream } = require('node:fs');
    const { createServer } = require('node:http');
    const { extname, join, normalize } = require('node:path');
    const types = { '.js': 'text/javascript', '.json': 'application/json', '.css': 'text/css', '.svg': 'image/svg+xml', '.md': 'text/markdown' };
    createServer(({ url }, response) => {
      const path = normalize(decodeURIComponent(new URL(url, 'http://x').pathname));
      const file = createReadStream(join(${JSON.stringify(folder)}, path));
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('cross-origin-resource-policy', 'cross-origin');
      file.once('error', () => response.writeHead(404).end());
      file.once('open', () => {
        response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream');
        file.pipe(response);
      });
    }).listen(${String(port)}, '127.0.0.1', () => console.log('listening'));`;
  const { stdout } = namespace.spawn(nodePath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  // The workbench looks once for the extension, as soon as it starts.
  if (stdout !== null) await once(stdout, 'data');
}
