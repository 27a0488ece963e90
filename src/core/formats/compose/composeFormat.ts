import type { Node } from 'yaml';
import { normalPath } from '../../model/pathText.ts';
import { maskVariables } from '../masks.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import type { Effect, Reading } from '../reading.ts';
import { containerEffect } from '../shell/containerOptions.ts';
import { yamlKeys } from '../yaml/yamlCutters.ts';
import { yamlParts } from '../yaml/yamlStream.ts';
import { YamlTree, type YamlEntry } from '../yaml/yamlTree.ts';
import { addPairScalar } from '../yaml/yamlPair.ts';
import type { HeirsOnHost, ServiceRoute } from '../assignment.ts';
import { extensionsOf, parameterSources, type ComposeFile } from './extendedService.ts';
import { networkUnits, usedNamespace } from './joinedService.ts';
import type { PortCondition } from '../ports/foundPort.ts';
import type { ServiceName } from './serviceName.ts';
import { readCommand } from '../kubernetes/readCommand.ts';
import { scopeOfCommand } from '../kubernetes/podScope.ts';

/** `services.*.sysctls` of compose files, a map or a list of `key=value`, and commands that call sysctl. */
export const readCompose: Reader = (reading, source, path) => {
  const region = source.masked(maskVariables(source.text));
  for (const part of yamlParts(reading, region)) {
    const tree = new YamlTree(part);
    const file = { reading, tree, path };
    const services = tree.get(tree.root, 'services');
    const before = reading.size;
    // A fragment, such as the part of a file that a manual shows, may begin below the services.
    const all = services === undefined ? tree.entries(tree.root) : tree.entries(services);
    const heirs = heirsOnHost(file, all);
    const units = networkUnits(file, all);
    for (const { key, value } of all)
      readService(file, key, value, { heirs: heirs.get(tree.resolved(value)), networkUnit: units.get(key) });
    // App stores have a list of them.
    for (const service of tree.items(services)) readService(file, undefined, service);
    if (services === undefined) readService(file, undefined, tree.root);
    if (services === undefined && reading.size > before) reading.noteDependence();
  }
};

/** Whose namespaces a service has, as its file says it. `name`: absent where it has none that another file could extend. */
function namespacesOf(file: ComposeFile, name: string | undefined, service: unknown) {
  const extensions = extensionsOf(file, service);
  const network = usedNamespace(file, name, service, 'network_mode');
  const ipc = usedNamespace(file, name, service, 'ipc');
  const route: ServiceRoute | undefined =
    file.path === undefined || name === undefined
      ? undefined
      : {
          own: { file: normalPath(file.path), name },
          ...(network.elsewhere && { network: network.elsewhere }),
          ...(ipc.elsewhere && { ipc: ipc.elsewhere }),
        };
  return { extensions, shared: { network: network.isHost, ipc: ipc.isHost }, network, ipc, route };
}

/** For services that others in the same file extend, which of these share the namespaces of the host: its parameters come along. */
function heirsOnHost(
  file: ComposeFile,
  services: readonly YamlEntry[],
): ReadonlyMap<Node | undefined, HeirsOnHost> {
  const found = new Map<Node | undefined, HeirsOnHost>();
  for (const { key, value } of services) {
    if (file.tree.get(value, 'extends') === undefined) continue;
    const { extensions, shared } = namespacesOf(file, key, value);
    if (!shared.network && !shared.ipc) continue;
    const heir = { ...(shared.network && { network: key }), ...(shared.ipc && { ipc: key }) };
    // The first of several is named.
    for (const node of parameterSources(file, extensions)) found.set(node, { ...heir, ...found.get(node) });
  }
  return found;
}

function readSysctls(reading: Reading, tree: YamlTree, service: unknown, acts: Effect): void {
  const sysctls = tree.entries(service).find(({ key }) => key === 'sysctls');
  // Compose rejects parameters that are null, and a service that is. Source: list_or_dict in its schema.
  const map = tree.resolved(service);
  const hasOthers = tree.isMap(map) && map.items.length > 1;
  const holder = hasOthers && map.items.some(({ key }) => key === sysctls?.keyNode) ? sysctls : undefined;
  for (const item of tree.items(sysctls?.value))
    addPairScalar(reading, tree, item, acts, { keepsBlanks: true, holder });
  for (const { keyNode, value } of tree.entries(sysctls?.value))
    tree.add(reading, acts, { key: keyNode, value, holder });
}

function readService(
  file: ComposeFile,
  name: string | undefined,
  service: unknown,
  {
    heirs,
    networkUnit,
  }: { readonly heirs?: HeirsOnHost | undefined; readonly networkUnit?: number | undefined } = {},
): void {
  const { reading, tree } = file;
  const { shared, network, ipc, route } = namespacesOf(file, name, service);
  // Docker refuses a container with ports in the network of another one. Source: validateNetContainerMode in Moby.
  if (network.joins === 0) readPorts(reading, tree, service, shared.network, route?.network);
  const unit = reading.newUnit();
  // runc looks at whose network it is, and asks of IPC only that the container was given a namespace.
  const refused = { network: shared.network, ipc: shared.ipc && ipc.joins === 0 };
  const isShared = networkUnit !== undefined || network.joins > 0;
  const others = isShared
    ? { ...network, ...(networkUnit !== undefined && { unit: networkUnit }) }
    : undefined;
  readSysctls(reading, tree, service, containerEffect(unit, refused, route, heirs, others));
  const commands: Effect = {
    when: 'start',
    unit,
    scopeOf: (dotted) => scopeOfCommand(dotted, shared, 'container', 'host'),
    ...((route?.network ?? route?.ipc) && { route: { kind: 'serviceCommand', service: route } }),
  };
  for (const command of commandsOf(tree, service)) readCommand(reading, tree, command, commands);
}

/** What runs in the container of a service, each as its words or one text. Source: the Compose specification, services. */
function commandsOf(tree: YamlTree, service: unknown): readonly (readonly (Node | undefined)[])[] {
  const check = tree.get(service, 'healthcheck', 'test');
  const hooks = ['post_start', 'pre_stop'].flatMap((name) => tree.items(tree.get(service, name)));
  return [
    [tree.get(service, 'entrypoint')],
    [tree.get(service, 'command')],
    tree.isList(check) ? commandOfCheck(tree, check) : [check],
    ...hooks.map((hook) => [tree.get(hook, 'command')]),
  ];
}

/** The first word of a list says how the others are run, or that none is. */
function commandOfCheck(tree: YamlTree, check: Node): readonly Node[] {
  const [how, ...words] = tree.items(check);
  return tree.text(how) === 'NONE' ? [] : words;
}

/**
 * On the host's network a container listens on its own ports, and what is published is ignored. On another, the host
 * listens on the published port. `base`: the service of another file that decides.
 */
function readPorts(
  reading: Reading,
  tree: YamlTree,
  service: unknown,
  isHostNetwork: boolean,
  base: ServiceName | undefined,
): void {
  const ways = base === undefined ? [isHostNetwork] : [true, false];
  for (const isOnHost of ways) readPortsOf(reading, tree, service, isOnHost, base && { base, isOnHost });
}

function readPortsOf(
  reading: Reading,
  tree: YamlTree,
  service: unknown,
  isHostNetwork: boolean,
  condition?: PortCondition,
): void {
  const kind = isHostNetwork ? 'host-network' : 'published';
  const exposed = isHostNetwork ? tree.items(tree.get(service, 'expose')) : [];
  for (const item of [...tree.items(tree.get(service, 'ports')), ...exposed]) {
    if (tree.isMap(item)) {
      if (!/^(?:tcp)?$/.test(tree.text(tree.get(item, 'protocol')) ?? '')) continue;
      const port = tree.scalar(tree.get(item, isHostNetwork ? 'target' : 'published'))?.region;
      if (port !== undefined) reading.addPort(port, kind, 'host', condition);
      continue;
    }
    const written = tree.scalar(item)?.region;
    const pair = written && /^(.*:)?(\d[\d-]*)(?:\/tcp)?$/.exec(written.text);
    if (written === undefined || !pair) continue;
    const [, before = '', target = ''] = pair;
    const end = isHostNetwork ? before.length + target.length : before.length - 1;
    // `expose` and a port without one of the host publish nothing that is known.
    if (end > 0) reading.addPort(written.part({ start: 0, end }), kind, 'host', condition);
  }
}

export const composeFormat = placedFormat({
  id: 'compose',
  recognises: (text, path) =>
    /compose[^/]*\.json$/.test(path ?? '')
      ? /"services"\s*:/.test(text)
      : /\.ya?ml$/.test(path ?? '.yaml') &&
        // Further in, services are those of whatever the file is.
        /^(?:[ \t]*\{\s*)?["']?services["']?\s*:/m.test(text) &&
        !/^["']?apiVersion["']?\s*:/m.test(text),
  read: readCompose,
  cutter: yamlKeys(/^services$/),
  comments: hashComments,
});
