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

export const composeFormat = placedFormat({
  id: 'compose',
  recognises: (text, path) =>
    /\.ya?ml$/.test(path ?? '.yaml') &&
    /^["']?services["']?\s*:/m.test(text) &&
    !/^["']?apiVersion["']?\s*:/m.test(text),
  read: readCompose,
  comments: hashComments,
});
