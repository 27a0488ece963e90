import { type NginxDirective, parseNginxConf } from '../../parse/nginxConf.ts';
import type { CauseFile } from '../causeFile.ts';
import { isVersionAtLeast } from '../versions.ts';

/** A directive and the file that it is in. */
export interface Placed {
  readonly file: CauseFile;
  readonly directive: NginxDirective;
}

/** A place that hands requests on, with what is in force there. */
export interface ProxyPlace extends Placed {
  /** From the outermost to the one that the directive is in: `http`, `server`, `location`. */
  readonly around: readonly Placed[];
}

/** Configuration that belongs together: a file that nothing includes, and what it includes. */
export interface NginxView {
  readonly files: readonly CauseFile[];
  readonly upstreams: ReadonlyMap<string, Placed>;
  readonly maps: readonly Placed[];
  readonly passes: readonly ProxyPlace[];
  /** An include leads to a file that was not given: upstreams and outer values may be missing. */
  readonly isIncomplete: boolean;
  /** The version in an image's tag, for example `1.29.7`; absent if it is not known. */
  readonly version?: string;
}

/** From 1.29.7 on, `upstream` blocks keep connections without being told, and requests are HTTP/1.1. */
export function keepsByDefault({ version }: NginxView): boolean {
  return version !== undefined && isVersionAtLeast(version, [1, 29, 7]);
}

const maxIncludes = 2000;

/** One view for each file that no other includes. */
export function nginxViews(files: readonly CauseFile[], version?: string): readonly NginxView[] {
  const parsed = new Map(files.map((file) => [file, parseNginxConf(file.text)]));
  const included = new Set<CauseFile>();
  for (const [file, directives] of parsed)
    for (const pattern of includesIn(directives))
      for (const found of resolve(pattern, file, files)) if (found !== file) included.add(found);
  const roots = files.filter((file) => !included.has(file));
  // Files that only include each other have no root: each is looked at by itself.
  const reached = new Set<CauseFile>();
  const views = roots.map((root) => viewOf(root, parsed, files, reached, version));
  const rest = files.filter((file) => !reached.has(file));
  return [...views, ...rest.map((root) => viewOf(root, parsed, files, reached, version))];
}

function viewOf(
  root: CauseFile,
  parsed: ReadonlyMap<CauseFile, readonly NginxDirective[]>,
  files: readonly CauseFile[],
  reached: Set<CauseFile>,
  version: string | undefined,
): NginxView {
  const upstreams = new Map<string, Placed>();
  const maps: Placed[] = [];
  const passes: ProxyPlace[] = [];
  const mine = new Set<CauseFile>();
  let includes = 0;
  const missing: string[] = [];
  const blocks = new Set<string>();
  const walk = (
    file: CauseFile,
    directives: readonly NginxDirective[],
    around: readonly Placed[],
    trail: readonly CauseFile[],
  ): void => {
    mine.add(file);
    reached.add(file);
    for (const directive of directives) {
      const placed = { file, directive };
      const [first] = directive.args;
      if (directive.block !== undefined) blocks.add(directive.name);
      if (directive.name === 'include' && first !== undefined) {
        const found = resolve(first.text, file, files);
        if (
          found.length === 0 &&
          !/(mime\.types|_params|fastcgi\.conf|modules-enabled|letsencrypt|\*)/.test(first.text)
        )
          missing.push(first.text);
        for (const other of found) {
          includes += 1;
          if (trail.includes(other) || includes > maxIncludes) continue;
          walk(other, parsed.get(other) ?? [], around, [...trail, other]);
        }
      }
      if (directive.name === 'upstream' && first !== undefined) upstreams.set(first.text, placed);
      if (directive.name === 'map') maps.push(placed);
      if (/^(proxy_pass|fastcgi_pass|grpc_pass)$/.test(directive.name) && !isStream(around))
        passes.push({ ...placed, around });
      if (directive.block !== undefined) walk(file, directive.block, [...around, placed], trail);
    }
  };
  walk(root, parsed.get(root) ?? [], [], [root]);
  return {
    files: [...mine],
    upstreams,
    maps,
    passes,
    isIncomplete: missing.length > 0 || !blocks.has('http'),
    ...(version !== undefined && { version }),
  };
}

function isStream(around: readonly Placed[]): boolean {
  return around.some(({ directive }) => directive.name === 'stream' || directive.name === 'mail');
}

function includesIn(directives: readonly NginxDirective[]): readonly string[] {
  return directives.flatMap(({ name, args, block }) => [
    ...(name === 'include' ? args.map(({ text }) => text) : []),
    ...(block === undefined ? [] : includesIn(block)),
  ]);
}

/** The files of an include, by the end of their paths: the folder that nginx takes it from is that of its main file. */
function resolve(pattern: string, from: CauseFile, files: readonly CauseFile[]): readonly CauseFile[] {
  const folder = from.path.slice(0, from.path.lastIndexOf('/') + 1);
  const glob = globOf(normal(pattern.startsWith('/') ? pattern : `${folder}${pattern}`));
  const exact = files.filter(({ path }) => glob.test(path));
  if (exact.length > 0) return exact;
  // `/etc/nginx/conf.d/*.conf` of an image lies somewhere else in the workspace.
  const tail = normal(pattern).replace(/^\/?(etc|usr\/local)?\/?(nginx\/)?(conf\/)?/, '');
  const loose = globOf(tail, '(.*/)?');
  return files.filter(({ path }) => loose.test(path));
}

function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

function globOf(glob: string, before = ''): RegExp {
  const body = glob
    .replace(/[$()+.\\^{|}]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  return new RegExp(`^${before}${body}$`);
}
