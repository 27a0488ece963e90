import { randomBytes } from 'node:crypto';
import { Uri, type Webview, type WebviewOptions, type WebviewPanel } from 'vscode';

/** The folder with the page's script, styles and icon font. */
function webviewFolder(extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, 'dist', 'webview');
}

/** The permissions of our panels. */
export function panelOptions(extensionUri: Uri): WebviewOptions {
  return { enableScripts: true, localResourceRoots: [webviewFolder(extensionUri)] };
}

/** Sets the icon and the page of a panel; the page sends `ready` when it can receive messages. */
export function preparePanel(panel: WebviewPanel, extensionUri: Uri): void {
  const icon = (theme: string): Uri => Uri.joinPath(extensionUri, 'media', `sockets-${theme}.svg`);
  panel.iconPath = { light: icon('light'), dark: icon('dark') };
  panel.webview.options = panelOptions(extensionUri);
  panel.webview.html = reportHtml(panel.webview, extensionUri);
}

/**
 * The page that `src/webview` draws into. Its policy allows our script (by nonce), our style sheets and the icon font,
 * and nothing else: no inline script or style, no request to anywhere.
 */
function reportHtml(webview: Webview, extensionUri: Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (name: string): string =>
    webview.asWebviewUri(Uri.joinPath(webviewFolder(extensionUri), name)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" id="vscode-codicon-stylesheet" href="${file('codicon.css')}">
<link rel="stylesheet" href="${file('report.css')}">
<title>TIME_WAIT</title>
</head>
<body>
<div id="report"></div>
<script nonce="${nonce}" src="${file('report.js')}"></script>
</body>
</html>`;
}
