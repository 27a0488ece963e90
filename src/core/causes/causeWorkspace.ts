import { GrammarError, type SyntaxTrees } from '../parse/syntaxTrees.ts';
import { isCandidate } from './candidate.ts';
import type { FoundSite } from './cause.ts';
import { CauseFile } from './causeFile.ts';
import { foundSite } from './configSite.ts';
import { configKinds } from './configuration/configSites.ts';
import { ignoredPath, isTestText, isWrittenByProgram } from './ignoredPath.ts';
import { ContextFiles, isContextFile } from './live/contextFiles.ts';
import { nginxSites } from './nginx/nginxCauses.ts';
import { sitesOfCode, type Versions } from './sitesOfCode.ts';
import { shapes } from './code/shape.ts';
import { sourceLanguageOf } from './sourceLanguage.ts';
import { isVersionAtLeast, newestNode } from './versions.ts';

/** What became of a file: judged, without a word that matters, or left alone as nobody’s, no product’s or unparsed text. */
export type FileFate = 'judged' | 'no-candidate' | 'generated' | 'aside' | 'unparsed' | 'no-grammar';

/** A grammar that could not be loaded, and one of the files that are left alone for it. */
export interface GrammarFailure {
  readonly file: string;
  readonly message: string;
}

/**
 * The sites of a set of files. A file is looked at when its text is given; those of nginx together, as they include each
 * other, when the sites are asked for.
 */
export class CauseWorkspace {
  readonly #trees: SyntaxTrees;
  readonly #sites = new Map<string, readonly FoundSite[]>();
  readonly #nginx = new Map<string, CauseFile>();
  /** By folder. */
  readonly #goVersions = new Map<string, string>();
  readonly #nodeVersions = new Map<string, number>();
  /** What names and variables of the source stand for. */
  readonly context: ContextFiles;
  readonly #failures = new Map<string, GrammarFailure>();
  #nginxVersion: string | undefined;
  #nginxSites: readonly FoundSite[] | undefined;

  constructor(trees: SyntaxTrees, context: ContextFiles = new ContextFiles()) {
    this.#trees = trees;
    this.context = context;
  }

  /** All of these files and one more, which nobody else sees: a test that is open changes nothing of the product. */
  async beside(path: string, text: string): Promise<CauseWorkspace> {
    const both = new CauseWorkspace(this.#trees, this.context);
    for (const [name, sites] of this.#sites) both.#sites.set(name, sites);
    for (const [name, file] of this.#nginx) both.#nginx.set(name, file);
    for (const [folder, version] of this.#goVersions) both.#goVersions.set(folder, version);
    for (const [folder, version] of this.#nodeVersions) both.#nodeVersions.set(folder, version);
    both.#nginxVersion = this.#nginxVersion;
    await both.#judge(path, text);
    return both;
  }

  /** Takes in a file, or its new text. */
  async update(path: string, text: string): Promise<FileFate> {
    this.remove(path);
    this.#readVersions(path, text);
    this.context.update(path, text);
    return this.#judge(path, text);
  }

  async #judge(path: string, text: string): Promise<FileFate> {
    const language = sourceLanguageOf(path, text);
    if (language === undefined || !isCandidate(language, text)) return 'no-candidate';
    if (isWrittenByProgram(text)) return 'generated';
    const isAside = ignoredPath(path) === 'aside';
    if (isTestText(path, text) || (isAside && language === 'nginx')) return 'aside';
    const file = new CauseFile(path, language, text);
    if (language === 'nginx') {
      this.#nginx.set(path, file);
      return 'judged';
    }
    try {
      const sites = await this.#sitesOf(file);
      // What is no product makes connections all the same: sockets may say that it makes too many.
      this.#sites.set(
        path,
        isAside ? sites.map((site) => ({ ...site, needsEvidence: true as const })) : sites,
      );
      return 'judged';
    } catch (error) {
      // A text that the parser gives up on costs only itself; without a grammar, all files of a language are lost.
      if (!(error instanceof GrammarError)) return 'unparsed';
      if (!this.#failures.has(error.grammar))
        this.#failures.set(error.grammar, { file: path, message: error.message });
      return 'no-grammar';
    }
  }

  /** Whether a file has been judged, with or without sites. */
  has(path: string): boolean {
    return this.#sites.has(path) || this.#nginx.has(path);
  }

  /** One for each grammar that could not be loaded. */
  get failures(): readonly GrammarFailure[] {
    return [...this.#failures.values()];
  }

  remove(path: string): void {
    this.#sites.delete(path);
    this.context.remove(path);
    if (this.#nginx.delete(path)) this.#nginxSites = undefined;
  }

  /** All sites, by file and line. */
  sites(): readonly FoundSite[] {
    return [...this.#sites.values(), this.#nginxFound()].flat().sort(byPlace);
  }

  sitesIn(path: string): readonly FoundSite[] {
    return this.sites().filter(({ file }) => file === path);
  }

  #nginxFound(): readonly FoundSite[] {
    this.#nginxSites ??= unique(nginxSites([...this.#nginx.values()], this.#nginxVersion).map(foundSite));
    return this.#nginxSites;
  }

  async #sitesOf(file: CauseFile): Promise<readonly FoundSite[]> {
    if (shapes[file.language] !== undefined)
      return sitesOfCode(file, this.#trees, this.#versionsOf(file.path));
    const sites = configKinds[file.language]?.sites(file) ?? [];
    return unique(sites.map(foundSite));
  }

  /** Versions stand in files of their own: `go.mod`, `package.json`, `.nvmrc`, and the tag of an image. */
  #readVersions(path: string, text: string): void {
    if (/(^|\/)go\.mod$/.test(path)) {
      const version = /^go\s+(\d[\d.]*)/m.exec(text)?.[1];
      if (version !== undefined) this.#goVersions.set(path.slice(0, -'go.mod'.length), version);
    }
    const node = nodeVersionIn(path, text);
    if (node !== undefined) this.#nodeVersions.set(path.slice(0, path.lastIndexOf('/') + 1), node);
    if (/(^|\/)([\w.-]*Dockerfile[\w.-]*|(docker-)?compose[\w.-]*\.ya?ml)$/.test(path)) {
      for (const version of nginxVersionsIn(text)) {
        // Of several, the oldest: what holds for it holds for all.
        if (this.#nginxVersion !== undefined && isVersionAtLeast(version, numbersOf(this.#nginxVersion)))
          continue;
        this.#nginxVersion = version;
        this.#nginxSites = undefined;
      }
    }
  }

  #versionsOf(path: string): Versions {
    const goVersion = nearest(this.#goVersions, path);
    const nodeVersion = nearest(this.#nodeVersions, path);
    return {
      ...(goVersion !== undefined && { goVersion }),
      ...(nodeVersion !== undefined && { nodeVersion }),
    };
  }
}

/** What the innermost folder around a file says. */
function nearest<T>(byFolder: ReadonlyMap<string, T>, path: string): T | undefined {
  const folders = [...byFolder.keys()].filter((folder) => path.startsWith(folder));
  return byFolder.get(folders.sort((a, b) => b.length - a.length)[0] ?? '');
}

function nodeVersionIn(path: string, text: string): number | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (/^\.(nvmrc|node-version)$/.test(name)) return newestNode(text);
  if (name === 'package.json') {
    const engines = /"engines"\s*:\s*\{[^{}]*?"node"\s*:\s*"([^"]*)"/.exec(text)?.[1];
    return engines === undefined ? undefined : newestNode(engines);
  }
  if (!/Dockerfile/.test(name)) return undefined;
  const image = /^[ \t]*FROM\s+(?:[\w./-]+\/)?node:(\d+)/im.exec(text)?.[1];
  return image === undefined ? undefined : Number(image);
}

/** What a tag that follows the newest release stood for when this was written: 1.30 keeps connections as 1.29.7 does. */
const newestNginx = '1.30.0';

/** The versions of nginx that a Dockerfile or a compose file names. */
function nginxVersionsIn(text: string): readonly string[] {
  const images = text.matchAll(
    /(?:^[ \t]*FROM\s+|image:\s*["']?)(?:[\w./-]+\/)?nginx(?:-unprivileged)?(?::([\w.-]+))?(?=["'\s]|$)/gim,
  );
  return Array.from(images, ([, tag = 'latest']) => {
    const exact = /^\d+\.\d+(\.\d+)?/.exec(tag)?.[0];
    return exact ?? (/^(1|latest|stable|mainline|alpine)\b/.test(tag) ? newestNginx : '0.0.0');
  });
}

function numbersOf(version: string): readonly [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return [major, minor, patch];
}

/** Files of which the text tells versions and what names stand for: to be given first. */
export function tellsContext(path: string): boolean {
  return (
    isContextFile(path) ||
    /(^|\/)(go\.mod|package\.json|\.nvmrc|\.node-version|[\w.-]*Dockerfile[\w.-]*|(docker-)?compose[\w.-]*\.ya?ml)$/.test(
      path,
    )
  );
}

/** A file that is included twice has its sites once. */
function unique(sites: readonly FoundSite[]): readonly FoundSite[] {
  const seen = new Map(
    sites.map((site) => [
      `${site.file}:${String(site.range.start.line)}:${String(site.range.start.column)}:${site.cause}`,
      site,
    ]),
  );
  return [...seen.values()];
}

function byPlace(a: FoundSite, b: FoundSite): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.range.start.line - b.range.start.line || a.range.start.column - b.range.start.column;
}
