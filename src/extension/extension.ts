import type { ExtensionContext } from 'vscode';
import { nodeSurroundings } from './node/nodeSurroundings.ts';
import { start } from './start.ts';

export { stop as deactivate } from './start.ts';

export function activate(context: ExtensionContext): void {
  start(context, nodeSurroundings);
}
