import { isKnownKey } from '../../../knowledge/knownKeys.ts';
import { normalizeSysctlKey } from '../../../parse/sysctlKey.ts';
import type { DocumentFix } from '../../formatRule.ts';
import type { SysctlConfRule } from '../sysctlConfRule.ts';
import { hasPlaceholder } from '../../../rules/placeholder.ts';
import { commentOut, rangeOf, replaceSpan } from '../../../rules/textEdit.ts';

/**
 * A line that is not a comment needs an `=`: procps says "invalid syntax, continuing", and systemd-sysctl skips it
 * and exits with status 1.
 * Source: sysctl.conf(5); both tools tested.
 */
export const missingEquals: SysctlConfRule = {
  id: 'missing-equals',
  about:
    'A line that is not a comment needs an equals sign: sysctl reports it and continues, and systemd-sysctl skips it and exits with status 1.',
  section: 'sysctl-lines',
  severity: 'error',
  check: ({ document, lines }) =>
    lines.flatMap((line) => {
      if (line.kind !== 'invalid' || line.why !== 'noEquals') return [];
      if (isSectionHeader(line.content.text) || hasPlaceholder(line.text)) return [];
      const meant = lineMeant(line.content.text);
      const fixes: DocumentFix[] = [];
      if (meant !== undefined) {
        fixes.push({
          title: `Write ${meant}`,
          safe: true,
          edits: [replaceSpan(line.index, line.content, meant)],
        });
      }
      fixes.push({ title: 'Convert to a comment', safe: false, edits: [commentOut(document, line.index)] });
      return [
        {
          range: rangeOf(line.index, line.content),
          message: 'This line has no =. Both tools report an error and skip it.',
          fixes,
        },
      ];
    }),
};

export function isSectionHeader(content: string): boolean {
  return /^\[.*\]$/.test(content);
}

/** `// words`, `key value` with a known key, and the shell's `echo value > /proc/sys/key`. */
function lineMeant(content: string): string | undefined {
  const comment = /^\/\/+\s*(.*)$/.exec(content)?.[1];
  if (comment !== undefined) return `# ${comment}`;
  const { key, value } = echoed(content) ?? pairOf(content);
  const { dotted } = normalizeSysctlKey(key);
  return value !== '' && isKnownKey(dotted) ? `${dotted} = ${value}` : undefined;
}

interface Pair {
  readonly key: string;
  readonly value: string;
}

function pairOf(content: string): Pair {
  const end = content.search(/[:\s]/);
  if (end < 0) return { key: content, value: '' };
  return { key: content.slice(0, end), value: content.slice(end).replace(/^[:\s]+/, '') };
}

function echoed(content: string): Pair | undefined {
  const [, words = '', path] = /^echo\s([^>]*)>\s*\/proc\/sys\/(\S+)$/.exec(content) ?? [];
  if (path === undefined) return undefined;
  const value = words.trim().replace(/^-n\s/, '');
  return { key: `/${path}`, value: value.trim().replace(/^["']|["']$/g, '') };
}
