import { type ConfigNode, parseYamlTree, valueAt } from '../../parse/configTree.ts';
import { type Assigned, variableName } from './assigned.ts';
import { type ContextNames, longestRead, type NamedService, noContextNames } from './contextNames.ts';
import { nameAt } from './nameAt.ts';

/** The services of a compose file with their other names in its networks, and what their environments say. */
export function composeNames(path: string, text: string): ContextNames {
  if (text.length > longestRead || !/\bservices\b/.test(text)) return noContextNames;
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const services = parseYamlTree(text).flatMap((tree) => valueAt(tree, 'services')?.entries ?? []);
  return {
    environments: services.map(({ node }) => environmentOf(text, valueAt(node, 'environment'))),
    services: services.flatMap(({ key, start, node }) => [
      { name: key.toLowerCase(), at: nameAt(text, start) },
      ...otherNames(text, node),
    ]),
    pods: [],
    environmentFiles: services.flatMap(({ node }) => filesOf(folder, valueAt(node, 'env_file'))),
  };
}

/** The name of its container, its aliases in networks, and the names by which others link to their services. */
function otherNames(text: string, service: ConfigNode): readonly NamedService[] {
  const aliases = (valueAt(service, 'networks')?.entries ?? []).flatMap(
    ({ node }) => valueAt(node, 'aliases')?.items ?? [],
  );
  const links = (valueAt(service, 'links')?.items ?? []).flatMap(({ text: link = '', start }) => {
    const [service = '', alias = ''] = link.split(':');
    return alias === '' ? [] : [{ name: alias, start: start + service.length + 1 }];
  });
  return [
    ...[valueAt(service, 'container_name'), ...aliases].flatMap((node) =>
      node?.text === undefined ? [] : [{ name: node.text, start: node.start }],
    ),
    ...links,
  ].map(({ name, start }) => ({ name: name.toLowerCase(), at: nameAt(text, start) }));
}

/** A map, or a list of `NAME=value`. */
function environmentOf(text: string, node: ConfigNode | undefined): ReadonlyMap<string, Assigned> {
  const found = new Map<string, Assigned>();
  const add = (name: string, value: string, start: number): void => {
    if (variableName.test(name)) found.set(name, { value: withDefaults(value), at: nameAt(text, start) });
  };
  for (const { key, start, node: value } of node?.entries ?? []) add(key, value.text ?? '', start);
  for (const { text: line = '', start } of node?.items ?? []) {
    const equals = line.indexOf('=');
    if (equals > 0) add(line.slice(0, equals), line.slice(equals + 1), start);
  }
  return found;
}

/** `${HOST:-stock}` is `stock`, unless somebody says otherwise. */
function withDefaults(value: string): string {
  return value.replace(/\$\{\w+:?-([^{}$]*)\}/g, '$1');
}

/** One path, a list of them, or a list of maps with `path`, relative to the file that names them. */
function filesOf(folder: string, node: ConfigNode | undefined): readonly string[] {
  return [node, ...(node?.items ?? [])].flatMap((one) => {
    const target = (one?.text ?? valueAt(one, 'path')?.text ?? '').replace(/^(\.\/)+/, '');
    return target === '' || /^[/~]|\$|(^|\/)\.\.(\/|$)/.test(target) ? [] : [folder + target];
  });
}
