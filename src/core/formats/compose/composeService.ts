import { baseName, normalPath } from '../../model/pathText.ts';
import { FileText } from '../fileText.ts';
import { isUnknown, maskVariables } from '../masks.ts';
import { Reading } from '../reading.ts';
import { Region } from '../region.ts';
import { YamlTree } from '../yaml/yamlTree.ts';
import type { ComposeService, ServiceName } from './serviceName.ts';
import { yamlParts } from '../yaml/yamlStream.ts';

/** More than people have in a file. */
const mostServices = 5000;

const mentions = /(?:^[ \t]+|[{,][ \t]*)["']?(?:extends|network_mode|ipc)["']?[ \t]*:/m;

/** Whether a text may hold services that bear on those of other files: a first look that costs little, also after each key press. */
export function mayJoinServices(text: string): boolean {
  // The word alone is found several times faster than a line that begins with it.
  return text.includes('services') && /^["']?services["']?\s*:/m.test(text) && mentions.test(text);
}

/** The same for a file of services by its name and its text: those that set no parameter and declare no port count, too. */
export function mayHoldServices(text: string, file: string): boolean {
  return /\.ya?ml$/.test(file) && mayJoinServices(text);
}

/** The services of a Compose file that extend others, or share namespaces with their host. */
export function composeServicesIn(file: string, text: string): readonly ComposeService[] {
  if (!mayHoldServices(text, file)) return [];
  const path = normalPath(file);
  const reading = new Reading(new FileText(text), true);
  return yamlParts(reading, Region.of(reading.file).masked(maskVariables(text))).flatMap((part) => {
    const tree = new YamlTree(part);
    return tree
      .entries(tree.get(tree.root, 'services'))
      .slice(0, mostServices)
      .map(({ key, value }) => ({ file: path, name: key, ...saidOf(tree, value, path) }))
      .filter(({ base, network, ipc }) => base !== undefined || network !== undefined || ipc !== undefined);
  });
}

function saidOf(tree: YamlTree, service: unknown, path: string): Partial<ComposeService> {
  const base = baseOf(tree, service, path);
  const network = tree.text(tree.get(service, 'network_mode'));
  const ipc = tree.text(tree.get(service, 'ipc'));
  return {
    ...(network !== undefined && { network: network === 'host' }),
    ...(ipc !== undefined && { ipc: ipc === 'host' }),
    ...(base && { base }),
    ...(dropsParameters(tree, service) && { dropsParameters: true }),
  };
}

/** Whether a service takes no parameters from the one that it extends. Source: loader/reset.go of compose-go. */
export function dropsParameters(tree: YamlTree, service: unknown): boolean {
  return /^!(?:reset|override)$/.test(tree.get(service, 'sysctls')?.tag ?? '');
}

/** The service that one extends, in the same file or another; undefined if there is none, or its name is not known yet. */
export function baseOf(tree: YamlTree, service: unknown, path: string): ServiceName | undefined {
  const base = tree.get(service, 'extends');
  const name = tree.text(base) ?? tree.text(tree.get(base, 'service'));
  if (name === undefined || isUnknown(name)) return undefined;
  const file = tree.text(tree.get(base, 'file'));
  if (file === undefined) return { file: path, name };
  if (isUnknown(file)) return undefined;
  return { file: file.startsWith('/') ? normalPath(file) : normalPath(`${folderOf(path)}${file}`), name };
}

function folderOf(path: string): string {
  return path.slice(0, path.length - baseName(path).length);
}
