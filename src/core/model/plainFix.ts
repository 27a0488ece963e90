import type { ParameterFix } from './finding.ts';

const longestKey = 256;
/** What is written was seen: VS Code draws the first 10,000 characters of a line (`editor.stopRenderingLineAfter`). */
const longestValue = 1 << 13;

/**
 * Whether a fix can be written as it is: each key is one word, and each value fits a line. Values may come from a host or
 * from someone else's file, and a newline in it would become a line of its own in the written file.
 */
export function isPlainFix({ changes }: ParameterFix): boolean {
  return changes.every((change) => {
    const key = change.kind === 'rename' ? change.to : change.key;
    return isPlainKey(change.key) && isPlainKey(key) && (change.kind !== 'set' || isPlainValue(change.value));
  });
}

function isPlainKey(key: string): boolean {
  return key.length <= longestKey && /^[!-<>-~]+$/.test(key);
}

function isPlainValue(value: string): boolean {
  return value.length <= longestValue && /^[ -~]*$/.test(value);
}
