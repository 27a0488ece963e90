import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { isCreatableIn } from '../../host/creatableFile.ts';
import { readRegularFile } from '../../host/regularFile.ts';
import { steadyClock } from '../../host/steadyClock.ts';
import { longestFile } from '../../host/textFiles.ts';
import type { LanguagePlace } from '../../service/language/languagePlace.ts';
import { LocalHostKnowledge } from './localHostKnowledge.ts';

/** The server process: it reads files and kernel parameters of its machine. */
export const nodeLanguagePlace: LanguagePlace = {
  pathOf: (uri) => {
    try {
      return uri.startsWith('file:') ? fileURLToPath(uri).replaceAll('\\', '/') : undefined;
    } catch {
      return undefined;
    }
  },
  uriOf: (path) => pathToFileURL(path).href,
  textOf: async (path) => {
    const file = await readRegularFile(path, longestFile);
    return file.kind === 'read' ? file.bytes.toString('utf8') : undefined;
  },
  isCreatableIn,
  readHost: (changed) => new LocalHostKnowledge(steadyClock.now, changed),
  nextTurn: () => setImmediate(),
  get guideFolder() {
    // The bundle is dist/server.js, next to media/.
    return pathToFileURL(join(__dirname, '../media/guide/')).href;
  },
};
