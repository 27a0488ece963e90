// node --expose-gc test/bench/causesProcess.ts DIR: loads all grammars, and scans a folder as `causes` does; prints figures as JSON.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { packedGrammars } from '../../src/host/grammars/packedGrammars.ts';
import { scanFolder } from '../../src/host/sourceFiles/scanFolder.ts';
import { grammarNames } from '../../src/core/parse/syntaxTrees.ts';
import { inRepository } from '../../scripts/lib/paths.ts';
import { CauseFile } from '../../src/core/causes/causeFile.ts';
import { sitesOfCode } from '../../src/core/causes/sitesOfCode.ts';
import { sourceLanguageOf } from '../../src/core/causes/sourceLanguage.ts';
import { FolderCauses } from '../../src/server/causes/folderCauses.ts';
import { nothingSkipped, scannedFiles } from '../../src/host/sourceFiles/scannedFiles.ts';
import { isCandidate } from '../../src/core/causes/candidate.ts';

const [, , folder = '.'] = process.argv;
const cancellation = new AbortController().signal;
const trees = packedGrammars(inRepository('dist'));
const megabytes = (): number => process.memoryUsage().rss / 1e6;

// The grammars are loaded before anything is timed: a server loads each once. Before anything else is in memory, too: what
// reading files leaves to the garbage collector would count for or against them, as it happens.
if (globalThis.gc === undefined) throw new Error('--expose-gc is missing');
globalThis.gc();
const before = megabytes();
for (const grammar of grammarNames) await trees.parse(grammar, '', () => undefined);
const grammarMegabytes = megabytes() - before;

const candidates: CauseFile[] = [];
for await (const { path, text } of scannedFiles(folder, nothingSkipped(), { cancellation })) {
  const language = sourceLanguageOf(path, text);
  if (language !== undefined && isCandidate(language, text))
    candidates.push(new CauseFile(path, language, text));
}
const parseStart = performance.now();
for (const file of candidates) await sitesOfCode(file, trees);
const parseMs = performance.now() - parseStart;

const scanStart = performance.now();
const { looked, judged, workspace } = await scanFolder(folder, trees, { cancellation });
const scanMs = performance.now() - scanStart;
// As the server does it: the first scan, an edit, and what is looked at again.
const causes = new FolderCauses(folder, trees, () => Promise.resolve([]));
await causes.workspace();
const [edited] = candidates;
if (edited === undefined) throw new Error('there is no candidate');
appendFileSync(join(folder, edited.path), '\n');
causes.fileChanged(join(folder, edited.path));
await causes.workspace();
console.log(
  JSON.stringify({
    scanMs,
    parseMs,
    looked,
    judged,
    sites: workspace.sites().length,
    grammarMegabytes,
    afterEdit: causes.looked,
  }),
);
