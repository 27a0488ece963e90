import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inRepository } from '../../../scripts/lib/paths.ts';

/** Ends the name of a file whose text is repeated: twice as much once took more than twice as long. */
const repeatedEnding = '.repeated';

/** What was once wrong with a parser. Each input is a file of `test/fixtures/fuzz/<fixtureName>/`, named after what it is. */
export interface FoundInputs {
  /** What made it throw. */
  readonly whole: readonly Buffer[];
  /** What is repeated to measure its time. */
  readonly repeated: readonly string[];
}

/** The folder of a parser, and what the files that `npm run fuzz` writes begin with. */
export function fixtureName(name: string): string {
  return name.replaceAll(/\W+/g, '-');
}

export function foundInputs(name: string): FoundInputs {
  const folder = inRepository('test/fixtures/fuzz', fixtureName(name));
  const files = existsSync(folder) ? readdirSync(folder).sort() : [];
  const read = (file: string): Buffer => readFileSync(join(folder, file));
  const isRepeated = (file: string): boolean => file.endsWith(repeatedEnding);
  return {
    whole: files.filter((file) => !isRepeated(file)).map(read),
    repeated: files.filter(isRepeated).map((file) => read(file).toString('utf8')),
  };
}
