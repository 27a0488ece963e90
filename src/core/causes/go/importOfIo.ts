import type { TextEdit } from '../../model/textRange.ts';
import type { CauseFile } from '../causeFile.ts';

/** Nothing to do where `io` is imported already; undefined where there is no list to add it to, or where the name is another's. */
export function importOfIo(file: CauseFile): readonly TextEdit[] | undefined {
  const { text } = file;
  if (/\bio\s*(,\s*\w+\s*)*:?=(?!=)|\b(var|const|func|type)\s+io\b|[(,]\s*io\s+[\w*[]/.test(text))
    return undefined;
  const imports = /^import\b[\s\S]*?(?=^(func|type|var|const)\b|(?![\s\S]))/m.exec(text)?.[0] ?? '';
  if (/^[ \t]*(import\s+)?(io\s+)?"io"[ \t]*;?[ \t]*(\/[/*].*)?\r?$/m.test(imports)) return [];
  // Another package by that name.
  if (/\bio\s+["`]|\/io["`]/.test(imports)) return undefined;
  const list = /^import\s*\(\r?\n/m.exec(text);
  return list === null ? undefined : [file.insert(list.index + list[0].length, '\t"io"\n')];
}
