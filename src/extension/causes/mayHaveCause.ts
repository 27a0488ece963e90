import type { TextDocument } from 'vscode';

/** Languages, as editors call them, of files that may have such a line; of most it is the text that tells. */
const causeLanguages: readonly string[] = [
  'apacheconf',
  'c',
  'caddyfile',
  'cpp',
  'csharp',
  'dockercompose',
  'go',
  'haproxy',
  'ini',
  'java',
  'javascript',
  'javascriptreact',
  'json',
  'jsonc',
  'nginx',
  'NGINX',
  'php',
  'plaintext',
  'properties',
  'python',
  'ruby',
  'rust',
  'shellscript',
  'systemd-unit-file',
  'toml',
  'typescript',
  'typescriptreact',
  'yaml',
];

/** Whether a document is worth sending to the server, which looks at its text. */
export function mayHaveCause({ uri, languageId }: Pick<TextDocument, 'uri' | 'languageId'>): boolean {
  return uri.scheme === 'file' && causeLanguages.includes(languageId);
}
