// The extension that the report's page is compared with: its only command opens a webview that has nothing but a script, which says
// that it is ready, and marks it for the benchmark.
import { commands, ViewColumn, window, type ExtensionContext } from 'vscode';

const html = `<!DOCTYPE html>
<html><body><script>
acquireVsCodeApi().postMessage('ready');
document.body.dataset.bench = 'ready';
</script></body></html>`;

export function activate({ subscriptions }: ExtensionContext): void {
  const open = (): void => {
    const panel = window.createWebviewPanel('empty', 'Empty', ViewColumn.Active, { enableScripts: true });
    panel.webview.html = html;
  };
  subscriptions.push(commands.registerCommand('socketDiagnosticsBench.open', open));
}
