import type { ExtensionContext } from 'vscode';
import { start } from '../start.ts';
import { browserSurroundings } from './browserSurroundings.ts';

export { stop as deactivate } from '../start.ts';

export function activate(context: ExtensionContext): void {
  start(context, browserSurroundings);
}
