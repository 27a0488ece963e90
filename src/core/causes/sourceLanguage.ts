import { baseName } from '../model/pathText.ts';

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
  | 'jmeter'
  | 'caddy'
  | 'compose'
  | 'envoy'
  | 'kubernetes'
  | 'php-ini'
  | 'siege'
  | 'systemd'
  | 'traefik';

const byExtension: Readonly<Record<string, SourceLanguage>> = {
  bash: 'shell',
  c: 'c',
  caddy: 'caddy',
  caddyfile: 'caddy',
  cc: 'cpp',
  cjs: 'javascript',
  cpp: 'cpp',
  cs: 'csharp',
  cts: 'typescript',
  cxx: 'cpp',
  go: 'go',
  h: 'c',
  hpp: 'cpp',
  ini: 'php-ini',
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
  service: 'systemd',
  sh: 'shell',
  ts: 'typescript',
  tsx: 'tsx',
};

/** A file that may be configuration of a server, to be told by its text. */
const maybeConfiguration =
  /(\.(conf|cfg|vhost|site|inc)$|\.conf\.|(^|\/)(nginx|haproxy|apache2?|httpd|sites-(available|enabled)|conf\.d)\/[^/.]+$)/i;

const trees = /\.(ya?ml|toml|json)$/i;
/** What a program of JavaScript brings with it: large, and never configuration of a proxy. */
const notAProxys =
  /(^|\/)(package(-lock)?|tsconfig[\w.-]*|composer|angular|[\w.-]*manifest|\w{2}(-\w{2})?)\.json$/i;

/** Whether a file of this path is worth its text: it has a language, or its text may tell one. */
export function mayHaveLanguage(path: string): boolean {
  return (
    extensionOf(path) in byExtension ||
    languageOfName(path) !== undefined ||
    maybeConfiguration.test(path) ||
    (trees.test(path) && !notAProxys.test(path))
  );
}

/** The language of a file by its path, and of configuration by its text. */
export function sourceLanguageOf(path: string, text: string): SourceLanguage | undefined {
  const known = byExtension[extensionOf(path)] ?? languageOfName(path);
  if (known !== undefined) return known;
  if (trees.test(path)) return treeLanguage(text);
  return maybeConfiguration.test(path) ? configurationLanguage(text) : undefined;
}

function languageOfName(path: string): SourceLanguage | undefined {
  const name = baseName(path);
  if (/^Caddyfile(\.|$)/.test(name)) return 'caddy';
  return /^(\.?siegerc|siege\.conf)$/.test(name) ? 'siege' : undefined;
}

function treeLanguage(text: string): SourceLanguage | undefined {
  if (/serversTransport/i.test(text)) return 'traefik';
  if (/upstream_bind_config|max_?requests_?per_?connection/i.test(text)) return 'envoy';
  if (/\b(liveness|readiness)Probe["']?\s*:/.test(text)) return 'kubernetes';
  return /\bservices["']?\s*:/.test(text) && /\bhealthcheck["']?\s*:/.test(text) ? 'compose' : undefined;
}

function configurationLanguage(text: string): SourceLanguage | undefined {
  if (/^[ \t]*(pm\.max_requests|pm\.max_children|php_admin_value)\b/m.test(text)) return 'php-ini';
  if (
    /^[ \t]*(global|defaults|frontend|backend|listen)\b[^{;]*$/m.test(text) &&
    /^[ \t]*(server|bind|mode)\s/m.test(text)
  )
    return 'haproxy';
  if (
    /^[ \t]*(<(VirtualHost|Proxy|Location|IfModule|Directory)\b|ProxyPass(Match)?\s|RewriteRule\s)/im.test(
      text,
    )
  )
    return 'apache';
  return hasDirective(text) ? 'nginx' : undefined;
}

/** Whether a statement or the head of a block has a word of nginx. By pieces: a word may stand in a text very often. */
function hasDirective(text: string): boolean {
  return text
    .split(/(?<=[;{}])/)
    .some(
      (piece) =>
        /[;{]$/.test(piece.slice(-1)) &&
        /(^|\s)(proxy_pass|fastcgi_pass|grpc_pass|upstream|server|http|location|include)\b/.test(piece),
    );
}

function extensionOf(path: string): string {
  const name = baseName(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}
