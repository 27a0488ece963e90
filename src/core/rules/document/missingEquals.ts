import { isKnownKey } from '../../knowledge/knownKeys.ts';
import { normalizeSysctlKey } from '../../parse/sysctlKey.ts';
import type { DocumentFix, DocumentRule } from '../documentRule.ts';
import { hasPlaceholder } from '../placeholder.ts';
import { commentOut, rangeOf, replaceSpan } from '../textEdit.ts';

/**
 * A line that is no comment needs an `=`: procps says "invalid syntax, continuing", systemd-sysctl passes over it and
 * ends with status 1.
 * Source: sysctl.conf(5); both tools tested.
 */
export const missingEquals: DocumentRule = {
  id: 'missing-equals',
  section: 'sysctl-lines',
  severity: 'error',
  check: ({ document }) =>
    document.lines.flatMap((line) => {
      if (line.kind !== 'invalid' || line.why !== 'noEquals') return [];
      if (isSectionHeader(line.content.text) || hasPlaceholder(line.text)) return [];
      const meant = assignmentMeant(line.content.text);
      const fixes: DocumentFix[] = [];
      if (meant !== undefined) {
        fixes.push({
          title: `Write ${meant}`,
          safe: true,
          edits: [replaceSpan(line.index, line.content, meant)],
        });
      }
      fixes.push({ title: 'Make it a comment', safe: false, edits: [commentOut(document, line.index)] });
      return [
        {
          range: rangeOf(line.index, line.content),
          message: 'There is no = on this line: both tools pass over it with an error.',
          fixes,
        },
      ];
    }),
};

export function isSectionHeader(content: string): boolean {
  return /^\[.*\]$/.test(content);
}

/** `key value` with a known key, and the shell's `echo value > /proc/sys/key`. */
function assignmentMeant(content: string): string | undefined {
  const pair = /^(\S+)\s*[:\s]\s*(\S.*)$/.exec(content);
  const echo = /^echo\s+(?:-n\s+)?["']?([^"'>]+?)["']?\s*>\s*\/proc\/sys\/(\S+)$/.exec(content);
  const [written, value] = echo === null ? [pair?.[1], pair?.[2]] : [`/${echo[2] ?? ''}`, echo[1]];
  if (written === undefined || value === undefined) return undefined;
  const key = normalizeSysctlKey(written.replace(/:$/, '')).dotted;
  return isKnownKey(key) ? `${key} = ${value}` : undefined;
}
