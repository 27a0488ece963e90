/** What a file is written in, as far as a cause looks into it. */
export type SourceLanguage =
  | 'nginx'
  | 'haproxy'
  | 'apache'
  | 'c'
  | 'cpp'
  | 'csharp'
  | 'go'
  | 'java'
  | 'javascript'
  | 'jsx'
  | 'typescript'
  | 'tsx'
  | 'php'
  | 'python'
  | 'ruby'
  | 'rust'
  | 'shell'
  | 'jmeter';

const byExtension: Readonly<Record<string, SourceLanguage>> = {
  bash: 'shell',
  c: 'c',
  cc: 'cpp',
  cjs: 'javascript',
  cpp: 'cpp',
  cs: 'csharp',
  cts: 'typescript',
  cxx: 'cpp',
  go: 'go',
  h: 'c',
  hpp: 'cpp',
  java: 'java',
  jmx: 'jmeter',
  js: 'javascript',
  jsx: 'jsx',
  mjs: 'javascript',
  mts: 'typescript',
  nginx: 'nginx',
  nginxconf: 'nginx',
  php: 'php',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  sh: 'shell',
  ts: 'typescript',
  tsx: 'tsx',
};

/** A file that may be configuration of a server, to be told by its text. */
const maybeConfiguration =
  /(\.(conf|cfg|vhost|site|inc)$|\.conf\.|(^|\/)(nginx|haproxy|apache2?|httpd|sites-(available|enabled)|conf\.d)\/[^/.]+$)/i;

/** Whether a file of this path is worth its text: it has a language, or its text may tell one. */
export function mayHaveLanguage(path: string): boolean {
  return extensionOf(path) in byExtension || maybeConfiguration.test(path);
}

/** The language of a file by its path, and of configuration by its text. */
export function sourceLanguageOf(path: string, text: string): SourceLanguage | undefined {
  const known = byExtension[extensionOf(path)];
  if (known !== undefined) return known;
  return maybeConfiguration.test(path) ? configurationLanguage(text) : undefined;
}

function configurationLanguage(text: string): SourceLanguage | undefined {
  if (
    /^\s*(global|defaults|frontend|backend|listen)\b[^{;]*$/m.test(text) &&
    /^\s*(server|bind|mode)\s/m.test(text)
  )
    return 'haproxy';
  if (
    /^\s*(<(VirtualHost|Proxy|Location|IfModule|Directory)\b|ProxyPass(Match)?\s|RewriteRule\s)/im.test(text)
  )
    return 'apache';
  return /(^|[\s{};])(proxy_pass|fastcgi_pass|upstream|server|http|location|include)\b[^;{}]*[;{]/.test(text)
    ? 'nginx'
    : undefined;
}

function extensionOf(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}
