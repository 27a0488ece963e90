// node test/bench/lintProcess.ts DIR: parses the files of a folder that mention sysctl; prints how long that takes as JSON.
import { formatOf } from '../../src/core/formats/formats.ts';
import { textFiles } from '../../src/host/textFiles.ts';

const [, , folder = '.'] = process.argv;
const texts: (readonly [path: string, text: string])[] = [];
const wantsText = (text: string): boolean => text.includes('sysctl');
for await (const found of textFiles(folder, { wants: () => true, wantsText }))
  if (found.kind === 'file') texts.push([found.path, found.text]);

const start = performance.now();
let assignments = 0;
for (const [path, text] of texts)
  assignments += formatOf(text, path)?.read(text, path).assignments.length ?? 0;
console.log(JSON.stringify({ parseMs: performance.now() - start, files: texts.length, assignments }));
