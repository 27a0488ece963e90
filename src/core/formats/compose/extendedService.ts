import type { Node } from 'yaml';
import { normalPath } from '../../model/pathText.ts';
import { isUnknown } from '../masks.ts';
import type { Reading } from '../reading.ts';
import type { YamlTree } from '../yaml/yamlTree.ts';
import { baseOf, dropsParameters } from './composeService.ts';
import { mostExtensions, type ServiceName } from './serviceName.ts';

/** Where the services of a Compose file are looked up that others extend. */
export interface ComposeFile {
  readonly reading: Reading;
  readonly tree: YamlTree;
  readonly path: string | undefined;
}

/** A service of the file, or the name of one in another file. */
type Extended = { readonly node: Node } | { readonly elsewhere: ServiceName };

/**
 * A service, and those that it extends: `extends: a`, or `extends: { service: a }`, in the same file. At the end may be one of another
 * file, which is not read here: whoever judges the file knows what the others of its repository say.
 */
export function extensionsOf({ reading, tree, path }: ComposeFile, service: unknown): readonly Extended[] {
  const found: Extended[] = [];
  const seen = new Set<Node>();
  for (
    let node = tree.resolved(service);
    node !== undefined && !seen.has(node) && found.length < mostExtensions;
  ) {
    found.push({ node });
    seen.add(node);
    if (tree.get(node, 'extends') === undefined) break;
    // In a piece of the file, the other service may be in another one.
    reading.noteDependence();
    const own = normalPath(path ?? '');
    const base = baseOf(tree, node, own);
    if (base !== undefined && base.file !== own) {
      if (path !== undefined) found.push({ elsewhere: base });
      break;
    }
    node = base && tree.resolved(servicesOf(tree).get(base.name));
  }
  return found;
}

const byTree = new WeakMap<YamlTree, ReadonlyMap<string, Node | undefined>>();

/** The services of a file by name: each of them may refer to others. */
export function servicesOf(tree: YamlTree): ReadonlyMap<string, Node | undefined> {
  const known = byTree.get(tree);
  if (known !== undefined) return known;
  const services = new Map<string, Node | undefined>();
  for (const { key, value } of tree.entries(tree.get(tree.root, 'services')))
    if (!services.has(key)) services.set(key, value);
  byTree.set(tree, services);
  return services;
}

/** The services of the file whose parameters come along with the first one: the others up to where one drops them. */
export function parameterSources({ tree }: ComposeFile, extensions: readonly Extended[]): readonly Node[] {
  const sources: Node[] = [];
  for (const at of extensions) {
    if ('elsewhere' in at) break;
    sources.push(at.node);
    if (dropsParameters(tree, at.node)) break;
  }
  return sources.slice(1);
}

/** A field as the first of them says it, or the service of another file that may say it. */
export function fieldOf(
  { tree }: ComposeFile,
  extensions: readonly Extended[],
  field: string,
): { readonly text?: string; readonly elsewhere?: ServiceName } {
  for (const at of extensions) {
    if ('elsewhere' in at) return at;
    const node = tree.get(at.node, field);
    if (node !== undefined) return { text: tree.text(node) ?? '' };
  }
  return {};
}

/**
 * In which profiles a service starts, in one order; none if it always does. Undefined if a variable or another file may say more.
 * Source: HasProfile() in types/project.go of compose-go; override/merge.go, by which those of extended services are added.
 */
export function profilesOf(
  { tree }: ComposeFile,
  extensions: readonly Extended[],
): readonly string[] | undefined {
  const names = new Set<string>();
  for (const at of extensions) {
    if ('elsewhere' in at) return undefined;
    for (const item of tree.items(tree.get(at.node, 'profiles'))) names.add(tree.text(item) ?? '');
  }
  return [...names].some(isUnknown) ? undefined : [...names].sort();
}
