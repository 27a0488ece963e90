import { type ConfigNode, parseYamlTree, valueAt } from '../../parse/configTree.ts';
import { type Assigned, variableName } from './assigned.ts';
import {
  type ContextNames,
  longestRead,
  type NamedService,
  noContextNames,
  type Pods,
} from './contextNames.ts';
import { nameAt } from './nameAt.ts';

const namesThings = /\bkind["']?[ \t]*:[ \t]*["']?(?:Service|ConfigMap)\b/;
const hasContainers = /\bcontainers["']?[ \t]*:/;
const tellsOfThem = /\benv["']?[ \t]*:|\bcontainerPort\b/;

/** What the manifests of Kubernetes in a YAML or JSON text say of Services, the environments of containers, and their ports. */
export function manifestNames(path: string, text: string): ContextNames {
  if (!/\.(ya?ml|json)$/i.test(path) || !isWanted(text)) return noContextNames;
  const resources = parseYamlTree(wantedDocuments(text)).flatMap((tree) => [
    tree,
    ...(valueAt(tree, 'items')?.items ?? []),
  ]);
  const templates = resources.flatMap(templateOf);
  return {
    environments: [
      ...resources.flatMap((one) => configMap(text, one) ?? []),
      ...templates.flatMap(containersOf).map((container) => environmentOf(text, container)),
    ],
    services: resources.flatMap((one) => serviceOf(text, one) ?? []),
    pods: templates.map(podsOf),
    environmentFiles: [],
  };
}

function isWanted(text: string): boolean {
  return namesThings.test(text) || (hasContainers.test(text) && tellsOfThem.test(text));
}

/** The text with blanks for documents that say nothing of it, so that offsets stay, and nothing of what is too long. */
function wantedDocuments(text: string): string {
  const parts: string[] = [];
  let left = longestRead;
  let start = 0;
  for (const { index } of text.matchAll(/(?<=[\r\n])---(?=\s|$)|$(?![\s\S])/g)) {
    const document = text.slice(start, index);
    start = index;
    const isRead = isWanted(document) && document.length <= left;
    if (isRead) left -= document.length;
    parts.push(isRead || document === '' ? document : `${' '.repeat(document.length - 1)}\n`);
    if (left === 0) break;
  }
  return parts.join('');
}

function serviceOf(text: string, resource: ConfigNode): NamedService | undefined {
  if (valueAt(resource, 'kind')?.text !== 'Service') return undefined;
  const name = valueAt(resource, 'metadata', 'name');
  if (name?.text === undefined || name.text === '') return undefined;
  const ports = (valueAt(resource, 'spec', 'ports')?.items ?? []).flatMap((one) => {
    const target = valueAt(one, 'targetPort')?.text;
    return target === undefined ? [] : [{ port: Number(valueAt(one, 'port')?.text), target }];
  });
  return {
    name: name.text.toLowerCase(),
    at: nameAt(text, name.start),
    ports,
    selector: textsIn(valueAt(resource, 'spec', 'selector')),
  };
}

/** What the containers that read it find in their environment. */
function configMap(text: string, resource: ConfigNode): ReadonlyMap<string, Assigned> | undefined {
  if (valueAt(resource, 'kind')?.text !== 'ConfigMap') return undefined;
  const found = new Map<string, Assigned>();
  for (const { key, start, node } of valueAt(resource, 'data')?.entries ?? [])
    if (variableName.test(key)) found.set(key, { value: node.text ?? '', at: nameAt(text, start) });
  return found;
}

/** A pod, or what a Deployment and its like, or a CronJob, makes pods of. */
function templateOf(resource: ConfigNode): readonly ConfigNode[] {
  const spec = valueAt(resource, 'spec');
  const template = valueAt(spec, 'template') ?? valueAt(spec, 'jobTemplate', 'spec', 'template') ?? resource;
  return valueAt(template, 'spec', 'containers') === undefined ? [] : [template];
}

function containersOf(template: ConfigNode): readonly ConfigNode[] {
  const spec = valueAt(template, 'spec');
  return [...(valueAt(spec, 'containers')?.items ?? []), ...(valueAt(spec, 'initContainers')?.items ?? [])];
}

function environmentOf(text: string, container: ConfigNode): ReadonlyMap<string, Assigned> {
  const found = new Map<string, Assigned>();
  for (const one of valueAt(container, 'env')?.items ?? []) {
    const [name, value] = [valueAt(one, 'name'), valueAt(one, 'value')?.text];
    if (name?.text !== undefined && value !== undefined && variableName.test(name.text))
      found.set(name.text, { value, at: nameAt(text, name.start) });
  }
  return found;
}

function podsOf(template: ConfigNode): Pods {
  const ports = containersOf(template).flatMap((one) => valueAt(one, 'ports')?.items ?? []);
  return {
    labels: textsIn(valueAt(template, 'metadata', 'labels')),
    ports: new Map(
      ports.flatMap((one) => {
        const name = valueAt(one, 'name')?.text;
        return name === undefined ? [] : [[name, Number(valueAt(one, 'containerPort')?.text)] as const];
      }),
    ),
  };
}

function textsIn(map: ConfigNode | undefined): ReadonlyMap<string, string> {
  return new Map((map?.entries ?? []).map(({ key, node }) => [key, node.text ?? '']));
}
