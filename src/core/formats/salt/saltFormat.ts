import { hashComments } from '../placedDocument.ts';
import { placedFormat, type Reader } from '../placedFormat.ts';
import { effect } from '../reading.ts';
import { readCommand } from '../kubernetes/readCommand.ts';
import { readWrittenFile } from '../cloudInit/readWrittenFile.ts';
import { readParameterMaps } from '../yaml/readParameterMaps.ts';
import { yamlRootKeys } from '../yaml/yamlCutters.ts';
import { yamlParts } from '../yaml/yamlStream.ts';
import { YamlTree } from '../yaml/yamlTree.ts';
import type { Node } from 'yaml';

/** States and pillars of Salt: `key: sysctl.present: - value: 1`, `cmd.run`, `file.managed`, and maps below `sysctl`. */
export const readSalt: Reader = (reading, region) => {
  const acts = effect('host', 'now');
  for (const part of yamlParts(reading, region)) {
    const tree = new YamlTree(part);
    for (const { key, keyNode, value } of tree.entries(tree.root)) {
      for (const state of tree.entries(value)) {
        // Arguments are a list of maps with one key each.
        const argument = (name: string): Node | undefined =>
          tree
            .items(state.value)
            .map((item) => tree.get(item, name))
            .find((found) => found !== undefined);
        const shortForm = tree.text(state.value) ?? '';
        if (
          state.key === 'sysctl.present' ||
          (state.key === 'sysctl' &&
            (shortForm === 'present' ||
              tree.items(state.value).some((item) => tree.text(item) === 'present')))
        ) {
          const name = argument('name');
          const named = name ?? keyNode;
          tree.add(reading, acts, {
            key: named,
            value: argument('value'),
            ...(name === undefined && { meantKey: key }),
          });
        } else if (/^cmd\.(?:run|script|wait)$/.test(state.key)) {
          readCommand(reading, tree, [argument('name') ?? keyNode], acts);
        } else if (/^file\.(?:managed|append|replace)$/.test(state.key)) {
          const path = tree.text(argument('name')) ?? key;
          const text = argument('contents') ?? argument('text');
          for (const node of tree.isList(text) ? tree.items(text) : [text]) {
            const content = tree.scalar(node)?.region;
            if (content !== undefined) readWrittenFile(reading, content, path, effect('host', 'boot'));
          }
        }
      }
    }
    readParameterMaps(reading, tree, acts);
  }
};

export const saltFormat = placedFormat({
  id: 'salt',
  recognises: (text, path) =>
    /\.sls$|(?:^|\/)pillar$/.test(path ?? '') ||
    // Classes of reclass, of which Salt makes a pillar.
    (/\.ya?ml$/.test(path ?? '') && /^parameters\s*:/m.test(text) && /^[ \t]+sysctl\s*:/m.test(text)) ||
    (path === undefined && /^[ \t]*(?:- )?sysctl\.present\s*:/m.test(text)),
  read: readSalt,
  cutter: yamlRootKeys,
  comments: hashComments,
});
