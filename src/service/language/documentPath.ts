import type { LanguagePlace } from './languagePlace.ts';

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

/** The path by which the format of a document is recognised, with forward slashes; undefined if nothing tells. */
export function documentPath(
  { pathOf }: Pick<LanguagePlace, 'pathOf'>,
  uri: string,
  language: string,
): string | undefined {
  try {
    const local = pathOf(uri);
    if (local !== undefined) return local;
    const path = decodeURIComponent(new URL(uri).pathname);
    return /\.\w+$/.test(path) ? path : namesByLanguage[language];
  } catch {
    return namesByLanguage[language];
  }
}
