import { fileURLToPath } from 'node:url';

/** What a text without a name of its own is called by its language, for formats that go by names. */
const namesByLanguage: Readonly<Record<string, string>> = {
  dockerfile: 'Dockerfile',
  dockercompose: 'compose.yaml',
  markdown: 'untitled.md',
  shellscript: 'untitled.sh',
  terraform: 'untitled.tf',
  nix: 'untitled.nix',
  puppet: 'untitled.pp',
  json: 'untitled.json',
};

/** The path of a file of this machine, with forward slashes; undefined for any other document. */
export function localPath(uri: string): string | undefined {
  try {
    return uri.startsWith('file:') ? fileURLToPath(uri).replaceAll('\\', '/') : undefined;
  } catch {
    return undefined;
  }
}

/** The path by which the format of a document is recognised, with forward slashes; undefined if nothing tells. */
export function documentPath(uri: string, language: string): string | undefined {
  try {
    const local = localPath(uri);
    if (local !== undefined) return local;
    const path = decodeURIComponent(new URL(uri).pathname);
    return /\.\w+$/.test(path) ? path : namesByLanguage[language];
  } catch {
    return namesByLanguage[language];
  }
}
