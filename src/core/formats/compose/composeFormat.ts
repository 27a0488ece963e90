import { maskVariables } from '../masks.ts';
import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import type { Effect, Reading } from '../reading.ts';
import { yamlParts } from '../yaml/yamlStream.ts';
import { YamlTree } from '../yaml/yamlTree.ts';
import { addPairScalar } from '../yaml/yamlPair.ts';
import { readCommand } from '../kubernetes/readCommand.ts';
import { scopeOfCommand } from '../kubernetes/podScope.ts';

/** `services.*.sysctls` of compose files, a map or a list of `key=value`, and commands that call sysctl. */
export const readCompose: Reader = (reading, source) => {
  const region = source.masked(maskVariables(source.text));
  for (const part of yamlParts(reading, region)) {
    const tree = new YamlTree(part);
    const services = tree.get(tree.root, 'services');
    // A fragment, such as the part of a file that a manual shows, may begin below the services.
    const all = services === undefined ? tree.entries(tree.root) : tree.entries(services);
    for (const { value } of all) readService(reading, tree, value);
    if (services === undefined) readService(reading, tree, tree.root);
  }
};

function readService(reading: Reading, tree: YamlTree, service: unknown): void {
  const shared = {
    network: tree.text(tree.get(service, 'network_mode')) === 'host',
    ipc: tree.text(tree.get(service, 'ipc')) === 'host',
  };
  readPorts(reading, tree, service, shared.network);
  const unit = reading.newUnit();
  const acts: Effect = {
    when: 'start',
    unit,
    scopeOf: () => 'container',
    route: { kind: 'container', shared },
  };
  const sysctls = tree.get(service, 'sysctls');
  for (const item of tree.items(sysctls)) addPairScalar(reading, tree, item, acts, { keepsBlanks: true });
  for (const { keyNode, value } of tree.entries(sysctls)) tree.add(reading, acts, { key: keyNode, value });
  const commands: Effect = {
    when: 'start',
    unit,
    scopeOf: (dotted) => scopeOfCommand(dotted, shared, 'container', 'host'),
  };
  readCommand(reading, tree, [tree.get(service, 'entrypoint')], commands);
  readCommand(reading, tree, [tree.get(service, 'command')], commands);
}

/**
 * On the host's network a container listens on its own ports, and what is published is ignored. On another, the host
 * listens on the published port.
 */
function readPorts(reading: Reading, tree: YamlTree, service: unknown, isHostNetwork: boolean): void {
  const kind = isHostNetwork ? 'host-network' : 'published';
  const exposed = isHostNetwork ? tree.items(tree.get(service, 'expose')) : [];
  for (const item of [...tree.items(tree.get(service, 'ports')), ...exposed]) {
    if (tree.isMap(item)) {
      if (!/^(?:tcp)?$/.test(tree.text(tree.get(item, 'protocol')) ?? '')) continue;
      const port = tree.scalar(tree.get(item, isHostNetwork ? 'target' : 'published'))?.region;
      if (port !== undefined) reading.addPort(port, kind, 'host');
      continue;
    }
    const written = tree.scalar(item)?.region;
    const pair = written && /^(.*:)?(\d[\d-]*)(?:\/tcp)?$/.exec(written.text);
    if (written === undefined || !pair) continue;
    const [, before = '', target = ''] = pair;
    const end = isHostNetwork ? before.length + target.length : before.length - 1;
    // `expose` and a port without one of the host publish nothing that is known.
    if (end > 0) reading.addPort(written.part({ start: 0, end }), kind, 'host');
  }
}

export const composeFormat = placedFormat({
  id: 'compose',
  recognises: (text, path) =>
    /\.ya?ml$/.test(path ?? '.yaml') &&
    /^["']?services["']?\s*:/m.test(text) &&
    !/^["']?apiVersion["']?\s*:/m.test(text),
  read: readCompose,
  comments: hashComments,
});
