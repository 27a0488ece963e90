import { Uri, workspace, type Webview, type WebviewOptions, type WebviewPanel } from 'vscode';
import { randomText } from '../randomText.ts';

/** The folder with the page's script, styles and icon font. */
function webviewFolder(extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, 'dist', 'webview');
}

/** The permissions of our panels. */
export function panelOptions(extensionUri: Uri): WebviewOptions {
  return { enableScripts: true, localResourceRoots: [webviewFolder(extensionUri)] };
}

interface PageParts {
  readonly script: string;
  readonly styles: string;
}

/** Read once, and part of each page: what a page has to ask for comes later than the page itself. */
let parts: Promise<PageParts> | undefined;

async function readParts(extensionUri: Uri): Promise<PageParts> {
  const read = async (name: string): Promise<string> =>
    new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(webviewFolder(extensionUri), name)));
  const [script, icons, styles] = await Promise.all(['report.js', 'codicon.css', 'report.css'].map(read));
  return { script: script ?? '', styles: `${icons ?? ''}\n${styles ?? ''}` };
}

/** Sets the icon and the page of a panel; the page sends `ready` when it can receive messages. */
export function preparePanel(panel: WebviewPanel, extensionUri: Uri): void {
  const icon = (theme: string): Uri => Uri.joinPath(extensionUri, 'media', `sockets-${theme}.svg`);
  panel.iconPath = { light: icon('light'), dark: icon('dark') };
  panel.webview.options = panelOptions(extensionUri);
  let isOpen = true;
  panel.onDidDispose(() => (isOpen = false));
  void (parts ??= readParts(extensionUri)).then(
    (read) => {
      if (isOpen) panel.webview.html = reportHtml(panel.webview, extensionUri, read);
    },
    () => {
      // The next page reads them again.
      parts = undefined;
      if (isOpen) panel.webview.html = unreadHtml;
    },
  );
}

const unreadHtml =
  '<!DOCTYPE html><html lang="en"><body><p>The files of this page could not be read. Close the tab and open it again; if that fails, install the extension again.</p></body></html>';

/**
 * The page that `src/webview` draws into. Its policy allows our script and our styles (by nonce) and the icon font, and nothing
 * else: no other inline script or style, no request to anywhere.
 */
function reportHtml(webview: Webview, extensionUri: Uri, { script, styles }: PageParts): string {
  const nonce = randomText();
  const folder = webview.asWebviewUri(webviewFolder(extensionUri)).toString();
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<style nonce="${nonce}">${styles.replace(/url\("?\.\//g, (start) => start.replace('./', `${folder}/`))}</style>
<title>TIME_WAIT</title>
</head>
<body>
<div id="report"></div>
<script nonce="${nonce}">${script}</script>
</body>
</html>`;
}
